"""Several programs on one PostgreSQL: all take turns, and one of them talks with Telegram, which allows no second.

Who holds an advisory lock of the database leads. It is held by a connection of its own, so the database itself gives it
back the moment the leader is gone, and the next one takes over. On SQLite there is one program, and it leads.
"""

import asyncio

import structlog
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

log = structlog.get_logger(__name__)

LOCK = 0x6D656573  # "mees"; any number that nobody else on this database uses
LOOK_SECONDS = 1.0


class Leadership:
    """Whether this program leads; looks again every second."""

    def __init__(self, database: Engine) -> None:
        self._database = database
        self._alone = database.dialect.name != "postgresql"
        self._holding: Connection | None = None
        self._stopping = asyncio.Event()
        self.leads = asyncio.Event()
        """Set once this program leads, and when it has to stop."""

    def stop(self) -> None:
        """Let `run` end; whoever waits to lead waits no longer."""
        self._stopping.set()
        self.leads.set()

    async def run(self) -> None:
        """Try to lead until `stop`; end, and the program with it, when another program leads in our place."""
        try:
            while not self._stopping.is_set():
                led = self.leads.is_set()
                if not self._look() and led:
                    log.error("another_program_leads")
                    return
                if not led and (self._alone or self._holding is not None):
                    log.info("leading")
                    self.leads.set()
                await _at_most(self._stopping, LOOK_SECONDS)
        finally:
            self._let_go()

    def _look(self) -> bool:
        """Return False when somebody else leads. While the database is away nobody can, and nothing changes."""
        if self._alone:
            return True
        try:
            if self._holding is not None:
                self._holding.execute(text("SELECT 1"))
                return True
        except DBAPIError:
            self._let_go()
        try:
            return self._take()
        except DBAPIError as problem:
            log.error("database_failed", doing="leading", problem=type(problem).__name__)
            return True

    def _take(self) -> bool:
        connection = self._database.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}).scalar_one():
            self._holding = connection
            return True
        connection.close()
        return False

    def _let_go(self) -> None:
        if self._holding is not None:
            self._holding.invalidate()  # closed for good: a connection of the pool would go on holding the lock
            self._holding.close()
            self._holding = None


async def _at_most(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except asyncio.TimeoutError:
        return
