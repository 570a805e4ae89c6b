"""How things stand, for `status`."""

from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.store.tables import Flag, Inbox, Interview, Invitation, Outbox, Participant


def overview(session: Session) -> dict[str, Any]:
    """Return counts by partnership, type and guide, open flags, and what waits."""
    return {
        "groups": _groups(session),
        "open_flags": _count(session, select(func.count(Flag.id)).where(Flag.acknowledged_at.is_(None))),
        "outbox": _count(session, select(func.count(Outbox.id)).where(Outbox.state == "waiting")),
        "dead": _count(session, select(func.count(Inbox.id)).where(Inbox.state == "dead")),
    }


def _count(session: Session, asked: Any) -> int:
    return int(session.execute(asked).scalar_one())


def _groups(session: Session) -> list[dict[str, Any]]:
    invited = {
        (row.partnership, row.organisation_type, row.guide): row.uses
        for row in session.execute(
            select(
                Invitation.partnership,
                Invitation.organisation_type,
                Invitation.guide,
                func.sum(Invitation.uses).label("uses"),
            ).group_by(Invitation.partnership, Invitation.organisation_type, Invitation.guide)
        )
    }
    groups = {key: _row(key, uses) for key, uses in invited.items()}
    for row in session.execute(_started()):
        key = (row.partnership, row.organisation_type, row.guide)
        group = groups.setdefault(key, _row(key, None))
        group.update(started=row.started, completed=row.completed, open=row.open, stopped=row.stopped)
    return [groups[key] for key in sorted(groups, key=lambda key: tuple(part or "" for part in key))]


def _row(key: tuple[Any, ...], invited: int | None) -> dict[str, Any]:
    names = ("partnership", "type", "guide")
    return {
        **dict(zip(names, key, strict=True)),
        "invited": invited,
        "started": 0,
        "completed": 0,
        "open": 0,
        "stopped": 0,
    }


def _started() -> Any:
    def how_many(*states: str) -> Any:
        return func.sum(case((Interview.status.in_(states), 1), else_=0))

    group = (Participant.partnership, Participant.organisation_type, Interview.guide)
    return (
        select(
            *group,
            func.count(Interview.id).label("started"),
            how_many("completed").label("completed"),
            how_many("open", "paused").label("open"),
            how_many("stopped").label("stopped"),
        )
        .join(Participant, Participant.id == Interview.participant)
        .group_by(*group)
    )
