"""The same program on SQLite and on PostgreSQL: migrations both ways, and whole conversations."""

import os
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import OperationalError
from talk import Talk, load, play

from bot.store.engine import open_engine
from bot.store.migrate import downgrade, is_current, upgrade
from bot.store.tables import metadata

TRANSCRIPTS = Path(__file__).resolve().parents[1] / "transcripts"
FOUND_HERE = "postgresql+psycopg2://postgres@127.0.0.1:5432/postgres"


@pytest.fixture
def postgres() -> Iterator[Any]:
    """A database of its own on the server that was named, or found on this machine; in CI there must be one."""
    url = os.environ.get("MEESPRAAK_TEST_POSTGRES_URL", FOUND_HERE)
    name = f"meespraak_test_{uuid.uuid4().hex[:12]}"
    server = create_engine(url, future=True, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError:
        if os.environ.get("CI") == "true":
            raise
        warnings.warn("no PostgreSQL was found: its tests do not run", stacklevel=1)
        pytest.skip("no PostgreSQL was found")
    engine = open_engine(server.url.set(database=name).render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    server.dispose()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Any]:
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_tables_come_and_go(kind: str, request: pytest.FixtureRequest) -> None:
    engine = request.getfixturevalue(kind)

    upgrade(engine)
    assert is_current(engine)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


@pytest.mark.parametrize(
    "name", ["interview_short_nl", "youth_check_in_nl", "stop_and_keep_nl", "rights_delete_in_mid_interview_nl"]
)
def test_a_conversation_goes_the_same_on_postgresql(name: str, postgres: Any, world: Any, engine: Any) -> None:
    upgrade(postgres)

    transcript = load(TRANSCRIPTS / f"{name}.yml")
    play(Talk(world, engine, postgres, hint=transcript.get("language", "nl")), transcript)
