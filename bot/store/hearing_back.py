"""Who contributed to what, who asked to hear what was done with it, and who has heard.

Somebody who answers "yes, I want to hear what you do with it" may get that one message, even where they said no to being
written to before: their newest word holds. A refusal after that yes, and /stop, end it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.store.tables import Answer, Consent, Decision, Interview, Told

ASKS = ("answer_back", "hear_back")
"""The questions whose yes means: tell me what you did with it."""
_GIVEN = (Answer.current.is_(True), Answer.missing.is_(None))


@dataclass(frozen=True)
class Untold:
    """A decision that a person may hear, and how many people answered the round it comes from."""

    decision: int
    people: int


def contributors(session: Session) -> dict[tuple[str, str | None], int]:
    """Return how many people answered at least one question, by guide and round."""
    people = func.count(func.distinct(Interview.participant)).label("people")
    asked = select(Interview.guide, Interview.round, people).join(Answer, Answer.interview == Interview.id)
    rows = session.execute(asked.where(*_GIVEN).group_by(Interview.guide, Interview.round))
    return {(row.guide, row.round): row.people for row in rows}


def untold(session: Session, at_least: int, only: str | None = None) -> Mapping[str, Sequence[Untold]]:
    """Return what each person may hear and has not heard: decisions after they answered a round of enough people."""
    decisions = session.execute(select(Decision.id, Decision.guide, Decision.at).order_by(Decision.id)).all()
    if not decisions:
        return {}
    wanting = _wanting(session, only)
    heard = _heard(session, only)
    enough = {key: people for key, people in contributors(session).items() if people >= at_least}
    found: dict[str, list[Untold]] = defaultdict(list)
    for participant, contributions in _contributions(session, only).items():
        if participant not in wanting:
            continue
        for decision in decisions:
            people = _people(decision, contributions, enough)
            if people and decision.id not in heard[participant]:
                found[participant].append(Untold(decision.id, people))
    return found


def _people(decision: Any, contributions: Sequence[Any], enough: Mapping[tuple[str, str | None], int]) -> int:
    """Return how many people answered the last fitting round that this person answered before the decision; 0: none."""
    fitting = [
        enough[one.guide, one.round]
        for one in contributions
        if (one.guide, one.round) in enough and decision.guide in (None, one.guide) and one.at < decision.at
    ]
    return fitting[-1] if fitting else 0


def _contributions(session: Session, only: str | None) -> Mapping[str, list[Any]]:
    last = func.max(Answer.answered_at).label("at")
    columns = (Interview.id, Interview.participant, Interview.guide, Interview.round)
    asked = select(*columns, last).join(Answer, Answer.interview == Interview.id).where(*_GIVEN)
    asked = asked.group_by(*columns).order_by(Interview.id)
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.execute(_of(asked, Interview.participant, only)):
        found[row.participant].append(row)
    return found


def _wanting(session: Session, only: str | None) -> set[str]:
    """Return who asked to hear, by their newest answer, and did not refuse messages since."""
    asked = (
        select(Interview.participant, Answer.value, Answer.answered_at)
        .join(Interview, Interview.id == Answer.interview)
        .where(Answer.question.in_(ASKS), *_GIVEN)
        .order_by(Answer.answered_at, Answer.id)
    )
    newest = {row.participant: row for row in session.execute(_of(asked, Interview.participant, only))}
    refused = _refused(session, only)
    return {
        participant
        for participant, row in newest.items()
        if row.value == "yes" and (participant not in refused or refused[participant] < row.answered_at)
    }


def _refused(session: Session, only: str | None) -> dict[str, datetime]:
    """Return since when somebody's last word on being written to is no."""
    asked = select(Consent.participant, Consent.given, Consent.at).where(Consent.scope == "contact")
    rows = session.execute(_of(asked.order_by(Consent.id), Consent.participant, only))
    newest = {row.participant: row for row in rows}
    return {participant: row.at for participant, row in newest.items() if not row.given}


def _heard(session: Session, only: str | None) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for row in session.execute(_of(select(Told.participant, Told.decision), Told.participant, only)):
        found[row.participant].add(row.decision)
    return found


def _of(asked: Any, column: Any, only: str | None) -> Any:
    return asked if only is None else asked.where(column == only)


def note_told(session: Session, participant: str, decision: int, now: datetime) -> None:
    """Note that this person hears this decision, and count them once.

    Raises:
        IntegrityError: they heard it before; nothing of this unit of work may be kept.

    """
    session.add(Told(participant=participant, decision=decision, at=now))
    session.flush()
    one_more = update(Decision).where(Decision.id == decision).execution_options(synchronize_session=False)
    session.execute(one_more.values(told=Decision.told + 1))
