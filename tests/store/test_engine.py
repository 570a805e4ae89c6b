"""The database as we open it."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.store.engine import reading, unit_of_work
from bot.store.tables import Partnership


def test_a_commit_is_on_the_disk_before_it_returns(database):
    with reading(database) as session:
        kept = {
            name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode")
        }
    assert kept == {"synchronous": 2, "journal_mode": "wal"}


def test_an_error_of_the_database_holds_no_words(database):
    with pytest.raises(IntegrityError) as refused, unit_of_work(database) as session:
        session.execute(insert(Partnership).values(name="mijn geheim", created_at=None))
    assert "geheim" not in str(refused.value)
