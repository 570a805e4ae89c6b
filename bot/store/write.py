"""Everything a turn writes about one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.guide import Guide
from bot.guide_stored import as_stored
from bot.interview import Progress
from bot.store import tables
from bot.store.engine import leave_no_trace
from bot.store.tables import Answer, Consent, GuideEdition, Interview, Participant
from bot.store.vault import Vault

_HERE = (
    Answer.interview == bindparam("at_interview"),
    Answer.question == bindparam("at_question"),
    Answer.item == bindparam("at_item"),
)
# Rows that nobody looks at again in their turn go straight into their table: as objects of a session they cost three times that.
_ADD_ANSWER, _ADD_CONSENT = insert(Answer.__table__), insert(Consent.__table__)
_LAST_VERSION = select(func.max(Answer.version)).where(*_HERE)
_NO_LONGER_CURRENT = update(Answer).where(*_HERE, Answer.current.is_(True)).values(current=False)


def start_interview(
    session: Session, participant: Participant, guide: Guide, *, channel: str, round_: str | None, now: datetime
) -> Interview:
    """Add an interview on this edition of the guide, and keep the edition's text."""
    if session.get(GuideEdition, guide.edition) is None:
        session.add(GuideEdition(edition=guide.edition, guide=guide.key, content=as_stored(guide)))
    interview = Interview(
        participant=participant.id,
        guide=guide.key,
        edition=guide.edition,
        round=round_,
        channel=channel,
        language=participant.language,
        status="open",
        progress=Progress().as_stored(),
        started_at=now,
    )
    session.add(interview)
    session.flush()
    return interview


def record_answer(session: Session, **columns: Any) -> None:
    """Add a version of an answer; the one before it stays, no longer current."""
    here = {f"at_{name}": columns.get(name, "") for name in ("interview", "question", "item")}
    last = session.execute(_LAST_VERSION, here).scalar_one()
    if last is not None:
        session.execute(_NO_LONGER_CURRENT, here)
    session.execute(_ADD_ANSWER, {"version": (last or 0) + 1, "current": True, **columns})


def record_consent(
    session: Session, participant: Participant, scope: str, *, given: bool, edition: str, now: datetime
) -> None:
    """Add a yes or a no to one scope."""
    said = {"scope": scope, "given": given, "edition": edition, "language": participant.language, "at": now}
    session.execute(_ADD_CONSENT, {"participant": participant.id, **said})


def erase(session: Session, participant: str, vault: Vault, now: datetime) -> dict[str, int]:
    """Delete everything about a person and return how many rows of each table went.

    Their pseudonym leaves too: whoever writes again later is somebody new. Of who took part stays a code that only the
    key can compare, so that an export made before is not brought in again; of who never agreed stays nothing at all.
    """
    leave_no_trace(session)
    session.flush()  # nothing that was changed before may be written to rows that are gone
    mine = select(Interview.id).where(Interview.participant == participant)
    agreed = select(Consent.id).where(Consent.participant == participant, Consent.scope == "take_part", Consent.given)
    answered = select(Answer.id).where(Answer.interview.in_(mine))
    if any(session.execute(asked.limit(1)).first() for asked in (agreed, answered)):
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        session.merge(tables.Erased(mark=vault.mark_of_erased(participant), month=month))
    gone: dict[str, int] = {}
    # The numbers of their messages stay, without whose they were, so that none of them is taken for a new one.
    forget = update(tables.Inbox).where(tables.Inbox.participant == participant)
    session.execute(forget.values(participant=None, body=None, reason=None, state="done"))
    for table, condition in (
        (tables.Answer, Answer.interview.in_(mine)),
        (tables.Interview, Interview.participant == participant),
        (tables.Consent, Consent.participant == participant),
        (tables.Outreach, tables.Outreach.participant == participant),
        (tables.Told, tables.Told.participant == participant),
        (tables.Coaching, tables.Coaching.participant == participant),
        (tables.GuideQuestion, tables.GuideQuestion.participant == participant),
        (tables.GuideRating, tables.GuideRating.participant == participant),
        (tables.Flag, tables.Flag.participant == participant),
        (tables.Outbox, tables.Outbox.participant == participant),
        (tables.Contact, tables.Contact.participant == participant),
        (tables.Participant, Participant.id == participant),
    ):
        deleted = session.execute(delete(table).where(condition).execution_options(synchronize_session=False))
        gone[table.__tablename__] = deleted.rowcount
    return gone


def raise_flag(
    session: Session, participant: Participant, interview: Interview | None, theme: str, rule: str, now: datetime
) -> tables.Flag:
    """Add a flag for a human. It holds no words of the person."""
    flag = tables.Flag(
        participant=participant.id,
        interview=interview.id if interview is not None else None,
        theme=theme,
        rule=rule,
        at=now,
    )
    session.add(flag)
    session.flush()
    return flag
