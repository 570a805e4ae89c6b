"""What goes wrong at Telegram, switched on by a test."""

from dataclasses import dataclass
from typing import Literal

TroubleKind = Literal[
    "too_many",
    "server_error",
    "bad_gateway",
    "hang",
    "reset",
    "unauthorized",
    "conflict",
    "malformed",
    "not_an_object",
    "firewall",
    "lost_answer",
    "reset_after",
    "malformed_after",
]
"""
too_many         429 with `retry_after`
server_error     500 as JSON
bad_gateway      502 with a page of HTML
hang             never an answer, nothing done
reset            the connection breaks, nothing done
unauthorized     401
conflict         409
malformed        200 with half a JSON text, nothing done
not_an_object    200 with a JSON list, nothing done
firewall         403 with a page of HTML, which is not Telegram speaking
lost_answer      done, but never an answer
reset_after      done, but the connection breaks
malformed_after  done, but answered with half a JSON text
"""

DONE_FIRST = ("lost_answer", "reset_after", "malformed_after")


@dataclass
class Trouble:
    """One thing that goes wrong, for some calls, so many times."""

    kind: TroubleKind
    method: str | None = None
    """None: every method."""
    chat: int | None = None
    """None: every chat, and calls without one."""
    times: int | None = 1
    """None: until it is over."""
    retry_after: int = 1
    """Seconds, for `too_many`."""
    hits: int = 0
    """How often it struck."""

    def strikes(self, method: str, chat: int | None) -> bool:
        """Return whether this call is struck."""
        return (
            (self.times is None or self.hits < self.times)
            and (self.method is None or self.method.lower() == method.lower())
            and (self.chat is None or self.chat == chat)
        )

    def over(self) -> None:
        """End it."""
        self.times = self.hits


class Troubles:
    """All that goes wrong at the moment."""

    def __init__(self) -> None:
        self._all: list[Trouble] = []

    def add(self, trouble: Trouble) -> Trouble:
        """Switch one on."""
        self._all = [known for known in self._all if known.times is None or known.hits < known.times]
        self._all.append(trouble)
        return trouble

    def pick(self, method: str, chat: int | None) -> Trouble | None:
        """Return what strikes this call, and count it."""
        for trouble in self._all:
            if trouble.strikes(method, chat):
                trouble.hits += 1
                return trouble
        return None

    def over(self) -> None:
        """End them all."""
        for trouble in self._all:
            trouble.over()
