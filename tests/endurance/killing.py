"""The killer: ends the bot again and again while people talk, at every point of its work in turn or at any moment."""

import asyncio
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from endurance.crowd import Crowd, Verdict
from endurance.lives import Nursery
from endurance.place import Place

from bot.simulation.telegram_server import FakeTelegram

LONGEST = 1.2
"""Seconds after which a life ends at whatever it is doing."""
TOO_LONG = 8.0
"""Seconds after which a life that never came to its point is ended all the same."""


@dataclass(frozen=True)
class Plan:
    """How much of it."""

    kills: int
    answers: int
    at_once: int = 4
    tell_every: int = 0
    """Say so many kills apart how far it is; 0: never."""


@dataclass
class Killed:
    """How it went."""

    verdict: Verdict
    kills: int = 0
    at_points: int = 0
    by_clock: int = 0
    points: set[int] = field(default_factory=set)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"kills={self.kills} at_points={self.at_points} ({len(self.points)} different) by_clock={self.by_clock}"
            f" seconds={self.seconds:.0f} {self.verdict}"
        )


def every_point(most: int, step: int = 1) -> Iterator[dict[str, float]]:
    """The first point of its work, the second, ... over and over."""
    while True:
        yield from ({"point": number} for number in range(1, most + 1, step))


def any_moment(dice: random.Random, longest: float = LONGEST) -> Iterator[dict[str, float]]:
    """A random moment of the clock."""
    while True:
        yield {"seconds": dice.uniform(0.01, longest)}


def in_turn(*orders: Iterator[dict[str, float]]) -> Iterator[dict[str, float]]:
    """One of each, over and over."""
    while True:
        yield from (next(one) for one in orders)


async def kill(
    nursery: Nursery, telegram: FakeTelegram, place: Place, orders: Iterator[dict[str, float]], plan: Plan
) -> Killed:
    """Let people give so many answers while the bot is killed so many times; then it may live until all are done."""
    began = time.monotonic()
    crowd = Crowd(telegram, place, plan.at_once, plan.answers)
    killed = Killed(crowd.verdict)
    talking = asyncio.create_task(crowd.talks())
    while killed.kills < plan.kills or not talking.done():
        if killed.kills < plan.kills:
            crowd.to_come += talking.done()  # nobody is left, and there are kills to come: somebody new comes
            talking = asyncio.create_task(crowd.talks()) if talking.done() else talking
            await _one_life(nursery, place, next(orders), killed)
            if plan.tell_every and killed.kills % plan.tell_every == 0:
                sys.stderr.write(f"{killed.kills} kills, {crowd.answers} answers\n")
        else:
            last = await nursery.begins(place)
            await talking
            await nursery.kills(last)
    crowd.judges()
    killed.seconds = time.monotonic() - began
    return killed


async def _one_life(nursery: Nursery, place: Place, order: dict[str, float], killed: Killed) -> None:
    pid = await nursery.begins(place, **order)
    at_its_point = bool((await asyncio.wait({nursery.ended(pid)}, timeout=TOO_LONG))[0])
    status = await nursery.kills(pid)
    if status >= 0:
        raise AssertionError(f"the bot left by itself, with {status}")
    killed.kills += 1
    killed.by_clock += "seconds" in order
    if "point" in order and at_its_point:
        killed.at_points += 1
        killed.points.add(int(order["point"]))
