"""Waiting: how long after a failure, and how to be woken from it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0  # so that all is normal again within ten seconds of a cause going away

_T = TypeVar("_T")


def pause(failures: int, draw: Callable[[], float]) -> float:
    """Return the seconds to wait after so many failures in a row: twice as long each time, up to a limit.

    `draw` gives a number from 0 to 1, so that many programs do not come back at the same moment.
    """
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(failures, 10))
    return longest * (0.5 + draw() / 2)


async def unless(event: asyncio.Event, work: Coroutine[Any, Any, _T]) -> _T | None:
    """Do the work, or drop it and return None as soon as the event is set."""
    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, watching):
            task.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)
