"""Everything that is kept about one person, for that person."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import tables

_OF_PERSON: dict[str, Any] = {
    "consents": tables.Consent,
    "interviews": tables.Interview,
    "flags": tables.Flag,
    "outreach": tables.Outreach,
    "told": tables.Told,
    "coaching": tables.Coaching,
    "guide_question": tables.GuideQuestion,
    "guide_rating": tables.GuideRating,
    "inbox": tables.Inbox,
    "outbox": tables.Outbox,
    "contact": tables.Contact,
}


def of(session: Session, participant: str) -> dict[str, Any]:
    """Return every row about a person, by table; sealed columns are named, not opened."""
    found: dict[str, Any] = {"participant": _plain(session.get(tables.Participant, participant))}
    for name, table in _OF_PERSON.items():
        rows = session.execute(select(table).where(table.participant == participant)).scalars()
        found[name] = [_plain(row) for row in rows]
    mine = select(tables.Interview.id).where(tables.Interview.participant == participant)
    rows = session.execute(select(tables.Answer).where(tables.Answer.interview.in_(mine)).order_by(tables.Answer.id))
    found["answers"] = [_plain(row) for row in rows.scalars()]
    return found


def _plain(row: Any) -> dict[str, Any]:
    """Return a row as JSON values."""
    plain: dict[str, Any] = {}
    for column in row.__table__.columns if row is not None else ():
        value = getattr(row, column.key)
        if isinstance(value, bytes):
            value = f"(sealed, {len(value)} bytes)"
        elif hasattr(value, "isoformat"):
            value = value.isoformat()
        plain[column.key] = value
    return plain


def readable(held: dict[str, Any]) -> str:
    """Return the same as text: one block a table, one line a column."""
    lines: list[str] = []
    for name, rows in held.items():
        for row in rows if isinstance(rows, list) else [rows]:
            lines.append(f"[{name}]")
            lines.extend(f"{key}: {value}" for key, value in row.items() if value is not None)
            lines.append("")
    return "\n".join(lines)
