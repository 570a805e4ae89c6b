"""Many answers coded on every processor at once, each by a program of its own with a coder of its own.

They are started anew rather than forked, as the encoders and pandas have threads; that takes some three seconds, so it is
for many answers, and they stay until this program ends or closes them. They give way to a bot that answers people on the same machine.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar
from weakref import finalize

from threadpoolctl import threadpool_limits

Block = TypeVar("Block")
Found = TypeVar("Found")
_GIVES_WAY = 10
"""How nice these programs are, as `nice` counts."""


def processors() -> int:
    """Return how many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Programs:
    """Programs that work beside this one; the first work starts them."""

    def __init__(self, make_ready: Callable[[], object]) -> None:
        self._make_ready = make_ready
        """Run once by each before its first block; a function of a module, as `work` is."""
        self._pool: ProcessPoolExecutor | None = None
        self._end: Callable[[], object] | None = None

    def each(self, work: Callable[[Block], Found], blocks: Sequence[Block]) -> Iterator[Found]:
        """Yield what `work` makes of each block, in their order.

        What no program could do, because none can be started here or one was ended, is done in this one.
        """
        done = 0
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(processors(), get_context("spawn"), _begin, (self._make_ready,))
                # Else they are left for the last moment of this program, when nothing is there any more to end them with.
                self._end = finalize(self, self._pool.shutdown)
            for found in self._pool.map(work, blocks):
                yield found
                done += 1
        except (OSError, BrokenProcessPool):
            self.close()
            yield from map(work, blocks[done:])

    def close(self) -> None:
        """End the programs; more work starts them again."""
        self._pool = None
        if self._end is not None:
            self._end()


def _begin(make_ready: Callable[[], object]) -> None:
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
    threadpool_limits(1)  # each has one processor
    make_ready()
    gc.freeze()  # what is ready stays, and is not searched for garbage again and again: a sixth of the time
