"""What the bot says, sent in the order of each chat, no faster than Telegram allows.

One task is one call. Which call comes next is decided in one place, so a chat that waits, hangs or was told to
slow down holds up nobody else. What is known of a parcel's fate is committed before its chat goes on.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Protocol

import structlog

from bot.channel.clock import Clock, SystemClock
from bot.channel.ports import Outbox, Parcel
from bot.channel.telegram.compose import Call, outgoing_calls
from bot.channel.telegram.faults import Refused, RetryAfter, TelegramFault, TokenRefused, Unknown, Unreachable
from bot.channel.telegram.pace import Pace
from bot.channel.telegram.waiting import pause, unless

IDLE_SECONDS = 1.0
"""How often the outbox is looked into when nobody wakes the sender: another worker may have filled it."""
GRACE_SECONDS = 4.6
"""How long `stop` waits for calls in hand; the program has to end within five."""
MOST_IN_HAND = 200
LOOK_AHEAD = 60
CHATS_TOO_FAST = 3
"""Chats in a row that were told to slow down, after which it counts for all."""

_log = structlog.get_logger(__name__)


class Speaker(Protocol):
    """The part of `TelegramClient` that the sender uses."""

    async def send(self, chat: str, call: Call) -> int | None:
        """Make one call to a chat."""
        ...

    async def my_name(self) -> str:
        """Return the bot's name; here the way to ask whether Telegram is there."""
        ...


class Sender:
    """Works an outbox off until it is told to stop."""

    def __init__(
        self,
        client: Speaker,
        outbox: Outbox,
        *,
        clock: Clock | None = None,
        pace: Pace | None = None,
        in_thread: Callable[..., Awaitable[Any]] = asyncio.to_thread,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._clock = clock or SystemClock()
        self._in_thread = in_thread
        self._draw = draw
        self._pace = pace or Pace()
        self._news = asyncio.Event()
        self._stopping = asyncio.Event()
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        self._waiting = 0
        self._failures = 0
        self._pieces_sent: dict[int, int] = {}
        self._doubted: set[int] = set()
        self._too_fast: set[str] = set()
        self._fatal: TokenRefused | None = None

    def wake(self) -> None:
        """Say that the outbox was filled. From another thread: `loop.call_soon_threadsafe(sender.wake)`."""
        self._news.set()

    def stop(self) -> None:
        """Let `run` end: nothing new is begun, calls in hand are finished within `GRACE_SECONDS`."""
        self._stopping.set()
        self._news.set()

    async def run(self) -> None:
        """Send what is due until `stop`.

        Raises:
            TokenRefused: the token is wrong.

        """
        try:
            while not self._stopping.is_set():
                self._news.clear()
                seconds = await self._round()
                await unless(self._news, self._clock.sleep(seconds))
        finally:
            await self._finish()
        if self._fatal:
            raise self._fatal

    async def _round(self) -> float:
        """Begin every call that may be made now; return how long to wait before looking again."""
        parcels = await self._due()
        now = self._clock.ticks()
        waits = []
        for parcel in sorted(parcels, key=lambda parcel: (parcel.begun, self._pace.load(parcel.chat))):
            if parcel.chat in self._in_hand or len(self._in_hand) >= MOST_IN_HAND:
                continue
            wait = self._pace.wait(parcel.chat, now)
            if wait > 0:
                waits.append(wait)
            else:
                self._begin(parcel, now)
        self._waiting = len(waits)
        return min([IDLE_SECONDS, *waits])

    async def _due(self) -> list[Parcel]:
        limit = LOOK_AHEAD + len(self._in_hand) + self._waiting
        try:
            parcels: list[Parcel] = await self._in_thread(self._outbox.due, self._clock.now(), limit)
        except Exception as problem:  # noqa: BLE001 -- whatever the database raises, we look again
            self._failures += 1
            _log.error("outbox_not_read", problem=type(problem).__name__, failures=self._failures)
            return []
        self._failures = 0
        return parcels

    def _begin(self, parcel: Parcel, now: float) -> None:
        place = self._pace.begin(now)
        task = asyncio.create_task(self._deliver(parcel))
        self._in_hand[parcel.chat] = task
        task.add_done_callback(lambda done: self._ended(parcel.chat, place, done))

    def _ended(self, chat: str, place: int, task: asyncio.Task[None]) -> None:
        del self._in_hand[chat]
        self._pace.end(place, chat, self._clock.ticks())
        problem = None if task.cancelled() else task.exception()
        if isinstance(problem, TokenRefused):
            _log.error("sender_stopped", reason=str(problem))
            self._fatal = problem
            self._stopping.set()
        self._news.set()

    async def _deliver(self, parcel: Parcel) -> None:
        """Make one call of a parcel; whatever happens, its line goes on sooner or later."""
        try:
            await self._make_call(parcel)
        except TokenRefused:
            raise
        except Exception as problem:  # noqa: BLE001 -- a fault of ours in one message must not stop a chat for ever
            await self._refused(parcel, f"a fault of ours ({type(problem).__name__})")

    async def _make_call(self, parcel: Parcel) -> None:
        """Make the next call of a parcel, and commit what became of it."""
        calls = outgoing_calls(parcel.outgoing)
        piece = self._pieces_sent.get(parcel.id, 0)
        if piece >= len(calls):
            await self._refused(parcel, "nothing to say")
            return
        try:
            if parcel.id in self._doubted:
                await self._client.my_name()  # only once Telegram is there is a second try worth a doubled question
            number = await self._send(parcel, calls[piece])
        except TelegramFault as fault:
            await self._failed(parcel, fault)
            return
        self._too_fast.clear()
        self._doubted.discard(parcel.id)
        self._pieces_sent[parcel.id] = piece + 1
        if piece + 1 == len(calls):
            await self._settle(parcel, self._outbox.sent, number, self._clock.now())
            _log.debug("message_sent", parcel=parcel.id, attempts=parcel.attempts)

    async def _send(self, parcel: Parcel, call: Call) -> int | None:
        """Send, and take a second call without an answer for delivered: at most one repeat is ever heard."""
        try:
            return await self._client.send(parcel.chat, call)
        except Unknown:
            if parcel.id not in self._doubted:
                self._doubted.add(parcel.id)
                raise
            _log.warning("message_taken_for_sent", parcel=parcel.id)
            return None

    async def _failed(self, parcel: Parcel, fault: TelegramFault) -> None:
        if isinstance(fault, TokenRefused):
            raise fault
        if isinstance(fault, Refused):
            await self._refused(parcel, str(fault))
        elif isinstance(fault, Unreachable):
            _log.info("chat_unreachable", parcel=parcel.id, reason=str(fault))
            await self._settle(parcel, self._outbox.unreachable, self._clock.now())
        else:
            await self._later(parcel, fault)

    async def _refused(self, parcel: Parcel, reason: str) -> None:
        _log.error("message_refused", parcel=parcel.id, reason=reason)
        await self._settle(parcel, self._outbox.refused, reason)

    async def _later(self, parcel: Parcel, fault: TelegramFault) -> None:
        seconds = pause(parcel.attempts, self._draw)
        if isinstance(fault, RetryAfter):
            seconds = fault.seconds
            self._slow_down(parcel.chat, seconds)
        _log.warning("message_waits", parcel=parcel.id, reason=str(fault), attempts=parcel.attempts)
        at = self._clock.now() + timedelta(seconds=seconds)
        await self._commit(self._outbox.retry, parcel.id, at, str(fault))

    def _slow_down(self, chat: str, seconds: float) -> None:
        self._too_fast.add(chat)
        if len(self._too_fast) >= CHATS_TOO_FAST:
            _log.warning("all_wait", seconds=seconds)
            self._pace.hold(self._clock.ticks() + seconds)
            self._too_fast.clear()

    async def _settle(self, parcel: Parcel, commit: Callable[..., None], *rest: Any) -> None:
        await self._commit(commit, parcel.id, *rest)
        self._pieces_sent.pop(parcel.id, None)
        self._doubted.discard(parcel.id)

    async def _commit(self, commit: Callable[..., None], *arguments: Any) -> None:
        """Commit what became of a parcel, however often it takes: forgetting it would repeat the message."""
        failures = 0
        while not await self._committed(commit, arguments):
            await self._clock.sleep(pause(failures, self._draw))
            failures += 1

    async def _committed(self, commit: Callable[..., None], arguments: tuple[Any, ...]) -> bool:
        try:
            await self._in_thread(commit, *arguments)
        except Exception as problem:  # noqa: BLE001 -- whatever the database raises, we try again
            _log.error("outbox_not_written", problem=type(problem).__name__)
            return False
        return True

    async def _finish(self) -> None:
        if not self._in_hand:
            return
        _, late = await asyncio.wait(set(self._in_hand.values()), timeout=GRACE_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
