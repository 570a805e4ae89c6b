"""A small study of simulated people, played once for all tests of this folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.simulation.cast import evenly
from bot.simulation.play import Play, own_world
from bot.simulation.stock import stock


@pytest.fixture(scope="session")
def played(world: Any, engine: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[Any]]:
    """Plays people by number, seed, guides and kinds, in a database of their own."""
    from bot.store.engine import open_engine
    from bot.store.migrate import upgrade

    def play(people: int, seed: int, guides: list[str], kinds: list[str] | None = None) -> list[Any]:
        database = open_engine(f"sqlite:///{Path(tmp_path_factory.mktemp('played')) / 'simulated.db'}")
        upgrade(database)
        cast = evenly(people, seed, guides, kinds or list(stock().kinds))
        try:
            return list(Play(database, own_world(world, seed), engine, cast).talks())
        finally:
            database.dispose()

    return play
