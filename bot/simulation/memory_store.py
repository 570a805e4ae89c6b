"""An inbox and an outbox in memory, to try a channel without a database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone

from bot.channel.message import Outgoing
from bot.channel.ports import Parcel, RawUpdate

_LONG_AGO = datetime(1970, 1, 1, tzinfo=timezone.utc)


class MemoryInbox:
    """Keeps updates in the order in which they were taken in."""

    def __init__(self) -> None:
        self.updates: dict[int, RawUpdate] = {}
        self.broken: Exception | None = None
        """What every call raises, as a database that is locked or full does."""
        self.calls = 0

    def take_in(self, updates: Sequence[RawUpdate]) -> int:
        """Store them all; return how many were new."""
        self.calls += 1
        if self.broken:
            raise self.broken
        before = len(self.updates)
        for update in updates:
            self.updates.setdefault(update.update_id, update)
        return len(self.updates) - before


@dataclass
class _Waiting:
    parcel: Parcel
    at: datetime = _LONG_AGO


class MemoryOutbox:
    """Keeps one line of parcels for each chat."""

    def __init__(self) -> None:
        self.lines: dict[str, list[_Waiting]] = {}
        self.broken: Exception | None = None
        self.sent_ids: list[int] = []
        self.unknown_ids: list[int] = []
        """Taken for sent, without a message number."""
        self.refusals: dict[int, str] = {}
        self.retries: list[tuple[int, datetime, str]] = []
        self.closed: set[str] = set()
        """Chats that cannot be reached any more."""
        self._next_id = 1

    def put(self, chat: str, outgoing: Outgoing | str) -> int:
        """Add a message to a chat's line; return its id."""
        said = Outgoing(outgoing) if isinstance(outgoing, str) else outgoing
        number, self._next_id = self._next_id, self._next_id + 1
        self.lines.setdefault(chat, []).append(_Waiting(Parcel(number, None, chat, said)))
        return number

    def waiting(self) -> int:
        """Return how many parcels still have to be sent."""
        return sum(len(line) for chat, line in self.lines.items() if chat not in self.closed)

    def due(self, now: datetime, limit: int) -> list[Parcel]:
        """Return the first parcel of each line that may go."""
        self._check()
        heads = [line[0] for chat, line in self.lines.items() if line and chat not in self.closed]
        return sorted((head.parcel for head in heads if head.at <= now), key=lambda parcel: parcel.id)[:limit]

    def sent(self, parcel_id: int, message_id: int | None, now: datetime) -> None:  # noqa: ARG002 -- the port's
        """Take it out of its line."""
        self._take_out(parcel_id)
        self.sent_ids.append(parcel_id)
        if message_id is None:
            self.unknown_ids.append(parcel_id)

    def retry(self, parcel_id: int, at: datetime, reason: str) -> None:
        """Let its line wait."""
        self._check()
        self.retries.append((parcel_id, at, reason))
        for line in self.lines.values():
            if line and line[0].parcel.id == parcel_id:
                line[0] = _Waiting(replace(line[0].parcel, attempts=line[0].parcel.attempts + 1), at)

    def refused(self, parcel_id: int, reason: str) -> None:
        """Take it out of its line, unsent."""
        self._take_out(parcel_id)
        self.refusals[parcel_id] = reason

    def unreachable(self, parcel_id: int, now: datetime) -> None:  # noqa: ARG002 -- the port's
        """Close the line it stands in."""
        self._check()
        self.closed |= {chat for chat, line in self.lines.items() if line and line[0].parcel.id == parcel_id}

    def _take_out(self, parcel_id: int) -> None:
        self._check()
        for line in self.lines.values():
            if line and line[0].parcel.id == parcel_id:
                line.pop(0)

    def _check(self) -> None:
        if self.broken:
            raise self.broken
