"""What a turn reads of one person."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.interview import Given
from bot.store.tables import Answer, Consent, Interview, Outbox


def current_interview(session: Session, participant: str) -> Any:
    """Return the interview that is open, paused or else the last one of this person."""
    newest = select(Interview).where(Interview.participant == participant).order_by(Interview.id.desc())
    return session.execute(newest.limit(1)).scalar_one_or_none()


def answers(session: Session, interview: int) -> dict[tuple[str, str], Given]:
    """Return the current answers of an interview by (question, item), probes left out."""
    rows = session.execute(
        select(Answer.question, Answer.item, Answer.value, Answer.said, Answer.missing)
        .where(Answer.interview == interview, Answer.current.is_(True), Answer.probe_of.is_(None))
        .order_by(Answer.id)
    )
    return {(row.question, row.item): Given(row.value, row.said, row.missing) for row in rows}


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
    found = select(Outbox.asks).where(Outbox.participant == participant, Outbox.message == message)
    asks: dict[str, Any] | None = session.execute(found.limit(1)).scalar_one_or_none()
    return asks


def consents(session: Session, participant: str) -> dict[str, bool]:
    """Return what this person agreed to, by scope; the newest word holds."""
    rows = session.execute(
        select(Consent.scope, Consent.given).where(Consent.participant == participant).order_by(Consent.id)
    )
    return {row.scope: row.given for row in rows}


def consent_edition(session: Session, participant: str) -> str | None:
    """Return the edition of the wording under which this person takes part."""
    found = (
        select(Consent.edition)
        .where(Consent.participant == participant, Consent.scope == "take_part", Consent.given.is_(True))
        .order_by(Consent.id.desc())
    )
    edition: str | None = session.execute(found.limit(1)).scalar_one_or_none()
    return edition
