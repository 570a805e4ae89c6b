"""Invitations: codes that staff make and people use. Only a keyed hash of a code is kept."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.store.tables import Invitation, Partnership
from bot.store.vault import Vault

NO_GUIDE = "guidance"
"""Stands for a guide where a coach is invited to ask, and is asked nothing."""


def make(
    session: Session,
    vault: Vault,
    *,
    guide: str,
    role: str,
    now: datetime,
    partnership: str | None = None,
    organisation_type: str | None = None,
    language: str | None = None,
    uses: int = 1,
    expires_at: datetime | None = None,
) -> str:
    """Store an invitation and return its code: 128 random bits, 22 characters that fit a deep link."""
    code = secrets.token_urlsafe(16)
    if partnership and session.get(Partnership, partnership) is None:
        session.add(Partnership(name=partnership, created_at=now))
        session.flush()  # the next invitation for it looks in the database
    session.add(
        Invitation(
            code_hash=vault.hash_code(code),
            guide=guide,
            role=role,
            partnership=partnership,
            organisation_type=organisation_type,
            language=language,
            uses=uses,
            used=0,
            expires_at=expires_at,
            created_at=now,
        )
    )
    return code


def find(session: Session, code_hash: str, now: datetime) -> Any:
    """Return the invitation behind a code, if it is not used up and not past its date.

    Wrong, used and expired look the same from outside: nobody learns which codes exist.
    """
    usable = select(Invitation).where(
        Invitation.code_hash == code_hash,
        Invitation.used < Invitation.uses,
        or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
    )
    return session.execute(usable.with_for_update()).scalar_one_or_none()


def use(session: Session, invitation: Invitation) -> None:
    """Count one use, in the unit of work that begins the interview."""
    invitation.used += 1
    session.flush()
