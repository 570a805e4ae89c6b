"""The releases of a study: what every report told, kept so that the next one can be checked against it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.tables import Release


def stored(session: Session) -> list[bytes]:
    """Return what every report released, the oldest first."""
    return list(session.execute(select(Release.content).order_by(Release.id)).scalars())


def add(session: Session, at: datetime, content: bytes) -> None:
    """Keep what a report releases, before it is written."""
    session.add(Release(at=at, content=content))
    session.flush()
