"""The whole program in this process, on a real database, with a fake Telegram."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from endurance import databases
from endurance.place import Place
from endurance.program import running_bot

from bot.simulation.telegram_server import FakeTelegram


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def places(telegram: FakeTelegram, tmp_path: Path) -> Iterator[Callable[[str], Place]]:
    """A place with a fresh database of that kind, `sqlite` or `postgresql`."""
    with ExitStack() as opened:

        def make(kind: str) -> Place:
            url = databases.sqlite(tmp_path) if kind == "sqlite" else opened.enter_context(databases.postgres_or_skip())
            return Place(url, tmp_path / "key" / "key", telegram.url, 6)

        yield make


@pytest.fixture
def program(engine: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AbstractAsyncContextManager[Any]]:
    """Run the program at a place for as long as the block lasts."""
    return lambda place, **how: running_bot(place, engine, monkeypatch, **how)
