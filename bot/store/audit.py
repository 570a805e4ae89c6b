"""Who did what with people's data: a trail in which no line can be changed unseen.

Each entry carries a SHA-256 over itself and the entry before, so that changing, moving or leaving out one breaks every later one.
Cutting off the end shows only against a copy of the last hash; keep one elsewhere (`last_hash`).
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone

FIRST = "0" * 64
"""What stands for the previous hash in the first entry."""


@dataclass(frozen=True)
class AuditEntry:
    """One act of staff: an export, a view, an erasure. Never holds a participant's words."""

    previous_hash: str
    at: datetime
    """When, in UTC."""
    who: str
    act: str
    what: str
    """What it was about: a pseudonym, a table, a file. No answer text."""
    reason: str
    hash: str


def entry(previous_hash: str, at: datetime, who: str, act: str, what: str, reason: str) -> AuditEntry:
    """Make the next entry of the trail; `previous_hash` is that of the last one, or FIRST.

    Raises ValueError for a time without a zone, as nobody could tell later when it was.
    """
    if at.tzinfo is None:
        raise ValueError("An audit entry needs a time with its zone.")
    made = AuditEntry(previous_hash, at.astimezone(timezone.utc), who, act, what, reason, hash="")
    return replace(made, hash=_hash(made))


def verify(entries: Sequence[AuditEntry], *, last_hash: str | None = None, first: str = FIRST) -> int | None:
    """Return the place of the first entry that was changed, moved or left out before, or None when all is whole.

    `first` is the hash before the first entry, another one where older entries went by their date.
    With `last_hash`, a copy kept elsewhere, an end that was cut off is found too: then the place is `len(entries)`.
    """
    previous = first
    for place, found in enumerate(entries):
        if found.previous_hash != previous or found.hash != _hash(found):
            return place
        previous = found.hash
    return None if last_hash in (None, previous) else len(entries)


def _hash(found: AuditEntry) -> str:
    """Return SHA-256 over the entry as JSON with sorted keys and no spaces, its own hash left out."""
    fields = asdict(found)
    del fields["hash"]
    when = found.at.replace(tzinfo=timezone.utc) if found.at.tzinfo is None else found.at.astimezone(timezone.utc)
    fields["at"] = when.isoformat(timespec="microseconds")
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
