"""Small things done beside the outbox: best effort, in the background, never in anyone's way."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

import structlog

from bot.channel.message import Outgoing
from bot.channel.telegram.compose import Call, outgoing_calls
from bot.channel.telegram.faults import TelegramFault

_log = structlog.get_logger(__name__)


class Helper(Protocol):
    """The part of `TelegramClient` that is used here."""

    async def answer_tap(self, callback_id: str, text: str = "") -> None:
        """Tell Telegram that a tap was seen."""

    async def send(self, chat: str, call: Call) -> int | None:
        """Make one call to a chat."""
        ...

    async def leave(self, chat: str) -> None:
        """Leave a group or channel."""


class Asides:
    """What may fail without anyone losing anything. Nothing here is repeated."""

    def __init__(self, client: Helper) -> None:
        self._client = client
        self._tasks: set[asyncio.Task[None]] = set()

    def answer_tap(self, callback_id: str, text: str = "") -> None:
        """Let a tapped button stop waiting; the answer it stands for is stored whether or not this succeeds."""
        self._begin("tap_not_answered", self._client.answer_tap(callback_id, text))

    def say(self, chat: str, outgoing: Outgoing) -> None:
        """Say what can stand in no outbox, such as that nothing can be stored just now."""
        for call in outgoing_calls(outgoing)[:1]:
            self._begin("aside_not_sent", self._client.send(chat, call))

    def leave(self, chat: str, outgoing: Outgoing) -> None:
        """Say one thing in a group, then leave it."""
        self._begin("group_not_left", self._say_and_leave(chat, outgoing))

    async def finish(self, seconds: float) -> None:
        """Wait for what was begun, at most so long."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in self._tasks:
            task.cancel()

    async def _say_and_leave(self, chat: str, outgoing: Outgoing) -> None:
        await self._tried("aside_not_sent", self._all(chat, outgoing))
        await self._client.leave(chat)

    async def _all(self, chat: str, outgoing: Outgoing) -> None:
        for call in outgoing_calls(outgoing):
            await self._client.send(chat, call)

    def _begin(self, event: str, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(self._tried(event, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tried(self, event: str, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except TelegramFault as fault:
            _log.info(event, reason=str(fault))
