"""The whole program is killed at any moment, and at every point of its work: nothing is lost, doubled or out of order.

`make soak` does the same a thousand times and more.
"""

import asyncio
import random
from pathlib import Path

import pytest
from endurance import databases
from endurance.killing import Killed, Plan, any_moment, every_point, in_turn, kill
from endurance.lives import Nursery
from endurance.place import Place

from bot.simulation.telegram_server import FakeTelegram

POINTS = 70
"""A turn and the sending of its reply pass about so many points."""
PLAN = Plan(kills=30, answers=60)


@pytest.mark.timeout(600)
async def test_kills_lose_double_and_reorder_nothing_on_either_database(tmp_path: Path) -> None:
    with databases.postgres_or_skip() as postgres:
        async with FakeTelegram() as one, FakeTelegram() as other:
            key = tmp_path / "key" / "key"
            here = Place(databases.sqlite(tmp_path), key, one.url, 6)
            there = Place(postgres, key, other.url, 6)
            async with Nursery(here, tmp_path / "log") as nursery:
                by_points = every_point(POINTS, step=3)
                at_random = in_turn(every_point(POINTS, step=5), any_moment(random.Random(5)))
                both = await asyncio.gather(
                    kill(nursery, one, here, by_points, PLAN), kill(nursery, other, there, at_random, PLAN)
                )
    for killed in both:
        print(killed)
        assert_nothing_is_wrong(killed)


def assert_nothing_is_wrong(killed: Killed) -> None:
    verdict = killed.verdict
    assert killed.kills >= 30
    assert verdict.good(), str(verdict)
    assert verdict.replies >= verdict.said - verdict.people
    assert verdict.repeated <= killed.kills
