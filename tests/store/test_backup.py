"""A backup made while people talk holds one picture; put back elsewhere, the interview goes on there."""

import hashlib
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from endurance import databases
from sqlalchemy import create_engine, func, select, text
from talk import Talk, play

from bot.store import tables
from bot.store.backup import BackupFailed, back_up, restore
from bot.store.engine import open_engine, reading
from bot.store.vault import SealBrokenError, Vault

BEGUN = [{"begins": {"guide": "stakeholder", "length": "short"}}, {"says": "gemeente"}]
GOES_ON = [{"says": "sla maar over"}, {"open": "cooperation_went_well"}]


@pytest.fixture(params=["sqlite", "postgresql"])
def two_homes(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a database, and one where there is none yet."""
    if request.param == "sqlite":
        yield databases.sqlite(tmp_path), f"sqlite:///{tmp_path / 'elsewhere' / 'meespraak.db'}"
        return
    with ExitStack() as opened:
        first, second = (opened.enter_context(databases.postgres_or_skip()) for _ in range(2))
        empty = create_engine(second, future=True)
        with empty.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        empty.dispose()
        yield first, second


def test_what_was_backed_up_is_all_there_and_the_talk_goes_on(
    two_homes: tuple[str, str], world: Any, engine: Any, tmp_path: Path
) -> None:
    here, there = two_homes
    database, file = open_engine(here), tmp_path / "backup"
    talk = Talk(world, engine, database)
    play(talk, {"talk": BEGUN})
    before = _contents(database)

    with _somebody_writing(database):
        back_up(here, file)
    play(talk, {"talk": GOES_ON})
    restore(there, file)

    elsewhere = open_engine(there)
    assert _contents(elsewhere) == before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = Talk(world, engine, elsewhere)
    again.stage.updates = talk.stage.updates  # Telegram goes on counting
    play(again, {"talk": GOES_ON})
    elsewhere.dispose()
    database.dispose()


def _somebody_writing(database: Any) -> Any:
    """Another turn, begun and not committed: nothing of it may be in the backup."""
    connection = database.connect()
    connection.execute(tables.Partnership.__table__.insert().values(name="half", created_at=func.now()))
    return connection


def _contents(database: Any) -> dict[str, tuple[int, str]]:
    """Return of each table how many rows it has and a hash of them all."""
    found = {}
    with reading(database) as session:
        for name, table in tables.metadata.tables.items():
            rows = sorted(str(tuple(row)) for row in session.execute(select(table)))
            found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def test_without_the_key_a_backup_leads_back_to_nobody(tmp_path: Path, world: Any, engine: Any) -> None:
    url = databases.sqlite(tmp_path)
    database = open_engine(url)
    play(Talk(world, engine, database, chat="4711998877"), {"talk": BEGUN})

    back_up(url, tmp_path / "backup")

    assert b"4711998877" not in (tmp_path / "backup").read_bytes()
    with reading(database) as session:
        contact = session.query(tables.Contact).one()
    with pytest.raises(SealBrokenError):
        Vault(b"another key of thirty-two bytes.").open(contact.sealed, contact.participant)
    database.dispose()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    url = databases.sqlite(tmp_path)
    back_up(url, tmp_path / "backup")

    with pytest.raises(BackupFailed, match="is there already"):
        back_up(url, tmp_path / "backup")
    with pytest.raises(BackupFailed, match="move it away first"):
        restore(url, tmp_path / "backup")


def test_a_broken_backup_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    back_up(databases.sqlite(tmp_path), tmp_path / "backup")
    whole = (tmp_path / "backup").read_bytes()
    (tmp_path / "backup").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(BackupFailed, match="no good backup"):
        restore(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "backup")

    assert not (tmp_path / "new.db").exists()
    assert sqlite3.connect(tmp_path / "meespraak.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
