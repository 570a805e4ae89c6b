"""The whole program in hard hours: a backlog, a SIGTERM in mid-work, two of it, a change of tables."""

import asyncio
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from endurance.place import Place
from endurance.program import answers, begins, hears_question, rows, stored

from bot.channel.telegram.faults import OtherPoller
from bot.store import migrate
from bot.store.engine import open_engine

NEW_COLUMN = '''
"""A column more, as a later release may bring."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "{head}"

def upgrade():
    with op.batch_alter_table("interview") as table:
        table.add_column(sa.Column("mood", sa.String(10)))

def downgrade():
    with op.batch_alter_table("interview") as table:
        table.drop_column("mood")
'''


async def test_a_backlog_is_worked_off_in_order_and_floods_nobody(
    telegram: Any, places: Callable[[str], Place], program: Any
) -> None:
    place, people = places("sqlite"), [telegram.person() for _ in range(10)]
    for number in range(300):
        people[number % 10].says("/start" if number < 10 else f"bericht {number} over de afspraken")
    async with program(place):
        for person in people:
            await person.hears(60)
        await _idle(place)
    kept = [number for (number,) in rows(place, "SELECT update_id FROM inbox ORDER BY id")]
    assert len(kept) == 300
    assert kept == sorted(kept)
    assert max(len(person._chat.heard) for person in people) <= 4


async def _idle(place: Place) -> None:
    while rows(place, "SELECT 1 FROM inbox WHERE state = 'waiting' UNION SELECT 1 FROM outbox WHERE state = 'waiting'"):  # noqa: ASYNC110 -- nothing tells of it
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_sigterm_in_mid_work_loses_nothing(
    kind: str, telegram: Any, places: Callable[[str], Place], program: Any
) -> None:
    place, people = places(kind), [telegram.person() for _ in range(6)]
    async with program(place):
        for person in people:
            await begins(person)
        said = {answers(person, 1) for person in people}
        await asyncio.sleep(0.2)
        os.kill(os.getpid(), signal.SIGTERM)
        since = time.monotonic()
    print(f"\nleft {time.monotonic() - since:.1f} s after SIGTERM")
    async with program(place):
        for person in people:
            await hears_question(person, 2, 60)
    assert {words for _, words in stored(place)} == said
    assert len(stored(place)) == 6


async def test_of_two_programs_with_one_token_one_leaves_and_nobody_is_answered_twice(
    telegram: Any, places: Callable[[str], Place], program: Any
) -> None:
    place, an = places("sqlite"), telegram.person()
    left = 0
    try:
        async with program(place):
            try:
                async with program(place):
                    an.says("/start")
                    await an.hears(20)
                    await asyncio.sleep(1)
            except OtherPoller:
                left += 1
    except OtherPoller:
        left += 1
    assert left == 1
    assert len(an._chat.heard) == 1


async def test_tables_change_both_ways_under_an_open_interview(
    telegram: Any, places: Callable[[str], Place], program: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, an = places("sqlite"), telegram.person()
    async with program(place):
        await begins(an)
        said = [answers(an, 1)]
        await hears_question(an, 2)
    _another_release(place, tmp_path, monkeypatch)
    async with program(place):
        said.append(answers(an, 2))
        await hears_question(an, 3)
    database = open_engine(place.database)
    migrate.downgrade(database, "-1")
    database.dispose()
    assert [words for _, words in stored(place)] == said


def _another_release(place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on there is one migration more."""
    database = open_engine(place.database)
    head = migrate.ScriptDirectory.from_config(migrate._config(database)).get_current_head()
    database.dispose()
    shutil.copytree(migrate.MIGRATIONS, folder / "migrations")
    (folder / "migrations" / "versions" / "9999_more.py").write_text(NEW_COLUMN.replace("{head}", str(head)))
    monkeypatch.setattr(migrate, "MIGRATIONS", folder / "migrations")
