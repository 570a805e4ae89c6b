"""Bring in a study gathered elsewhere (on paper, by phone, by another installation), in the JSON Lines of the contract.

A file with a bad line is left out as a whole, and its bad lines are named. What is there already is recognised: a
participant by pseudonym, an interview by participant, guide and beginning, an answer by its place and version. So
bringing in the same folder twice changes nothing. Who was erased here stays erased: what a copy from before still says
of them is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.guide import Guide
from bot.json_lines import BadLine, numbered_rows
from bot.store import tables
from bot.store.bring_in_check import Wrong, checked
from bot.store.bring_in_rows import LEFT_OUT, ROWS, Keeper
from bot.store.study import CHUNK, FIELDS
from bot.store.vault import Vault

MOST_FAULTS = 20
"""So many bad lines of a file are named."""


@dataclass
class BroughtIn:
    """What came of it."""

    added: dict[str, int] = field(default_factory=dict)
    """New rows by file."""
    known: dict[str, int] = field(default_factory=dict)
    """Rows that were there already, by file."""
    faults: list[str] = field(default_factory=list)
    """`file:line: sentence`; nothing of these files was brought in."""
    erased: int = 0
    """Participants left out, with all that is theirs, because they were erased here."""
    without_consent: int = 0
    """Participants who have not agreed to take part: they are in no report and no export."""


def bring_in(session: Session, folder: Path, guides: Mapping[str, Guide], now: datetime, vault: Vault) -> BroughtIn:
    """Bring in the files of a folder that are there, each whole or not at all; the caller commits."""
    done, keeper = BroughtIn(), Keeper(session, guides, now, vault)
    for name in FIELDS:
        path = folder / f"{name}.jsonl"
        if path.exists():
            _file(keeper, name, path, done)
    done.erased = len(keeper.erased)
    done.without_consent = _without_consent(session, keeper)
    return done


def _file(keeper: Keeper, name: str, path: Path, done: BroughtIn) -> None:
    """Bring in one file, streaming; at the first bad line everything of it is taken back."""
    savepoint = keeper.session.begin_nested()
    waiting: list[dict[str, Any]] = []
    added = known = 0
    faults: list[str] = []
    for row in _rows(keeper, name, path, faults):
        if row is LEFT_OUT:
            continue
        if row is None:
            known += 1
        elif not faults:
            waiting.append(row)
            added += 1
        if len(waiting) >= CHUNK:
            _insert(keeper.session, name, waiting)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        savepoint.rollback()
        keeper.refused(name)
        done.faults += faults
        return
    _insert(keeper.session, name, waiting)
    savepoint.commit()
    done.added[name], done.known[name] = added, known


def _rows(keeper: Keeper, name: str, path: Path, faults: list[str]) -> Iterator[dict[str, Any] | None]:
    """Yield each row to add, or None for one that is there already; what is wrong goes to `faults`."""
    try:
        for number, line in numbered_rows(path):
            try:
                yield ROWS[name](keeper, checked(name, line, FIELDS[name]))
            except Wrong as problem:  # noqa: PERF203 -- each bad line is named by its own number
                faults.append(f"{path.name}:{number}: {problem}")
    except BadLine as problem:
        faults.append(str(problem))


_TABLES: dict[str, Any] = {
    "participants": tables.Participant,
    "consents": tables.Consent,
    "interviews": tables.Interview,
    "answers": tables.Answer,
    "flags": tables.Flag,
    "decisions": tables.Decision,
}


def _insert(session: Session, name: str, waiting: list[dict[str, Any]]) -> None:
    if waiting:
        session.execute(insert(_TABLES[name].__table__), waiting)
        waiting.clear()


def _without_consent(session: Session, keeper: Keeper) -> int:
    """Count the participants of this folder whose last word on taking part is not a yes."""
    asked = select(tables.Consent.participant, tables.Consent.given).where(tables.Consent.scope == "take_part")
    agreed = {
        row.participant: row.given for row in session.execute(asked.order_by(tables.Consent.at, tables.Consent.id))
    }
    return sum(not agreed.get(participant, False) for participant in keeper.seen)
