"""What is kept of a coach: where the talk with the guide stands, questions for the editors, and ratings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, cast, delete, func, or_, select
from sqlalchemy.orm import Session

from bot.store.engine import leave_no_trace
from bot.store.tables import Coaching, Contact, Flag, GuideQuestion, GuideRating, Invitation, Participant

LONGEST = 1000
"""So many characters of a question or a reason are kept."""


def find(session: Session, participant: str) -> Any:
    """Return where this coach's talk with the guide stands, or None."""
    return session.get(Coaching, participant)


def of(session: Session, participant: str, now: datetime) -> Any:
    """Return where it stands; a new one where there is none."""
    row = find(session, participant)
    if row is None:
        row = Coaching(participant=participant, at=now, weekly=False)
        session.add(row)
        session.flush()
    return row


def keep_question(session: Session, participant: Participant, masked: str, now: datetime) -> int:
    """Keep a question for the editors, once, and return its number."""
    text = masked[:LONGEST]
    same = select(GuideQuestion.id).where(
        GuideQuestion.participant == participant.id, GuideQuestion.question == text, GuideQuestion.seen_at.is_(None)
    )
    known = session.execute(same.limit(1)).scalar_one_or_none()
    if known is not None:
        return int(known)
    row = GuideQuestion(participant=participant.id, language=participant.language, question=text, at=now)
    session.add(row)
    session.flush()
    return int(row.id)


def forget_question(session: Session, participant: str, number: int) -> None:
    """Erase a question that the coach does not want kept."""
    leave_no_trace(session)
    mine = (GuideQuestion.id == number, GuideQuestion.participant == participant)
    session.execute(delete(GuideQuestion).where(*mine).execution_options(synchronize_session=False))


def rate(session: Session, participant: Participant, section: str, *, useful: bool, now: datetime) -> None:
    """Note whether a section was useful; the last word holds."""
    row = session.get(GuideRating, (participant.id, section))
    if row is None:
        row = GuideRating(participant=participant.id, section=section)
        session.add(row)
    row.useful, row.missing, row.language, row.at = useful, None, participant.language, now
    session.flush()


def say_missing(session: Session, participant: str, section: str, masked: str) -> None:
    """Add to a rating what was missing."""
    row = session.get(GuideRating, (participant, section))
    if row is not None:
        row.missing = masked[:LONGEST]


def are_expected(session: Session) -> bool:
    """Return whether there are coaches, or somebody was invited as one."""
    asked = (select(table.role).where(table.role == "coach").limit(1) for table in (Participant, Invitation))
    return any(session.execute(one).first() is not None for one in asked)


# For staff


def open_questions(session: Session, *, all_: bool = False) -> Sequence[Any]:
    """Return the questions that wait for the editors, oldest first."""
    asked = select(GuideQuestion).order_by(GuideQuestion.id)
    rows: Sequence[Any] = (
        session.execute(asked if all_ else asked.where(GuideQuestion.seen_at.is_(None))).scalars().all()
    )
    return rows


def ratings(session: Session) -> list[tuple[str, int, int]]:
    """Return (section, useful, not useful), the least useful first."""
    useful = func.sum(cast(GuideRating.useful, Integer))
    rows = session.execute(
        select(GuideRating.section, useful.label("useful"), func.count().label("n")).group_by(GuideRating.section)
    )
    found = [(row.section, int(row.useful), int(row.n - row.useful)) for row in rows]
    return sorted(found, key=lambda one: (one[1] - one[2], one[0]))


def each_rating(session: Session) -> list[tuple[str, str, bool]]:
    """Return (participant, section, useful) of every rating that holds; for the shield of the report, never for showing."""
    rows = session.execute(select(GuideRating.participant, GuideRating.section, GuideRating.useful))
    return [(row.participant, row.section, bool(row.useful)) for row in rows]


def missing(session: Session) -> list[tuple[str, str]]:
    """Return (section, what coaches said was missing in it)."""
    said = select(GuideRating.section, GuideRating.missing).where(GuideRating.missing.isnot(None))
    return [(row.section, row.missing) for row in session.execute(said.order_by(GuideRating.section, GuideRating.at))]


def due_a_tip(
    session: Session, channel: str, *, before: datetime, quiet_since: datetime, flag_since: datetime, only: str | None
) -> list[str]:
    """Return the coaches who asked for a tip a week and had none since `before`.

    Not those who wrote since `quiet_since`, and may be in the middle of something, nor those with an open flag from after
    `flag_since`. `only` one of them where it is named.
    """
    serious = (Flag.acknowledged_at.is_(None), Flag.theme != "wants_human", Flag.at > flag_since)
    wanted = (
        select(Coaching.participant)
        .join(Participant, Participant.id == Coaching.participant)
        .join(Contact, Contact.participant == Coaching.participant)
        .where(Coaching.weekly.is_(True), Participant.status == "active", Participant.role == "coach")
        .where(Contact.channel == channel, Contact.reachable.is_(True))
        .where(or_(Coaching.tip_at.is_(None), Coaching.tip_at <= before))
        .where(or_(Participant.last_seen_at.is_(None), Participant.last_seen_at <= quiet_since))
        .where(Coaching.participant.notin_(select(Flag.participant).where(*serious)))
    )
    if only is not None:
        wanted = wanted.where(Coaching.participant == only)
    return list(session.execute(wanted.order_by(Coaching.participant)).scalars())
