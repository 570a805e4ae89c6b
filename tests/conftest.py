"""What every test can ask for: the world, the engine (loaded once), a fresh database."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

LONG = (
    "endurance/test_kills.py",
    "process/test_process.py",
    "rounds/test_ninety_days.py",
    "endurance/",
    "process/",
    "simulation/test_promises.py",
    "channel/test_killed.py",
    "guidance/test_in_conversation.py",
)
"""What takes longest begins first, so that no core waits for one long file at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first, in the order of `LONG`; the order within a file stays."""
    items.sort(key=lambda item: next((at for at, name in enumerate(LONG) if name in item.nodeid), len(LONG)))


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The guides, words and keys of the repository, with a key of its own."""
    from bot.settings import Settings
    from bot.world import World

    key = tmp_path_factory.mktemp("key") / "key"
    return World.load(Settings(_env_file=None, meespraak_key_file=key))


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], None]]:
    """Log the whole run at DEBUG to a file, in which no words, token or chat may be at its end; call it to log there again."""
    from logged import look_through

    from bot.logs import set_up_logs

    path = tmp_path_factory.mktemp("logs") / "run.log"
    with path.open("a", encoding="utf-8") as file:
        set_up_logs("DEBUG", file)
        yield lambda: set_up_logs("DEBUG", file)
    assert look_through(path) == []


@pytest.fixture(scope="session")
def engine(logs: Any) -> Any:
    """The trained model, loaded once; trained first when it is stale."""
    from bot.model import ready_model
    from bot.rasa_engine import Engine
    from bot.settings import Settings

    return Engine(ready_model(Settings(_env_file=None)))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Any]:
    """A fresh SQLite file with today's tables."""
    from bot.store.engine import open_engine
    from bot.store.migrate import upgrade

    engine = open_engine(f"sqlite:///{tmp_path / 'meespraak.db'}")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def talk(world: Any, engine: Any, database: Any) -> Any:
    """One person's conversation with the bot."""
    from talk import Talk

    return Talk(world, engine, database)
