"""Progress bars, on a terminal only."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something is going on whose length is not known."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} ..."):
        yield


def steps(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """Show how far along a loop is, and yield its items."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)
