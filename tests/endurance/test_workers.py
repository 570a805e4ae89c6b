"""Several programs on one PostgreSQL: each chat keeps its order, and any of them may be killed."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest
from endurance import databases
from endurance.crowd import Crowd
from endurance.lives import Nursery
from endurance.place import Place

from bot.simulation.telegram_server import FakeTelegram

PEOPLE, QUESTIONS = 9, 6


@pytest.mark.timeout(600)
async def test_helpers_and_leader_are_killed_and_the_others_go_on(telegram: FakeTelegram, tmp_path: Path) -> None:
    with databases.postgres_or_skip() as url:
        place = Place(url, tmp_path / "key" / "key", telegram.url, QUESTIONS)
        async with Nursery(place, tmp_path / "log") as nursery:
            leader, helper, _other = [await nursery.begins(place) for _ in range(3)]
            crowd = Crowd(telegram, place, PEOPLE, PEOPLE * QUESTIONS)
            talking = asyncio.create_task(crowd.talks())
            await _answered(crowd, talking, PEOPLE)
            assert await nursery.kills(helper) == -signal.SIGKILL  # it had not left before
            await _answered(crowd, talking, 2 * PEOPLE)
            assert await nursery.kills(leader) == -signal.SIGKILL
            await talking
            verdict = crowd.judges()
    print(f"\n{verdict}")
    assert verdict.good()
    assert verdict.said == PEOPLE * QUESTIONS


async def _answered(crowd: Crowd, talking: "asyncio.Task[Any]", many: int) -> None:
    while crowd.answers < many and not talking.done():  # noqa: ASYNC110 -- nothing tells of it
        await asyncio.sleep(0.02)
