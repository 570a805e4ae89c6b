"""One worker: looks which chats have something waiting, and takes their turns."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot.store import mail
from bot.store.engine import reading
from bot.turn import Done, Turns

log = structlog.get_logger(__name__)

SETTLE = timedelta(milliseconds=350)
"""A chat is quiet for so long before its turn begins, so that a burst of messages is one answer."""
PATIENCE = timedelta(milliseconds=1300)
"""But nobody who goes on typing waits longer than this."""
AT_ONCE = 50
TOGETHER = 16
"""So many chats at most share a commit."""
IDLE_SECONDS = 0.1
AFTER_FAULT_SECONDS = 1.0


class Dispatcher:
    """Takes turns until it is told to stop. Turns of different chats follow each other; none waits for the network."""

    def __init__(
        self,
        turns: Turns,
        now: Callable[[], datetime],
        *,
        settle: timedelta = SETTLE,
        patience: timedelta = PATIENCE,
        after: Callable[[Done], Awaitable[None]] | None = None,
        trouble: Callable[[list[str]], Awaitable[None]] | None = None,
        writing: asyncio.Lock | None = None,
    ) -> None:
        """`writing` is held by whoever uses the database in this process: each in turn, first come first served.

        `after` hears of each turn that was committed; `trouble` of the chats whose turn the database refuses.
        """
        self.turns, self.now, self.settle, self.patience = turns, now, settle, patience
        self.after, self.trouble = after, trouble
        self.writing = writing or asyncio.Lock()
        self.news = asyncio.Event()
        self.stopping = False
        self.told: set[str] = set()

    def wake(self) -> None:
        """Say that something came in."""
        self.news.set()

    def stop(self) -> None:
        """Let `run` end after the turn in hand."""
        self.stopping = True
        self.news.set()

    async def run(self) -> None:
        """Take turns until `stop`; a database that fails is tried again, and the people concerned are told once."""
        while not self.stopping:
            try:
                worked = await self.round()
            except DBAPIError as problem:
                log.error("database_failed", problem=type(problem).__name__)
                await asyncio.sleep(AFTER_FAULT_SECONDS)
                continue
            if not worked:
                self.news.clear()
                try:
                    await asyncio.wait_for(self.news.wait(), IDLE_SECONDS if self._waiting else 1.0)
                except asyncio.TimeoutError:
                    continue

    _waiting = True

    async def round(self) -> int:
        """Take a turn of every chat that is ready; return how many."""
        now = self.now()
        with reading(self.turns.database) as session:
            chats = mail.ready_chats(session, now, self.settle, self.patience, AT_ONCE)
        left = chats
        while left and not self.stopping:
            taken = await self._turns(left[:TOGETHER])
            left = [chat for chat in left if chat not in taken]
        return len(chats) - len(left)

    async def _turns(self, chats: list[str | None]) -> Collection[str | None]:
        """Take the turns of several chats in one commit; return of which."""
        try:
            async with self.writing:
                taken = await self.turns.take_several(chats, self.now)
        except DBAPIError:
            concerned = [chat for chat in chats if chat is not None and chat not in self.told]
            if concerned and self.trouble is not None:
                self.told.update(concerned)
                await self.trouble(concerned)
            raise
        self.told.difference_update(chat or "" for chat in chats)
        for done in taken.values():
            if self.after is not None:
                await self.after(done)
        return taken
