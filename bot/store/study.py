"""A study as JSON Lines: the form in which it is exported, imported and analysed.

The fields are those of the contract, in its order. Rows come in chunks, so that a million answers
need no more memory than a thousand.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from bot.store import tables

CHUNK = 2000

FIELDS: dict[str, tuple[str, ...]] = {
    "participants": (
        "participant",
        "role",
        "organisation",
        "organisation_type",
        "region",
        "partnership",
        "age_band",
        "language",
    ),
    "consents": ("participant", "scope", "given", "edition", "language", "at"),
    "interviews": (
        "interview",
        "participant",
        "guide",
        "edition",
        "round",
        "channel",
        "language",
        "started_at",
        "ended_at",
        "status",
    ),
    "answers": (
        "interview",
        "question",
        "item",
        "kind",
        "said",
        "value",
        "missing",
        "language",
        "probe_of",
        "probe_rule",
        "wording",
        "source",
        "asked_at",
        "answered_at",
        "version",
        "current",
        "id",
        "edition",
        "consent_edition",
        "parsed_by",
    ),
    "flags": ("flag", "interview", "theme", "at", "acknowledged_at"),
    "decisions": ("theme", "you_said", "we_did", "at", "told"),
}
"""The fields of each file. Those of an answer after `current` complete its passport."""

_RENAMED = {"participants": ("participant", "id"), "interviews": ("interview", "id"), "flags": ("flag", "id")}
_TABLES: dict[str, Any] = {
    "participants": tables.Participant,
    "consents": tables.Consent,
    "interviews": tables.Interview,
    "answers": tables.Answer,
    "flags": tables.Flag,
    "decisions": tables.Decision,
}


def rows(session: Session, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one file, in the order in which they came to be."""
    table = _TABLES[name]
    columns = [_column(name, table, field) for field in FIELDS[name]]
    asked = select(*columns).order_by(table.id if name != "participants" else table.created_at)
    if name == "answers":
        asked = asked.join(tables.Interview, tables.Interview.id == tables.Answer.interview)
    fields = FIELDS[name]
    moments = [
        place for place, field in enumerate(fields) if isinstance(_stored(name, table, field).type, tables.Moment)
    ]
    for part in session.connection().execute(asked, execution_options=_STREAMED).partitions(CHUNK):
        for row in part:
            values = list(row)
            for place in moments:
                if values[place] is not None:
                    values[place] = _iso(values[place])
            yield dict(zip(fields, values, strict=True))


_STREAMED = {"stream_results": True, "max_row_buffer": CHUNK}


def _iso(moment: str | datetime) -> str:
    """Return a moment as text; PostgreSQL gives a time, SQLite the text it keeps, in UTC without its zone."""
    if isinstance(moment, str):
        return moment.replace(" ", "T", 1).removesuffix(".000000") + "+00:00"
    return moment.astimezone(timezone.utc).isoformat()


def _column(name: str, table: Any, field: str) -> Any:
    stored = _stored(name, table, field)
    # A text read as a time, and written again: of a million answers that takes as long as all the rest.
    return (type_coerce(stored, String) if isinstance(stored.type, tables.Moment) else stored).label(field)


def _stored(name: str, table: Any, field: str) -> Any:
    shown, stored = _RENAMED.get(name, ("", ""))
    if name == "answers" and field == "edition":
        return tables.Interview.edition
    return getattr(table, stored if field == shown else field)


Source = Callable[[str], Iterator[dict[str, Any]]]
"""What analysis reads: the rows of a file by its name, from a database or from a folder of JSON Lines."""
