"""Corrections by humans: a CSV in which staff confirm or correct what the coder suggested. What a human decided wins.

One row is one code of one answer: `answer, code, verified, by, at, source, score, because, depth`. `verified` is yes (right), no (the
answer is not about it) or empty (nobody looked yet). A row added by hand is a code the coder missed. The text of the answer is
not in the file: staff look it up by its id, where access is kept to those who may read it.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from analytics.themes.coder import Coded

Source = Literal["auto", "human"]
COLUMNS = ("answer", "code", "verified", "by", "at", "source", "score", "because", "depth")
YES, NO = (
    frozenset({"yes", "ja", "oui", "y", "j", "o", "1", "true"}),
    frozenset({"no", "nee", "non", "n", "0", "false"}),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ReviewFaultError(ValueError):
    """A row of a review file cannot be read; the message has its line."""


@dataclass(frozen=True)
class Assigned:
    """One code of one answer, with where it comes from."""

    answer: str
    code: str
    source: Source
    verified: bool | None
    """True: a human confirmed or gave it. False: a human rejected it. None: nobody looked."""
    score: float | None = None
    because: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None
    depth: str = ""
    """How deep the program looked at the answers of this study (`depths.Depth`)."""


def assigned(coded: Mapping[str, Sequence[Coded]], depth: str = "") -> list[Assigned]:
    """Return the coder's suggestions, by answer id, as rows that nobody has looked at."""
    return [
        Assigned(answer, one.code, "auto", None, one.score, one.because, depth=depth)
        for answer, codes in coded.items()
        for one in codes
    ]


def write_review(path: Path, rows: Iterable[Assigned]) -> None:
    """Write a review file that opens in Excel: UTF-8 with its mark, and no cell is ever a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for row in rows:
            verified = {True: "yes", False: "no", None: ""}[row.verified]
            score = "" if row.score is None else f"{row.score:.3f}"
            at = row.at.isoformat() if row.at else ""
            cells = (row.answer, row.code, verified, row.by, at, row.source, score, " | ".join(row.because), row.depth)
            out.writerow([_safe(cell) for cell in cells])


def read_review(path: Path, codes: Iterable[str]) -> list[Assigned]:
    """Return the rows a human decided on; rows nobody looked at are left out.

    Raises `ReviewFaultError` for an unknown code, a `verified` that is neither yes nor no, a missing answer or a wrong date.
    """
    known = frozenset(codes)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"answer", "code", "verified"} <= set(rows.fieldnames or ()):
            raise ReviewFaultError(f"{path.name}:1: the columns answer, code and verified are needed.")
        return [row for raw in rows if (row := _row(raw, known, f"{path.name}:{rows.line_num}"))]


def with_review(suggested: Iterable[Assigned], decided: Iterable[Assigned]) -> list[Assigned]:
    """Return the suggestions with the human decisions in their place; of two decisions the later row wins.

    Rejected rows stay, with `verified` False, so that the export shows what was rejected; count only those that are not.
    """
    rows = {(row.answer, row.code): row for row in suggested}
    for row in decided:
        known = rows.get((row.answer, row.code))
        rows[row.answer, row.code] = row if known is None else _decided(known, row)
    return list(rows.values())


def by_answer(decided: Iterable[Assigned]) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return, by answer, the codes that humans gave or confirmed and those they rejected; the later row wins."""
    last = {(row.answer, row.code): bool(row.verified) for row in decided}
    made: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for (answer, code), given in last.items():
        yes, no = made.get(answer, (frozenset(), frozenset()))
        made[answer] = (yes | {code}, no) if given else (yes, no | {code})
    return made


def _decided(known: Assigned, row: Assigned) -> Assigned:
    """Keep the machine's reasons beside the human's decision."""
    return Assigned(
        row.answer, row.code, "human", row.verified, known.score, known.because, row.by, row.at, known.depth
    )


def _row(raw: Mapping[str, str | None], known: frozenset[str], place: str) -> Assigned | None:
    cells = {key: _plain(value or "") for key, value in raw.items() if key is not None and not isinstance(value, list)}
    if not cells["verified"]:
        return None
    said = cells["verified"].lower()
    if said not in YES | NO:
        raise ReviewFaultError(f"{place}: verified is {cells['verified']!r}; write yes or no.")
    if not cells["answer"] or cells["code"] not in known:
        raise ReviewFaultError(
            f"{place}: the answer's id is missing, or the code {cells['code']!r} is not in the codebook."
        )
    try:
        at = datetime.fromisoformat(cells["at"]) if cells.get("at") else None
    except ValueError as fault:
        raise ReviewFaultError(f"{place}: {cells['at']!r} is not a date such as 2026-11-21T09:30.") from fault
    return Assigned(cells["answer"], cells["code"], "human", said in YES, by=cells.get("by", ""), at=at)


def _safe(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA) else cell


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA else cell
