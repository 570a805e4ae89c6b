"""What people send, stored before Telegram is told that we have it.

An update is confirmed only by asking for a higher offset, and that happens only after the inbox has committed
it. A kill at any point means that Telegram gives the same updates again, and the inbox knows them by their id.
"""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import structlog

from bot.channel.clock import Clock, SystemClock
from bot.channel.ports import Inbox, RawUpdate
from bot.channel.telegram.faults import OtherPoller, RetryAfter, TelegramFault, TokenRefused, Unknown
from bot.channel.telegram.translate import ALLOWED_UPDATES, chat_of
from bot.channel.telegram.waiting import pause, unless

POLL_SECONDS = 6.0
"""How long one poll waits for news. Short, so that a connection that died silently is noticed within ten seconds."""
TELL_AFTER = 2
"""Times that storing fails before the people concerned are told; a lock of a moment is nobody's business."""
HIGHEST_ID = 2**63 - 1

_log = structlog.get_logger(__name__)


class Reader(Protocol):
    """The part of `TelegramClient` that the intake uses."""

    async def use_polling(self) -> None:
        """Give up any webhook."""

    async def updates(self, offset: int | None, seconds: float, allowed: Sequence[str]) -> list[Any]:
        """Return the updates from `offset` on."""
        ...


class Intake:
    """Reads a bot's updates into an inbox until it is told to stop."""

    def __init__(
        self,
        client: Reader,
        inbox: Inbox,
        *,
        arrived: Callable[[], None] | None = None,
        not_stored: Callable[[frozenset[str]], Awaitable[None]] | None = None,
        clock: Clock | None = None,
        poll_seconds: float = POLL_SECONDS,
        in_thread: Callable[..., Awaitable[Any]] = asyncio.to_thread,
        draw: Callable[[], float] = random.random,
    ) -> None:
        """`arrived` is called after each commit of something new.

        `not_stored` is called with the chats whose messages cannot be stored, once a chat and outage, so that
        somebody can tell them; nothing is lost meanwhile.
        """
        self._client = client
        self._inbox = inbox
        self._arrived = arrived
        self._not_stored = not_stored
        self._clock = clock or SystemClock()
        self._poll_seconds = poll_seconds
        self._in_thread = in_thread
        self._draw = draw
        self._stopping = asyncio.Event()
        self._polling = False
        self._offset: int | None = None
        self._failures = 0
        self._store_failures = 0
        self._told: frozenset[str] = frozenset()

    def stop(self) -> None:
        """Let `run` end; a poll in hand is dropped, a commit in hand is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Take updates in until `stop`.

        Raises:
            TokenRefused: the token is wrong.
            OtherPoller: another program reads this bot's updates. Two would answer everyone twice.

        """
        while not self._stopping.is_set():
            seconds = await self._round()
            if seconds > 0:
                await unless(self._stopping, self._clock.sleep(seconds))

    async def _round(self) -> float:
        """Read and store one batch; return how long to wait before the next."""
        try:
            batch = await unless(self._stopping, self._read())
        except (TokenRefused, OtherPoller) as fault:
            _log.error("intake_stopped", reason=str(fault))
            raise
        except TelegramFault as fault:
            return self._wait_after(fault)
        if self._failures:
            _log.info("updates_readable_again", failures=self._failures)
            self._failures = 0
        if not batch:
            return 0.0
        raw = [known for update in batch if (known := self._raw(update))]
        return await self._store(raw) if raw else pause(0, self._draw)

    async def _read(self) -> list[Any]:
        if not self._polling:
            await self._client.use_polling()
            self._polling = True
        return await self._client.updates(self._offset, self._poll_seconds, ALLOWED_UPDATES)

    def _wait_after(self, fault: TelegramFault) -> float:
        self._failures += 1
        _log.warning("updates_not_read", reason=str(fault), failures=self._failures)
        if isinstance(fault, RetryAfter):
            return fault.seconds
        # No answer: the waiting is done already.
        return pause(0 if isinstance(fault, Unknown) else self._failures - 1, self._draw)

    def _raw(self, update: Any) -> RawUpdate | None:
        number = update.get("update_id") if isinstance(update, dict) else None
        if type(number) is not int or not 0 <= number <= HIGHEST_ID:
            _log.error("update_without_id")
            return None
        chat = chat_of(update)
        body = json.dumps(update, separators=(",", ":")).encode("ascii")
        return RawUpdate(number, None if chat is None else str(chat), self._clock.now(), body)

    async def _store(self, raw: list[RawUpdate]) -> float:
        try:
            new = await self._in_thread(self._inbox.take_in, sorted(raw, key=lambda update: update.update_id))
        except Exception as problem:  # noqa: BLE001 -- whatever the database raises, the updates stay at Telegram
            return await self._could_not_store(raw, problem)
        if self._store_failures:
            _log.info("updates_stored_again", failures=self._store_failures)
        self._store_failures, self._told = 0, frozenset()
        _log.debug("updates_stored", new=new, given=len(raw))
        if new and self._arrived:
            self._arrived()
        return self._move_on(raw, new)

    def _move_on(self, raw: list[RawUpdate], new: int) -> float:
        """Confirm the batch with the next poll.

        The offset may go down: after a quiet week Telegram starts anywhere.
        """
        before, self._offset = self._offset, max(update.update_id for update in raw) + 1
        stuck = new == 0 and self._offset == before
        return pause(0, self._draw) if stuck else 0.0

    async def _could_not_store(self, raw: list[RawUpdate], problem: Exception) -> float:
        self._store_failures += 1
        _log.error("updates_not_stored", problem=type(problem).__name__, failures=self._store_failures)
        chats = frozenset(update.chat for update in raw if update.chat) - self._told
        if self._not_stored and chats and self._store_failures >= TELL_AFTER:
            self._told |= chats
            try:
                await self._not_stored(chats)
            except Exception as also:  # noqa: BLE001 -- telling them is a courtesy, storing is the duty
                _log.error("people_not_told", problem=type(also).__name__)
        return pause(self._store_failures - 1, self._draw)
