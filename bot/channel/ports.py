"""What a channel asks of the store: a place for what comes in, and a line of what goes out.

The store's calls are made from worker threads, never two at once about the same row. Each may raise
whatever its database raises: the caller waits, loses nothing and tries again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.channel.message import Outgoing


@dataclass(frozen=True)
class RawUpdate:
    """One update as it came, before anyone tried to understand it."""

    update_id: int
    """Between 0 and 2**63-1. Unique for a bot, mostly rising; it may jump down after a quiet week."""
    chat: str | None
    """Whose line it belongs in; None where the update names no chat."""
    received_at: datetime
    body: bytes
    """The update's JSON, ASCII; lone surrogates stand as escapes. `json.loads` gives the object back."""


@dataclass(frozen=True)
class Parcel:
    """One message on its way to a person."""

    id: int
    participant: str | None
    """Who it is for; None for one who is no participant (yet, or any more)."""
    chat: str
    outgoing: Outgoing
    attempts: int = 0
    """How often `retry` was called for it."""
    begun: bool = False
    """Nobody asked for it: an invitation to a round, a reminder. It goes after every reply."""


class Inbox(Protocol):
    """Where updates are kept before Telegram is told that we have them."""

    def take_in(self, updates: Sequence[RawUpdate]) -> int:
        """Store and commit them all, or none; return how many were new.

        An `update_id` that is known is passed over in silence. Telegram gives an update again for up to
        24 hours, so the ids have to be remembered at least so long, also when the bodies are gone.
        """
        ...


class Outbox(Protocol):
    """What has to be sent, in one line for each chat.

    A parcel may be erased while it is on its way: an id that is not known (any more) is passed over in silence.
    """

    def due(self, now: datetime, limit: int) -> list[Parcel]:
        """Return the first parcel of each chat's line, oldest first, at most `limit`.

        A chat whose first parcel waits for a later time (`retry`) is not named at all, so that nothing
        overtakes; neither is a chat that is unreachable. A parcel being sent is still returned.
        """
        ...

    def sent(self, parcel_id: int, message_id: int | None, now: datetime) -> None:
        """Commit that it was delivered; `message_id` is the last message's, None where it is not known."""
        ...

    def retry(self, parcel_id: int, at: datetime, reason: str) -> None:
        """Commit that it has to be sent again, not before `at`; its line waits. Counts one attempt."""
        ...

    def refused(self, parcel_id: int, reason: str) -> None:
        """Commit that Telegram will never take it; the line goes on with the next."""
        ...

    def unreachable(self, parcel_id: int, now: datetime) -> None:
        """Commit that the person blocked the bot or is gone; the chat's whole line stops."""
        ...
