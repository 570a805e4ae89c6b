"""Commits fail, before or after the database took them: nobody is thanked for what is not kept, and all goes on."""

import asyncio
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from endurance.crowd import Crowd
from endurance.nursery import FAST
from endurance.place import Place
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import dispatch
from bot.channel.telegram import waiting
from bot.channel.telegram.pace import Pace

EVERY = 3
"""An answer passes three commits (taken in, its turn, its reply sent) and each fault adds one, so that every kind is met."""
KINDS = {"take_in": "taken in", "_together": "turn", "_settle": "sent"}


class Faults:
    """Fails every so many commits of a database; which kind each was is counted."""

    def __init__(self, database: Any) -> None:
        self.database, self.commits, self.failed = database, 0, Counter[str]()

    def __call__(self, session: Session) -> None:
        if session.get_bind() is not self.database:
            return
        callers = {frame.name for frame in traceback.extract_stack(limit=25)}
        kind = next((KINDS[name] for name in KINDS if name in callers), None)
        if kind is None:
            return
        self.commits += 1
        if self.commits % EVERY == 0:
            self.failed[kind] += 1
            raise OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
async def test_a_commit_that_fails_is_no_false_thank_you(
    moment: str, telegram: Any, places: Callable[[str], Place], program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "AFTER_FAULT_SECONDS", 0.05)
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 0.05)
    place = places("sqlite")
    async with program(place) as bot:
        bot.sender._pace = Pace(**FAST)
        faults = Faults(bot.dispatcher.turns.database)
        event.listen(Session, moment, faults)
        try:
            crowd = Crowd(telegram, place, 1, 12)
            await asyncio.wait_for(crowd.talks(), 60)
        finally:
            event.remove(Session, moment, faults)
    verdict = crowd.judges()
    print(f"\n{moment}: {dict(faults.failed)} failed; {verdict}")
    assert set(faults.failed) == set(KINDS.values())
    assert (verdict.lost, verdict.doubled, verdict.out_of_order, verdict.too_early, verdict.stuck) == (0, 0, 0, 0, [])
    assert verdict.said == verdict.stored == 12
    assert verdict.repeated <= faults.failed["sent"]
    assert sum(verdict.strange.values()) <= faults.failed["taken in"] + faults.failed["turn"]
