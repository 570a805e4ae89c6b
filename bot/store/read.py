"""What a turn reads of one person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from bot.interview import Given
from bot.store.tables import Answer, Consent, Contact, Interview, Outbox, Participant

# Statements that every turn needs are built once: building one costs ten times what it takes to run it.
_newest = aliased(Interview)
_HELD_BACK = exists().where(
    Outbox.participant == Participant.id,
    Outbox.state == "waiting",
    Outbox.begun.is_(True),
    Outbox.due_at > bindparam("now"),
    Outbox.attempts == 0,
)
_PERSON = (
    select(Participant, Contact, Interview, _HELD_BACK.label("held_back"))
    .outerjoin(Contact, Contact.participant == Participant.id)
    .outerjoin(
        Interview,
        Interview.id
        == select(_newest.id)
        .where(_newest.participant == Participant.id)
        .order_by(_newest.id.desc())
        .limit(1)
        .scalar_subquery(),
    )
    .where(Participant.id == bindparam("participant"))
)
_answer = Answer.__table__.c
_ANSWERS = (
    select(_answer.question, _answer.item, _answer.value, _answer.said, _answer.missing)
    .where(_answer.interview == bindparam("interview"), _answer.current.is_(True), _answer.probe_of.is_(None))
    .order_by(_answer.id)
)
_PROBE_ANSWERS = (
    select(_answer.question, _answer.probe_of, _answer.item, _answer.said, _answer.wording)
    .where(
        _answer.interview == bindparam("interview"),
        _answer.current.is_(True),
        _answer.probe_of.isnot(None),
        _answer.missing.is_(None),
    )
    .order_by(_answer.id)
)
_consent = Consent.__table__.c
_CONSENTS = (
    select(_consent.scope, _consent.given).where(_consent.participant == bindparam("participant")).order_by(_consent.id)
)
_CONSENT_EDITION = (
    select(_consent.edition)
    .where(_consent.participant == bindparam("participant"), _consent.scope == "take_part", _consent.given.is_(True))
    .order_by(_consent.id.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Person:
    """What a turn needs to know of somebody before it begins."""

    participant: Any
    contact: Any
    """The sealed way back, or None."""
    interview: Any
    """The interview that is open, paused or else the last one; None where there is none."""
    held_back: bool
    """Whether something that we began waits for a fitting hour."""


def person(session: Session, participant: str, now: datetime) -> Person | None:
    """Return somebody who wrote before, or None."""
    found = session.execute(_PERSON, {"participant": participant, "now": now}).one_or_none()
    return None if found is None else Person(*found)


def answers(session: Session, interview: int) -> dict[tuple[str, str], Given]:
    """Return the current answers of an interview by (question, item), probes left out."""
    rows = session.execute(_ANSWERS, {"interview": interview}).all()
    return {(question, item): Given(value, said, missing) for question, item, value, said, missing in rows}


@dataclass(frozen=True)
class ProbeAnswer:
    """What somebody said to a probe."""

    number: int
    said: str
    wording: str


def probe_answers(session: Session, interview: int) -> dict[tuple[str, str], list[ProbeAnswer]]:
    """Return the current answers to probes by (question, item), those that were skipped left out."""
    found: dict[tuple[str, str], list[ProbeAnswer]] = {}
    for row in session.execute(_PROBE_ANSWERS, {"interview": interview}):
        number = int(row.question.rpartition("_")[2])
        found.setdefault((row.probe_of, row.item), []).append(ProbeAnswer(number, row.said or "", row.wording))
    return {place: sorted(rows, key=lambda row: row.number) for place, rows in found.items()}


def answer_from(session: Session, participant: str, message: int) -> Any:
    """Return the current answer that came in this message of this person."""
    found = (
        select(Answer)
        .join(Interview, Interview.id == Answer.interview)
        .where(Interview.participant == participant, Answer.message == message, Answer.current.is_(True))
        .order_by(Answer.id.desc())
    )
    return session.execute(found.limit(1)).scalar_one_or_none()


def answer_to(session: Session, interview: int, question: str, item: str) -> Any:
    """Return the current answer to one question of an interview, or None."""
    found = select(Answer).where(
        Answer.interview == interview, Answer.question == question, Answer.item == item, Answer.current.is_(True)
    )
    return session.execute(found).scalar_one_or_none()


def asked_in(session: Session, participant: str, message: int) -> dict[str, Any] | None:
    """Return what the bot's message asked: interview, part, question and item."""
    found = select(Outbox.asks).where(
        Outbox.state == "sent",  # as all are that have a number; so an index finds them
        Outbox.participant == participant,
        Outbox.message == message,
    )
    asks: dict[str, Any] | None = session.execute(found.limit(1)).scalar_one_or_none()
    return asks


def consents(session: Session, participant: str) -> dict[str, bool]:
    """Return what this person agreed to, by scope; the newest word holds."""
    rows = session.execute(_CONSENTS, {"participant": participant})
    return {row.scope: row.given for row in rows}


def consent_edition(session: Session, participant: str) -> str | None:
    """Return the edition of the wording under which this person takes part."""
    edition: str | None = session.execute(_CONSENT_EDITION, {"participant": participant}).scalar_one_or_none()
    return edition
