"""The database engine and one unit of work."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

BUSY_SECONDS = 1
"""So long a unit of work waits for another program that writes; the bot must stay able to stop within five."""


def open_engine(url: str) -> Engine:
    """Open the database behind `url`, a SQLite file or PostgreSQL.

    SQLite: write-ahead log, foreign keys enforced, deleted text overwritten, every commit on disk
    before it returns, and a second of patience with another writer. What a statement carries, somebody's
    words, never stands in an error.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, pool_size=4, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    threads = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(
        url, future=True, connect_args=threads, poolclass=QueuePool, pool_size=4, hide_parameters=True
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_at_once)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's own guess starts too late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_at_once(connection: Any) -> None:
    # IMMEDIATE: a unit of work that writes never finds, half-way, that another one wrote before it.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that only reads: one consistent picture, and nobody who writes waits for it."""
    picture = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with Session(engine.execution_options(reading=True, **picture), future=True) as session:
        yield session


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[Session]:
    """Open a session that commits as a whole when the block ends, and not at all when it raises.

    Who adds a row that a later statement of the same unit has to find flushes it.
    """
    session = Session(engine, future=True, expire_on_commit=False, autoflush=False)
    try:
        yield session
        session.commit()
        if session.info.get(_ERASED):
            _traces.add(engine.url)
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()
    if engine.url in _traces:
        clear_traces(engine)


def leave_no_trace(session: Session) -> None:
    """Say that this unit of work erases what nobody may find again, also not in the write-ahead log."""
    session.info[_ERASED] = True


def clear_traces(engine: Engine) -> bool:
    """Empty the write-ahead log, in which the pages as they were before still stand; False while somebody reads them.

    Erased rows themselves are overwritten in the database (`secure_delete`). Every later commit tries again. PostgreSQL
    has its own log and its own cleaning (VACUUM), which is the administrator's.
    """
    if engine.dialect.name == "sqlite":
        with engine.execution_options(reading=True).connect() as connection:
            # Not within a transaction: SQLite cannot empty a log that the same connection is reading.
            if not _empty_log(connection.connection.dbapi_connection):
                return False
    _traces.discard(engine.url)
    return True


def _empty_log(raw: Any) -> bool:
    raw.execute(f"PRAGMA busy_timeout={PATIENCE_WITH_READERS}")
    try:
        return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except OperationalError:
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


_ERASED = "erased"
PATIENCE_WITH_READERS = 200
"""Milliseconds. Nobody's turn waits longer for it; the next commit tries again."""
_traces: set[Any] = set()
"""Databases in whose log something erased still stands."""
