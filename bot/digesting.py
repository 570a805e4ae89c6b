"""Keeps what coaches are shown of the answers up to date: once a week, in a process of its own, so that no turn waits."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy.engine import Engine as Database

from bot.settings import ROOT
from bot.store import coaching, digests
from bot.store.engine import reading

log = structlog.get_logger(__name__)

SECONDS = 3600.0
WEEK = timedelta(days=7)
"""Not more often: from figures of one day and the next the answer of who came in between could be read."""
COMMAND = (sys.executable, "-W", "ignore", "-m", "bot", "digest")


class Digests:
    """Starts `meespraak digest` when it is time; only where there are coaches."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database, self.now = database, now
        self._working: subprocess.Popen[bytes] | None = None

    def steps(self) -> Iterator[bool]:
        """Start it when it is due and none is at work."""
        if (self._working is None or self._working.poll() is not None) and self.is_due():
            self._working = subprocess.Popen(  # noqa: S603 -- our own interpreter and fixed words
                COMMAND, cwd=ROOT, env=os.environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
            )
            log.info("digest_begun")
            yield True

    def is_due(self) -> bool:
        """Return whether there are coaches and what they are shown is a week old."""
        with reading(self.database) as session:
            newest = digests.newest(session)
            return coaching.are_expected(session) and (newest is None or self.now() - newest.made_at >= WEEK)

    def stop(self) -> None:
        """End one that is at work; the next start begins it anew."""
        if self._working is not None and self._working.poll() is None:
            self._working.terminate()
