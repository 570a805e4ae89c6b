"""Time, as it is passed to whatever waits."""

import asyncio
import time
from datetime import datetime, timezone
from typing import Protocol


class Clock(Protocol):
    """Tells the time and waits; tests bring one that jumps."""

    def now(self) -> datetime:
        """Return the time of day, in UTC. May jump when someone sets the machine's clock."""
        ...

    def ticks(self) -> float:
        """Return seconds since some moment; never jumps, so that rates are measured with it."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return datetime.now(timezone.utc)

    def ticks(self) -> float:
        """Return seconds since the machine started."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
