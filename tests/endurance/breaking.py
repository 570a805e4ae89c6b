"""Ways in which a store fails while the bot talks, each until the block ends."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import create_engine, event, text


@asynccontextmanager
async def locked(bot: Any) -> AsyncIterator[None]:
    """Another program writes to the SQLite file, and takes its time."""
    other = sqlite3.connect(_database(bot).url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@asynccontextmanager
async def full(bot: Any) -> AsyncIterator[None]:
    """The disk is full: SQLite can add no page."""
    async with _told_each_connection(bot, "PRAGMA max_page_count=1"):
        yield


@asynccontextmanager
async def read_only(bot: Any) -> AsyncIterator[None]:
    """The file cannot be written."""
    async with _told_each_connection(bot, "PRAGMA query_only=ON"):
        yield


@asynccontextmanager
async def _told_each_connection(bot: Any, pragma: str) -> AsyncIterator[None]:
    def tell(connection: Any, *_: Any) -> None:
        connection.execute(pragma)

    database = _database(bot)
    event.listen(database, "connect", tell)
    database.dispose()
    try:
        yield
    finally:
        event.remove(database, "connect", tell)
        database.dispose()


@asynccontextmanager
async def cut_off(bot: Any) -> AsyncIterator[None]:
    """PostgreSQL ends every connection of the bot's, again and again."""

    async def again_and_again() -> None:
        while True:
            _on_the_server(bot, _TERMINATE)
            await asyncio.sleep(0.1)

    cutting = asyncio.create_task(again_and_again())
    try:
        yield
    finally:
        cutting.cancel()


@asynccontextmanager
async def gone(bot: Any) -> AsyncIterator[None]:
    """PostgreSQL takes no connection, as while it restarts."""
    name = _database(bot).url.database
    _on_the_server(bot, f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false")
    _on_the_server(bot, _TERMINATE)
    try:
        yield
    finally:
        _on_the_server(bot, f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true")


_TERMINATE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"


def _on_the_server(bot: Any, statement: str) -> None:
    url = _database(bot).url
    server = create_engine(url.set(database="postgres"), future=True, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement.replace("{name}", url.database)))
    server.dispose()


def _database(bot: Any) -> Any:
    return bot.dispatcher.turns.database


FAULTS = {
    "locked": ("sqlite", locked),
    "full": ("sqlite", full),
    "read only": ("sqlite", read_only),
    "cut off": ("postgresql", cut_off),
    "gone": ("postgresql", gone),
}
