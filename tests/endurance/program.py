"""The whole program within the test's own process, so that a test can reach what it breaks."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from endurance.place import Place, number_asked, said_to
from sqlalchemy import create_engine, text

from bot import running
from bot.simulation.telegram_server import Heard, Person

YES = "Ja, ik doe mee"


@asynccontextmanager
async def running_bot(
    place: Place, engine: Any, monkeypatch: pytest.MonkeyPatch, *, settle: float = 0.02, world: Any = None
) -> AsyncIterator[Any]:
    """Run it, with a model that is loaded already; it ends in good order, or the test fails."""
    monkeypatch.setattr(running, "Engine", lambda _model: engine)
    monkeypatch.setattr(running, "World", SimpleNamespace(load=lambda _settings: world or place.world()))
    monkeypatch.setattr(running, "warm", _warm_already)
    bot = running.Telegram(place.settings(), Path(engine.model))
    bot.dispatcher.settle = timedelta(seconds=settle)
    task = asyncio.create_task(bot.run())
    try:
        yield bot
    finally:
        bot.stop()
        await asyncio.wait_for(task, 30)
        bot.dispatcher.turns.database.dispose()


async def _warm_already(*_: Any, **__: Any) -> None:
    """The tests' engine is warm enough."""


async def begins(person: Person) -> None:
    """Come as far as the first numbered question."""
    person.says("/start")
    while YES not in (await person.hears(20)).buttons:
        continue
    person.taps(YES)
    await hears_question(person, 1)


async def hears_question(person: Person, number: int, within: float = 20, so_far: Iterable[Heard] = ()) -> list[str]:
    """Wait until this question is asked, unless it is among what was heard so far; return all else that was heard."""
    before = [heard.text for heard in so_far if number_asked(heard.text) != number]
    if any(number_asked(heard.text) == number for heard in so_far):
        return before
    end = time.monotonic() + within
    while True:
        heard = await person.hears(max(0.1, end - time.monotonic()))
        if number_asked(heard.text) == number:
            return before
        before.append(heard.text)


def answers(person: Person, number: int) -> str:
    """Answer a numbered question, at a length that no database finds room for on a page it has; return the words."""
    words = said_to(person.chat_id, number) + " en zo verder" * 300
    person.says(words)
    return words


def rows(place: Place, query: str) -> list[Any]:
    """Look into the tables."""
    engine = create_engine(place.database, future=True)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def stored(place: Place) -> list[tuple[str, str]]:
    """Return what was answered to the numbered questions, in the order it was stored."""
    return rows(place, "SELECT question, said FROM answer WHERE question LIKE 'point_%' ORDER BY id")
