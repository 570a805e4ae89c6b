"""Before anybody is listened to, the bot talks to itself: the first person waits no longer than the tenth."""

import asyncio
from pathlib import Path
from typing import Any

from bot import warming
from bot.turn import utc_now
from bot.warming import SAYINGS, warm


class Counting:
    """An engine that counts the turns it takes."""

    def __init__(self, engine: Any) -> None:
        self.engine, self.model, self.taken = engine, engine.model, 0

    async def parse(self, text: str) -> Any:
        return await self.engine.parse(text)

    async def take(self, *given: Any) -> None:
        self.taken += 1
        await self.engine.take(*given)


def test_every_saying_is_a_whole_turn_and_nothing_of_it_stays(
    world: Any, engine: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    counting = Counting(engine)

    asyncio.run(warm(world, counting, utc_now()))

    assert counting.taken >= len(SAYINGS)
    assert list(tmp_path.iterdir()) == []


def test_it_ends_when_the_program_has_to(world: Any, engine: Any) -> None:
    counting = Counting(engine)

    asyncio.run(warm(world, counting, utc_now(), enough=lambda: counting.taken >= 2))

    assert counting.taken == 2


def test_every_language_is_warmed() -> None:
    assert all(any(word in saying for saying in warming.SAYINGS) for word in ("Vorige week", "last week", "pas encore"))
