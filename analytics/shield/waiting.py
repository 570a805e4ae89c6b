"""New answers wait until enough people gave some: a report after one more answer would show what that one was.

A report looks at the study as it stood at the last one, until so many people of a role are new, gone or changed as it takes to
show a figure. Who is gone cannot be put back: then there is no report until enough others changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.frames import Frames, frames
from analytics.shield.ledger import Kept, Ledger
from analytics.shield.release import ReleaseFails
from analytics.shield.thresholds import smallest
from analytics.sources import Source
from analytics.views import joined
from bot.json_lines import Row

_ABOUT = ("organisation_type", "region", "partnership", "age_band", "language")
_SAID = ("question", "item", "choice", "number", "missing", "probe_of")


@dataclass(frozen=True)
class Standing:
    """What a report looks at."""

    frames: Frames
    people: Mapping[str, Mapping[int, int]]
    """Whose answers are in it, for the ledger."""
    waiting: int = 0
    """How many have told something that is not in it yet."""


def standing(source: Source, ledger: Ledger) -> Standing:
    """Return the part of a study that may be reported on; `source` holds only those who take part.

    Raises:
        ReleaseFails: too few people changed since the last release, and one of them is gone.

    """
    held = frames(source)
    now = _people(held, ledger.salt)
    if not ledger.releases:
        return Standing(held, now)
    last = ledger.releases[-1]
    changed = {role: _changed(last.people.get(role, {}), now.get(role, {})) for role in {*now, *last.people}}
    few = {role: n for role, n in changed.items() if 0 < n < smallest(role) <= len(last.people.get(role, {}))}
    if not few:
        return Standing(held, now)
    cut = frames(_as_it_was(source, last, frozenset(few), ledger.salt))
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


_Prints = npt.NDArray[np.uint64]


def _people(held: Frames, salt: bytes) -> dict[str, dict[int, int]]:
    """Return the number and the fingerprint of each person, by role.

    The fingerprint adds up that of every row about the person, so that neither the order of rows nor their number costs
    anything: a million answers are looked at column by column.
    """
    people = held.participants.drop_duplicates("participant", keep="last")
    place = {str(who): at for at, who in enumerate(people["participant"])}
    prints = _prints(people[list(_ABOUT)], salt)
    interviews = held.interviews
    ended = interviews["status"].astype("string").where(interviews["ended_at"].notna())
    _add(prints, place, interviews["participant"], _prints(interviews[["guide", "round"]].assign(ended=ended), salt))
    answers = held.answers[held.answers["current"].fillna(value=True)]
    said = answers["said"].where(answers["kind"].eq("text").fillna(value=False))
    told = answers[list(_SAID)].assign(said=said, several=joined(answers["chosen"]))
    _add(prints, place, answers["participant"], _prints(told, salt))
    made: dict[str, dict[int, int]] = {}
    for who, role, one in zip(people["participant"], people["role"].astype("string"), prints, strict=True):
        made.setdefault(str(role), {})[_number(str(who), salt)] = int(one & np.uint64(_BITS))
    return made


_BITS = (1 << 48) - 1


def _prints(rows: pd.DataFrame, salt: bytes) -> _Prints:
    """Return a keyed number for each row."""
    key = blake2b(b"print", digest_size=8, key=salt).hexdigest()
    return np.array(pd.util.hash_pandas_object(rows, index=False, hash_key=key), np.uint64)


def _add(prints: _Prints, place: Mapping[str, int], who: "pd.Series[Any]", added: _Prints) -> None:
    owner = who.astype("category").cat
    to = np.array([place.get(str(one), -1) for one in owner.categories], np.int64)
    at = np.where(owner.codes >= 0, to[owner.codes], -1) if len(to) else np.full(len(who), -1)
    np.add.at(prints, at[at >= 0], added[at >= 0])


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
