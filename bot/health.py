"""How the bot is, in counts: what waits, for how long, what was put aside. Nothing about anybody in it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from bot.store.engine import reading
from bot.store.tables import Contact, Flag, Inbox, Interview, Outbox

log = structlog.get_logger(__name__)

SECONDS = 60.0


@dataclass(frozen=True)
class Health:
    """One look. Seconds are 0 where nothing waits."""

    inbox_waiting: int
    inbox_oldest_seconds: int
    inbox_dead: int
    """Messages put aside because their turn failed again and again."""
    outbox_waiting: int
    outbox_late_seconds: int
    """How long the latest of what could be sent is past its time."""
    outbox_refused: int
    flags_open: int
    interviews_open: int


def look(session: Session, now: datetime) -> Health:
    """Count what waits."""
    waits, due = Inbox.state == "waiting", (Outbox.state == "waiting", Outbox.due_at <= now)
    closed = select(Contact.participant).where(Contact.reachable.is_(False))
    sendable = (*due, Outbox.participant.not_in(closed))

    def count(*which: object) -> int:
        return int(session.execute(select(func.count()).where(*which)).scalar_one())

    def age(moment: object, *which: object) -> int:
        oldest = session.execute(select(func.min(moment)).where(*which)).scalar_one()
        return max(0, int((now - oldest).total_seconds())) if oldest is not None else 0

    return Health(
        inbox_waiting=count(waits),
        inbox_oldest_seconds=age(Inbox.received_at, waits),
        inbox_dead=count(Inbox.state == "dead"),
        outbox_waiting=count(*sendable),
        outbox_late_seconds=age(Outbox.due_at, *sendable),
        outbox_refused=count(Outbox.state == "refused"),
        flags_open=count(Flag.acknowledged_at.is_(None)),
        interviews_open=count(Interview.status == "open"),
    )


def as_metrics(health: Health, now: datetime) -> str:
    """Return it as Prometheus reads it, from a file or a page."""
    counts = {**asdict(health), "looked_at_seconds": int(now.timestamp())}
    return "".join(f"# TYPE meespraak_{name} gauge\nmeespraak_{name} {value}\n" for name, value in counts.items())


def steps(database: Engine, now: Callable[[], datetime], file: Path | None) -> Iterator[None]:
    """Log one line, and write the metrics where staff want them."""
    with reading(database) as session:
        health = look(session, now())
    log.info("health", **asdict(health))
    if file is not None:
        _write(file, as_metrics(health, now()))
    yield


def _write(file: Path, text: str) -> None:
    """Replace the file whole: whoever reads it never finds half of it."""
    unfinished = file.with_name(f"{file.name}.new")
    unfinished.write_text(text, encoding="ascii")
    os.replace(unfinished, file)  # noqa: PTH105 -- says what it does
