"""Time that jumps, so that a day passes in a test."""

import asyncio
import heapq
import itertools
import time
from datetime import datetime, timedelta, timezone

_TURNS = 50  # of the event loop, so that whoever woke up can act before time goes on


class VirtualClock:
    """A clock that stands still until `advance` is called."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)) -> None:
        self._start = start
        self._ticks = 0.0
        self._number = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return self._start + timedelta(seconds=self._ticks)

    def ticks(self) -> float:
        """Return seconds since the clock was made."""
        return self._ticks

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was advanced so far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._ticks + seconds, next(self._number), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Let so many seconds pass; everyone who sleeps wakes in order, at the moment they asked for."""
        end = self._ticks + seconds
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            self._ticks, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
                await _settle()
        self._ticks = end
        await _settle()


class FastClock:
    """The machine's own time, so many times as fast."""

    def __init__(self, times: float) -> None:
        self._times = times
        self._began = time.monotonic()
        self._start = datetime.now(timezone.utc)

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return self._start + timedelta(seconds=self.ticks())

    def ticks(self) -> float:
        """Return seconds since the clock was made."""
        return (time.monotonic() - self._began) * self._times

    async def sleep(self, seconds: float) -> None:
        """Wait, so many times as short."""
        await asyncio.sleep(seconds / self._times)


async def _settle() -> None:
    for _ in range(_TURNS):
        await asyncio.sleep(0)
