"""Something done again and again beside the turns, until the program ends."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

log = structlog.get_logger(__name__)

_END = object()


class Regular:
    """Does one thing at once and then every so many seconds, step by step, so that turns go in between."""

    def __init__(
        self,
        name: str,
        steps: Callable[[], Iterator[Any]],
        seconds: float,
        in_turn: Callable[..., Awaitable[Any]],
    ) -> None:
        """`in_turn` makes a call when nobody else of this process uses the database."""
        self.name, self.steps, self.seconds, self.in_turn = name, steps, seconds, in_turn
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Let `run` end after the step in hand."""
        self._stopping.set()

    async def run(self) -> None:
        """Go on until `stop`; a failure is logged, and the next time tries again."""
        while not self._stopping.is_set():
            try:
                await self._all_steps()
            except DBAPIError as problem:
                log.error("database_failed", doing=self.name, problem=type(problem).__name__)
            except Exception as problem:  # noqa: BLE001 -- a mistake here must not end the conversations
                log.error("regular_failed", doing=self.name, problem=type(problem).__name__)
            try:
                await asyncio.wait_for(self._stopping.wait(), self.seconds)
            except asyncio.TimeoutError:
                continue

    async def _all_steps(self) -> None:
        steps = self.steps()
        while not self._stopping.is_set() and await self.in_turn(next, steps, _END) is not _END:  # noqa: ASYNC110 -- it waits for nothing, it lets turns go in between
            await asyncio.sleep(0)
