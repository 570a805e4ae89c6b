"""New answers wait until enough people gave some: a report after one more answer would show what that one was.

A report looks at the study as it stood at the last one, until so many people of a role are new, gone or changed as it takes to
show a figure. Who is gone cannot be put back: then there is no report until enough others changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import blake2b
from typing import Any

from analytics.shield.ledger import Kept, Ledger
from analytics.shield.release import ReleaseFails
from analytics.shield.thresholds import smallest
from analytics.sources import Source
from bot.json_lines import Row

_ABOUT = ("organisation_type", "region", "partnership", "age_band", "language")
_SAID = ("question", "item", "value", "missing", "probe_of")


@dataclass(frozen=True)
class Standing:
    """What a report looks at."""

    source: Source
    people: Mapping[str, Mapping[int, int]]
    """Whose answers are in it, for the ledger."""
    waiting: int = 0
    """How many have told something that is not in it yet."""


def standing(source: Source, ledger: Ledger) -> Standing:
    """Return the part of a study that may be reported on.

    Raises:
        ReleaseFails: too few people changed since the last release, and one of them is gone.

    """
    now = _people(source, ledger.salt)
    if not ledger.releases:
        return Standing(source, now)
    last = ledger.releases[-1]
    changed = {role: _changed(last.people.get(role, {}), now.get(role, {})) for role in {*now, *last.people}}
    few = {role: n for role, n in changed.items() if 0 < n < smallest(role) <= len(last.people.get(role, {}))}
    if not few:
        return Standing(source, now)
    cut = _as_it_was(source, last, frozenset(few), ledger.salt)
    then = _people(cut, ledger.salt)
    gone = sum(_changed(last.people.get(role, {}), then.get(role, {})) for role in few)
    if gone:
        raise ReleaseFails(
            f"The report was not written: since the last one {gone} left or changed what they had told, and only "
            f"{sum(few.values())} changed in all, so that a comparison would show their answers; write it when at least "
            f"{max(smallest(role) for role in few)} people have changed or answered."
        )
    return Standing(cut, then, sum(few.values()))


def _changed(before: Mapping[int, int], after: Mapping[int, int]) -> int:
    return sum(before.get(one) != after.get(one) for one in {*before, *after})


def _people(source: Source, salt: bytes) -> dict[str, dict[int, int]]:
    """Return the number and the fingerprint of each person, by role; `source` holds only those who take part."""
    about: dict[str, Any] = {}
    role: dict[str, str] = {}
    for row in source("participants"):
        role[row["participant"]] = str(row.get("role"))
        about[row["participant"]] = blake2b(repr([row.get(one) for one in _ABOUT]).encode("utf-8", "replace"), key=salt)
    owner: dict[str, str] = {}
    for row in source("interviews"):
        owner[str(row["interview"])] = row["participant"]
        _add(about, row["participant"], [row.get("guide"), row.get("round"), row.get("ended_at") and row.get("status")])
    for row in source("answers"):
        if row.get("current", True):
            said = row.get("said") if row.get("kind") == "text" else None
            _add(about, owner[str(row["interview"])], [said, *(row.get(one) for one in _SAID)])
    made: dict[str, dict[int, int]] = {}
    for who, digest in about.items():
        made.setdefault(role[who], {})[_number(who, salt)] = int.from_bytes(digest.digest()[:6], "big")
    return made


def _add(about: Mapping[str, Any], who: str, told: Sequence[object]) -> None:
    if who in about:
        about[who].update(repr(told).encode("utf-8", "replace"))


def _number(who: str, salt: bytes) -> int:
    return int.from_bytes(blake2b(who.encode("utf-8", "replace"), digest_size=6, key=salt).digest(), "big")


def _as_it_was(source: Source, last: Kept, roles: frozenset[str], salt: bytes) -> Source:
    """Return a study with what people of some roles had told up to the last release."""
    held = {number for role in roles for number in last.people.get(role, {})}
    late = {row["participant"] for row in source("participants") if str(row.get("role")) in roles}
    new = {who for who in late if _number(who, salt) not in held}
    told = {str(row["interview"]): row["participant"] for row in source("interviews")}
    after = {
        str(row["interview"])
        for row in source("interviews")
        if row["participant"] in new or (row["participant"] in late and _is_after(row.get("started_at"), last.at))
    }

    def rows(name: str) -> Iterator[Row]:
        if name in ("participants", "consents"):
            return (row for row in source(name) if row["participant"] not in new)
        if name == "interviews":
            kept = (row for row in source(name) if str(row["interview"]) not in after)
            return (_still_open(row, last.at) if row["participant"] in late else row for row in kept)
        if name == "answers":
            return _answers(source, {one for one, who in told.items() if who in late}, after, last.at)
        if name == "flags":
            return (row for row in source(name) if str(row.get("interview")) not in after)
        return source(name)

    return rows


def _still_open(row: Row, at: datetime) -> Row:
    return {**row, "ended_at": None, "status": "open"} if _is_after(row.get("ended_at"), at) else row


def _answers(source: Source, late: set[str], after: set[str], at: datetime) -> Iterator[Row]:
    """Yield the answers; of a corrected one the version that held then."""
    held: dict[tuple[Any, ...], int] = {}
    for row in source("answers"):
        if str(row["interview"]) in late and not _is_after(row.get("answered_at"), at):
            held[_place(row)] = max(held.get(_place(row), 0), int(row.get("version") or 1))
    for row in source("answers"):
        if str(row["interview"]) not in late:
            yield row
        elif str(row["interview"]) not in after and not _is_after(row.get("answered_at"), at):
            corrected = held[_place(row)] == int(row.get("version") or 1)
            yield row if row.get("current", True) or not corrected else {**row, "current": True}


def _place(row: Row) -> tuple[Any, ...]:
    return str(row["interview"]), row.get("question"), row.get("item"), row.get("probe_of")


def _is_after(moment: object, at: datetime) -> bool:
    if not isinstance(moment, str) or not moment:
        return False
    read = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return (read if read.tzinfo else read.replace(tzinfo=timezone.utc)) > at
