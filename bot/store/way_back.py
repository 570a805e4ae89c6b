"""The way back to somebody whose message waits, also where they are no participant yet."""

import json

from sqlalchemy.orm import Session

from bot.store import mail
from bot.store.tables import Participant
from bot.store.vault import Vault


def way_to(session: Session, vault: Vault, participant: str, otherwise: str) -> tuple[str, str]:
    """Return the chat and the language of somebody of whom something waits; `otherwise` where no language is known.

    Raises:
        LookupError: nothing of them waits any more.

    """
    row = next(iter(mail.waiting_of(session, participant)), None)
    if row is None:
        raise LookupError(participant)
    person = session.get(Participant, participant)
    return json.loads(vault.open(row.body, participant))["chat"], person.language if person is not None else otherwise
