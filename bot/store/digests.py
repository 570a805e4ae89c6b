"""What the answers so far support, worked out by analysis and kept ready for the conversation."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.tables import Digest


def newest(session: Session) -> Any:
    """Return the newest digest with its `made_at` and `content`, or None."""
    return session.execute(select(Digest).order_by(Digest.id.desc()).limit(1)).scalar_one_or_none()


def keep(session: Session, content: dict[str, Any], now: datetime) -> None:
    """Keep this one in place of the one before: what was withdrawn since then is gone from it."""
    session.execute(delete(Digest).execution_options(synchronize_session=False))
    session.add(Digest(made_at=now, content=content))
    session.flush()
