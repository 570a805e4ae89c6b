"""Rounds and what the bot began in them: what the schedule has to know of people, and what is written of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import schedule
from bot.store import hearing_back, tables
from bot.store.tables import Consent, Contact, Flag, Interview, Outreach, Participant


def all_rounds(session: Session) -> list[schedule.Round]:
    """Return every round, the oldest first."""
    rows = session.execute(select(tables.Round).order_by(tables.Round.opened_at, tables.Round.key)).scalars()
    return [_as_round(row) for row in rows]


def open_rounds(session: Session, now: datetime) -> list[schedule.Round]:
    """Return the rounds that people are invited to now."""
    return [round_ for round_ in all_rounds(session) if round_.is_open(now)]


def _as_round(row: Any) -> schedule.Round:
    return schedule.Round(row.key, row.guide, row.partnership, row.opened_at, row.closes_at, row.closed_at)


def round_for(session: Session, guide: str, partnership: str | None, now: datetime) -> str | None:
    """Return the open round that a check-in begun now belongs to, or None."""
    fitting = [
        one.key for one in open_rounds(session, now) if one.guide == guide and one.partnership in (None, partnership)
    ]
    return fitting[-1] if fitting else None


def open_round(session: Session, round_: schedule.Round) -> None:
    """Add a round."""
    session.add(
        tables.Round(
            key=round_.key,
            guide=round_.guide,
            partnership=round_.partnership,
            opened_at=round_.opened_at,
            closes_at=round_.closes_at,
        )
    )
    session.flush()


def note(session: Session, participant: str, round_: str, kind: str, now: datetime) -> None:
    """Note a message that the bot began, in the unit of work that puts it in the outbox.

    Raises:
        IntegrityError: they had that message of this round already; nothing of this unit of work may be kept.

    """
    session.add(Outreach(participant=participant, round=round_, kind=kind, at=now))
    session.flush()


def people(
    session: Session, round_: schedule.Round, role: str, channel: str, told_from: int, only: str | None = None
) -> list[schedule.Person]:
    """Return what the schedule has to know of everybody whom this round is for; `only` one of them where it is named."""
    found = (
        select(Participant, Contact.reachable)
        .join(Contact, Contact.participant == Participant.id)
        .where(Participant.role == role, Contact.channel == channel)
    )
    if round_.partnership is not None:
        found = found.where(Participant.partnership == round_.partnership)
    if only is not None:
        found = found.where(Participant.id == only)
    rows = session.execute(found).all()
    facts = _Facts(session, only, told_from)
    return [facts.person(row.Participant, reachable=row.reachable) for row in rows]


class _Facts:
    """What stands in the tables beside the participant, read once for everybody."""

    def __init__(self, session: Session, only: str | None, told_from: int) -> None:
        self.session, self.only = session, only
        self.consents = self._consents()
        self.begun = self._begun()
        self.current, self.in_rounds = self._interviews()
        self.expects = self._waiting(tables.Inbox) | self._waiting(tables.Outbox)
        self.flagged = self._flagged()
        self.hears = hearing_back.untold(session, told_from, only)

    def person(self, row: Any, *, reachable: bool) -> schedule.Person:
        """Return one person as the schedule sees them."""
        given, begun = self.consents[row.id], tuple(self.begun[row.id])
        return schedule.Person(
            participant=row.id,
            age_band=row.age_band,
            takes_part=given.get("take_part", False),
            contact=given.get("contact", False),
            stopped=row.status != "active",
            reachable=reachable,
            expects=row.id in self.expects,
            last_seen=row.last_seen_at,
            flagged_at=self.flagged.get(row.id),
            begun=begun,
            current=self.current.get(row.id),
            in_rounds=frozenset(self.in_rounds[row.id] | {one.round for one in begun if one.kind == "invite"}),
            hears=bool(self.hears.get(row.id)),
        )

    def _of(self, asked: Any, column: Any) -> Any:
        return asked if self.only is None else asked.where(column == self.only)

    def _consents(self) -> Mapping[str, dict[str, bool]]:
        asked = select(Consent.participant, Consent.scope, Consent.given).order_by(Consent.id)
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        for row in self.session.execute(self._of(asked, Consent.participant)):
            found[row.participant][row.scope] = row.given
        return found

    def _begun(self) -> Mapping[str, list[schedule.Begun]]:
        asked = select(Outreach.participant, Outreach.round, Outreach.kind, Outreach.at).order_by(Outreach.id)
        found: dict[str, list[schedule.Begun]] = defaultdict(list)
        for row in self.session.execute(self._of(asked, Outreach.participant)):
            found[row.participant].append(schedule.Begun(row.round, row.kind, row.at))
        return found

    def _interviews(self) -> tuple[dict[str, schedule.Current], Mapping[str, set[str]]]:
        columns = (Interview.participant, Interview.guide, Interview.status, Interview.round)
        current: dict[str, schedule.Current] = {}
        in_rounds: dict[str, set[str]] = defaultdict(set)
        for row in self.session.execute(self._of(select(*columns).order_by(Interview.id), Interview.participant)):
            current[row.participant] = schedule.Current(row.guide, row.status, row.round)
            in_rounds[row.participant] |= {row.round} - {None}
        return current, in_rounds

    def _waiting(self, table: Any) -> set[str]:
        asked = select(table.participant).where(table.state == "waiting").distinct()
        return set(self.session.execute(self._of(asked, table.participant)).scalars())

    def _flagged(self) -> dict[str, datetime]:
        serious = (Flag.acknowledged_at.is_(None), Flag.theme != "wants_human")
        asked = select(Flag.participant, func.max(Flag.at).label("at")).where(*serious).group_by(Flag.participant)
        rows = self.session.execute(self._of(asked, Flag.participant))
        return {row.participant: row.at for row in rows}


def how_rounds_went(session: Session) -> Iterable[dict[str, Any]]:
    """Yield each round with how many were invited, reminded, answered and told, for staff."""
    answered = hearing_back.contributors(session)
    for round_ in all_rounds(session):
        kinds = select(Outreach.kind, func.count().label("n")).where(Outreach.round == round_.key)
        counted = {row.kind: row.n for row in session.execute(kinds.group_by(Outreach.kind))}
        yield {
            "round": round_,
            "invited": counted.get("invite", 0),
            "reminded": counted.get("remind", 0),
            "answered": answered.get((round_.guide, round_.key), 0),
            "told": counted.get("told", 0),
        }
