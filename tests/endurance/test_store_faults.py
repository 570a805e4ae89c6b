"""The store fails while somebody answers: they are told once, nothing is lost, and it comes back by itself."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from endurance.breaking import FAULTS
from endurance.place import Place
from endurance.program import answers, begins, hears_question, rows, stored

LASTS = 3.2
"""Seconds: long enough to be tried and to fail twice."""
BACK_WITHIN = 10.0


@pytest.mark.parametrize("fault", FAULTS)
async def test_who_answers_into_a_broken_store_is_told_once_and_loses_nothing(
    fault: str, telegram: Any, places: Callable[[str], Place], program: Any
) -> None:
    kind, broken = FAULTS[fault]
    place, an = places(kind), telegram.person()
    async with program(place) as bot:
        await begins(an)
        async with broken(bot):
            said = [answers(an, 1)]
            await asyncio.sleep(LASTS)
            meanwhile = an.has_heard()
        since = time.monotonic()
        told = await hears_question(an, 2, BACK_WITHIN, meanwhile)
        back = time.monotonic() - since
        said.append(answers(an, 2))
        await hears_question(an, 3)
    print(f"\n{fault}: back after {back:.1f} s, told {len(told)} times")
    assert stored(place) == [("point_1", said[0]), ("point_2", said[1])]
    assert len(told) <= 1
    assert fault == "cut off" or "ging iets mis" in told[0]


@pytest.mark.parametrize("fault", ["locked", "read only"])
async def test_a_store_that_breaks_after_the_message_is_stored_is_told_as_well(
    fault: str, telegram: Any, places: Callable[[str], Place], program: Any
) -> None:
    kind, broken = FAULTS[fault]
    place, an = places(kind), telegram.person()
    async with program(place, settle=0.5) as bot:
        await begins(an)
        said = answers(an, 1)
        while not rows(place, "SELECT 1 FROM inbox WHERE state = 'waiting'"):  # noqa: ASYNC110 -- nothing tells of it
            await asyncio.sleep(0.02)
        async with broken(bot):
            await asyncio.sleep(LASTS)
            an.sends("sticker")  # this one cannot even be stored: told already, they are not told again
            await asyncio.sleep(LASTS)
            meanwhile = an.has_heard()
        told = await hears_question(an, 2, BACK_WITHIN, meanwhile)
    assert stored(place) == [("point_1", said)]
    assert sum("ging iets mis" in words for words in told) == 1
