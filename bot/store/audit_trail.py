"""The audit trail in the database: every export, erasure and view by staff, each entry chained to the last."""

import getpass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.audit import FIRST, AuditEntry, entry
from bot.store.tables import Audit

CUT = "cut"
"""Stands where older entries were."""


def note(session: Session, at: datetime, act: str, what: str, reason: str = "") -> None:
    """Add an entry, by whoever runs this command, in the unit of work of what they do. No answer text in it."""
    last = session.execute(select(Audit.hash).order_by(Audit.id.desc()).limit(1)).scalar_one_or_none()
    made = entry(last or FIRST, at, getpass.getuser(), act, what, reason)
    session.add(Audit(at=at, who=made.who, act=act, what=what, reason=reason, hash=made.hash))
    session.flush()


def forget_before(session: Session, limit: datetime) -> int:
    """Delete the entries before a moment and return how many; of the last one only its hash stays."""
    old = list(session.execute(select(Audit).where(Audit.at < limit, Audit.act != CUT).order_by(Audit.id)).scalars())
    if not old:
        return 0
    last = old[-1]
    gone = delete(Audit).where(Audit.id < last.id).execution_options(synchronize_session=False)
    session.execute(gone)
    last.who, last.act, last.what, last.reason = "-", CUT, "-", None
    session.flush()
    return len(old)


def trail(session: Session) -> list[AuditEntry]:
    """Return every entry, oldest first, to be verified or read."""
    entries: list[AuditEntry] = []
    previous = FIRST
    for row in session.execute(select(Audit).order_by(Audit.id)).scalars():
        if row.act == CUT and not entries:
            previous = row.hash  # what was before is past its date; the chain goes on from its last hash
            continue
        entries.append(AuditEntry(previous, row.at, row.who, row.act, row.what, row.reason, row.hash))
        previous = row.hash
    return entries
