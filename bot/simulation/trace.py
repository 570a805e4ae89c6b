"""What was seen of a simulated conversation, message by message."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channel.message import Outgoing
from bot.simulation.cast import Role
from bot.simulation.respondent import Move
from bot.store.tables import Answer, Flag, Inbox, Interview, Participant

Place = tuple[str, str]
"""Question and item."""


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands after a turn, as stored."""

    status: str = ""
    """That of the interview; empty where there is none."""
    part: str = ""
    place: Place | None = None
    """What is open in the interview."""
    serial: int = 0
    wording: str = ""
    probe: str | None = None
    """The rule of the probe that is open."""
    pending: bool = False
    picked: tuple[str, ...] = ()
    retries: int = 0
    aside: str = ""
    """What is asked beside the interview."""

    @property
    def asks(self) -> bool:
        """Whether a question of the interview waits, and nothing beside it."""
        return self.status == "open" and self.place is not None and not self.aside


@dataclass(frozen=True)
class Stored:
    """One version of an answer, as stored."""

    id: int
    question: str
    item: str
    said: str | None
    value: Any
    missing: str | None
    version: int
    probe_of: str | None
    probe_rule: str | None
    current: bool

    @property
    def place(self) -> Place:
        """What it answers."""
        return self.question, self.item


@dataclass(frozen=True)
class Exchange:
    """One thing somebody did, and what came of it."""

    move: Move
    tapped: str
    """What the button carries; empty where nothing was tapped."""
    heard: tuple[Outgoing, ...]
    before: Standing
    after: Standing
    stored: tuple[Stored, ...]
    """The versions of answers it led to."""

    @property
    def text(self) -> str:
        """All that was heard."""
        return "\n\n".join(one.text for one in self.heard)


@dataclass
class Talked:
    """One person's whole conversation."""

    role: Role
    participant: str
    exchanges: list[Exchange] = field(default_factory=list)
    guide: str = ""
    answers: tuple[Stored, ...] = ()
    """The current ones, at the end."""
    flags: tuple[str, ...] = ()
    failures: int = 0
    """Messages whose turn failed at least once."""
    began: datetime | None = None
    ended: datetime | None = None

    @property
    def status(self) -> str:
        """How the interview ended."""
        return self.exchanges[-1].after.status if self.exchanges else ""


def standing(session: Session, participant: str) -> Standing:
    """Return where somebody's conversation stands."""
    asked = select(Participant.aside).where(Participant.id == participant)
    aside = session.execute(asked).scalar_one_or_none() or {}
    row = _newest(session, participant)
    if row is None:
        return Standing(aside=aside.get("question", ""))
    opened = row.progress.get("open") or {}
    place = opened.get("place")
    return Standing(
        status=row.status,
        part=place["part"] if place else "",
        place=(place["question"], place["item"]) if place else None,
        serial=row.progress.get("serial", 0),
        wording=opened.get("wording", ""),
        probe=(opened.get("probe") or {}).get("rule"),
        pending=opened.get("pending") is not None,
        picked=tuple(opened.get("picked", ())),
        retries=opened.get("retries", 0),
        aside=aside.get("question", ""),
    )


def _newest(session: Session, participant: str) -> Any:
    columns = (Interview.id, Interview.guide, Interview.status, Interview.progress)
    times = (Interview.started_at, Interview.ended_at)
    mine = select(*columns, *times).where(Interview.participant == participant).order_by(Interview.id.desc())
    return session.execute(mine.limit(1)).one_or_none()


def stored_after(session: Session, participant: str, last: int) -> tuple[Stored, ...]:
    """Return the versions of somebody's answers with a number above `last`."""
    return _answers(session, participant, Answer.id > last)


def _answers(session: Session, participant: str, *which: Any) -> tuple[Stored, ...]:
    columns = [getattr(Answer, name) for name in Stored.__dataclass_fields__]
    mine = select(*columns).join(Interview, Interview.id == Answer.interview)
    rows = session.execute(mine.where(Interview.participant == participant, *which).order_by(Answer.id))
    return tuple(Stored(*row) for row in rows)


def finish(session: Session, talked: Talked) -> None:
    """Note how a conversation ended."""
    row = _newest(session, talked.participant)
    if row is not None:
        talked.guide, talked.began, talked.ended = row.guide, row.started_at, row.ended_at
    talked.answers = _answers(session, talked.participant, Answer.current.is_(True))
    flags = select(Flag.theme).where(Flag.participant == talked.participant).order_by(Flag.id)
    talked.flags = tuple(session.execute(flags).scalars())
    failed = select(func.count(Inbox.id)).where(Inbox.participant == talked.participant, Inbox.attempts > 0)
    talked.failures = session.execute(failed).scalar_one()
