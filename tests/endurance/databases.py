"""The databases that things are broken on: a SQLite file, and a database of its own on a PostgreSQL server."""

import os
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from bot.store.engine import open_engine
from bot.store.migrate import upgrade

FOUND_HERE = "postgresql+psycopg2://postgres@127.0.0.1:5432/postgres"


def sqlite(folder: Path) -> str:
    """Return the address of a new file with today's tables."""
    return _made(f"sqlite:///{folder / 'meespraak.db'}")


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the address of a new database with today's tables; it is dropped at the end.

    Raises:
        OperationalError: there is no server.

    """
    url = os.environ.get("MEESPRAAK_TEST_POSTGRES_URL", FOUND_HERE)
    name = f"meespraak_test_{uuid.uuid4().hex[:12]}"
    server = create_engine(url, future=True, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield _made(server.url.set(database=name).render_as_string(hide_password=False))
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@contextmanager
def postgres_or_skip() -> Iterator[str]:
    """As `postgres`; where there is no server the test is skipped, and in CI it fails."""
    try:
        with postgres() as url:
            yield url
    except OperationalError:
        if os.environ.get("CI") == "true":
            raise
        warnings.warn("no PostgreSQL was found: its tests do not run", stacklevel=1)
        pytest.skip("no PostgreSQL was found")


def _made(url: str) -> str:
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url
