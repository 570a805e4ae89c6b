"""The inbox and the outbox in our own database: what came in and is not done, what is said and not sent."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.engine import Engine, Row
from sqlalchemy.orm import Session

from bot.channel.message import Button, Outgoing
from bot.channel.ports import Parcel, RawUpdate
from bot.store.engine import leave_no_trace, reading, unit_of_work
from bot.store.tables import Contact
from bot.store.tables import Inbox as InboxRow
from bot.store.tables import Outbox as OutboxRow
from bot.store.vault import Vault

# What every message needs is built once: building a statement costs ten times what it takes to run it.
_inbox = InboxRow.__table__.c
_KNOWN = select(_inbox.update_id).where(
    _inbox.channel == bindparam("channel"), _inbox.update_id.in_(bindparam("ids", expanding=True))
)
_TAKE_IN = insert(InboxRow.__table__)
_READY = (
    select(
        _inbox.participant,
        func.min(_inbox.received_at).label("first"),
        func.max(_inbox.received_at).label("last"),
    )
    .where(_inbox.state == "waiting", (_inbox.not_before.is_(None)) | (_inbox.not_before <= bindparam("now")))
    .group_by(_inbox.participant)
    .order_by(func.min(_inbox.id))
    .limit(bindparam("limit"))
)
_WAITING = (
    select(_inbox.id, _inbox.participant, _inbox.body, _inbox.attempts)
    .where(_inbox.state == "waiting")
    .order_by(_inbox.id)
)
_WAITING_OF_CHATS = _WAITING.where(_inbox.participant.in_(bindparam("participants", expanding=True)))
_WAITING_OF_NOBODY = _WAITING.where(_inbox.participant.is_(None))
_DONE = (
    update(InboxRow.__table__).where(_inbox.id.in_(bindparam("ids", expanding=True))).values(state="done", body=None)
)
_outbox = OutboxRow.__table__.c
_PUT_OUT = insert(OutboxRow.__table__)
_SENT = (
    update(OutboxRow.__table__)
    .where(_outbox.id == bindparam("parcel"), _outbox.farewell.is_(None))
    .values(state="sent", body=None, message=bindparam("number"), sent_at=bindparam("at"))
)
_HEADS = (
    select(func.min(_outbox.id).label("id")).where(_outbox.state == "waiting").group_by(_outbox.participant).subquery()
)
_DUE = (
    select(OutboxRow, Contact)
    .join(_HEADS, _HEADS.c.id == OutboxRow.id)
    .outerjoin(Contact, Contact.participant == OutboxRow.participant)
    .where(
        OutboxRow.due_at <= bindparam("now"),
        (OutboxRow.channel == bindparam("channel"))
        | (OutboxRow.farewell.is_(None) & (Contact.channel == bindparam("channel")) & Contact.reachable.is_(True)),
    )
    .order_by(OutboxRow.begun, OutboxRow.id)
    .limit(bindparam("limit"))
)
"""A wave of invitations may take minutes to send; whoever answers meanwhile does not wait for it."""


class StoredInbox:
    """Where updates are kept, sealed, before the channel is told that we have them."""

    def __init__(self, engine: Engine, vault: Vault, channel: str, on_new: Callable[[], None] = lambda: None) -> None:
        self.engine, self.vault, self.channel, self.on_new = engine, vault, channel, on_new

    def take_in(self, updates: Sequence[RawUpdate]) -> int:
        """Store the updates that are new, in one commit, and return how many they were."""
        with unit_of_work(self.engine) as session:
            known = self._known(session, [one.update_id for one in updates])
            fresh = {one.update_id: one for one in reversed(updates) if one.update_id not in known}
            if fresh:
                session.execute(_TAKE_IN, [self._row(one) for one in reversed(fresh.values())])
        if fresh:
            self.on_new()
        return len(fresh)

    def _known(self, session: Session, ids: list[int]) -> set[int]:
        rows = session.execute(_KNOWN, {"channel": self.channel, "ids": ids})
        return set(rows.scalars())

    def _row(self, one: RawUpdate) -> dict[str, Any]:
        pseudonym = self.vault.pseudonym(self.channel, one.chat) if one.chat is not None else None
        body = json.dumps({"chat": one.chat, "update": one.body.decode("ascii")}).encode()
        return {
            "channel": self.channel,
            "update_id": one.update_id,
            "participant": pseudonym,
            "body": self.vault.seal(body, pseudonym or "-"),
            "received_at": one.received_at,
        }


def lock_chat(session: Session, participant: str) -> bool:
    """Take a chat for this unit of work; False when another worker has it. SQLite has one writer anyway."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    locked = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:participant, 0))")
    return bool(session.execute(locked, {"participant": participant}).scalar_one())


def ready_chats(
    session: Session, now: datetime, settle: timedelta, patience: timedelta, limit: int
) -> list[str | None]:
    """Return the chats with something waiting, longest waiting first.

    A chat is left alone until nothing new came for `settle`, so that a burst becomes one turn, but
    not longer than `patience`.
    """
    rows = session.execute(_READY, {"now": now, "limit": limit}).all()
    return [row.participant for row in rows if now - row.last >= settle or now - row.first >= patience]


def waiting_of(session: Session, participant: str | None) -> list[Row]:
    """Return what waits of one chat, in the order it came."""
    return waiting_of_each(session, [participant])[participant]


def waiting_of_each(session: Session, participants: Sequence[str | None]) -> dict[str | None, list[Row]]:
    """Return what waits of each of these chats, in the order it came."""
    found: dict[str | None, list[Row]] = {participant: [] for participant in participants}
    known = [participant for participant in found if participant is not None]
    for row in session.execute(_WAITING_OF_CHATS, {"participants": known}) if known else ():
        found[row.participant].append(row)
    if None in found:
        found[None] = list(session.execute(_WAITING_OF_NOBODY).all())
    return found


def mark_done(session: Session, ids: Sequence[int]) -> None:
    """Note that these messages are done, and forget their words; the number stays, to know it again."""
    session.execute(_DONE, {"ids": list(ids)})


def put_off(session: Session, rows: Sequence[Row], reason: str, now: datetime, most: int) -> None:
    """Leave messages whose turn failed for later, longer each time; after `most` times put them aside."""
    for row in rows:
        values: dict[str, Any] = {"attempts": row.attempts + 1, "reason": reason[:80]}
        values["not_before"] = now + timedelta(seconds=2 ** (row.attempts + 1))
        if row.attempts + 1 >= most:
            values |= {"state": "dead", "body": None}
        session.execute(update(InboxRow).where(InboxRow.id == row.id).values(**values))


def put_out(
    session: Session,
    participant: str,
    outgoing: Outgoing,
    now: datetime,
    *,
    asks: Any = None,
    farewell: tuple[str, bytes] | None = None,
    begun: bool = False,
    due_at: datetime | None = None,
) -> None:
    """Add a message to the outbox, in the unit of work that decided on it.

    `farewell`: the channel and the sealed chat, where no contact leads there (any more).
    `begun`: the person did not ask for it, so it may be held back; `due_at`: not before then.
    """
    body = {key: value for key, value in asdict(outgoing).items() if value}
    channel, sealed = farewell or (None, None)
    row = {"participant": participant, "body": body, "asks": asks, "channel": channel, "farewell": sealed}
    session.execute(_PUT_OUT, {**row, "begun": begun, "created_at": now, "due_at": due_at or now})


def release_begun(session: Session, participant: str, now: datetime) -> None:
    """Send what was held back: the person writes, so this is a fitting hour, and nothing overtakes."""
    held = update(OutboxRow).where(OutboxRow.participant == participant, OutboxRow.state == "waiting")
    held = held.where(OutboxRow.begun.is_(True), OutboxRow.due_at > now, OutboxRow.attempts == 0)
    session.execute(held.values(due_at=now).execution_options(synchronize_session=False))


def drop_begun(session: Session, participant: str) -> None:
    """Take back what we began and did not send yet: the person wants no more messages."""
    waiting = delete(OutboxRow).where(OutboxRow.participant == participant, OutboxRow.state == "waiting")
    session.execute(waiting.where(OutboxRow.begun.is_(True)).execution_options(synchronize_session=False))


def as_outgoing(body: dict[str, Any]) -> Outgoing:
    """Return the message that `put_out` stored."""
    rows = tuple(tuple(Button(**button) for button in row) for row in body.get("buttons", ()))
    document = body.get("document")
    return Outgoing(body.get("text", ""), rows, tuple(document) if document else None, body.get("edit"))


class StoredOutbox:
    """What has to be sent, one line a chat; opens the sealed way back only at the moment of sending."""

    def __init__(self, engine: Engine, vault: Vault, channel: str) -> None:
        self.engine, self.vault, self.channel = engine, vault, channel

    def due(self, now: datetime, limit: int) -> list[Parcel]:
        """Return the first parcel of each chat's line: replies before what we began, each oldest first."""
        given = {"now": now, "channel": self.channel, "limit": limit}
        with reading(self.engine) as session:
            return [self._parcel(row, contact) for row, contact in session.execute(_DUE, given)]

    def _parcel(self, row: OutboxRow, contact: Contact | None) -> Parcel:
        sealed = row.farewell if row.farewell is not None else contact.sealed  # type: ignore[union-attr]
        chat = self.vault.open(sealed, row.participant).decode()
        return Parcel(row.id, row.participant, chat, as_outgoing(row.body), row.attempts, row.begun)

    def sent(self, parcel_id: int, message_id: int | None, now: datetime) -> None:
        """Note that it was delivered, and forget its words."""
        with unit_of_work(self.engine) as session:
            noted = session.execute(_SENT, {"parcel": parcel_id, "number": message_id, "at": now})
            if not noted.rowcount:  # a farewell, of which nothing stays
                _end(session, (OutboxRow.id == parcel_id,), state="sent", message=message_id, sent_at=now)

    def retry(self, parcel_id: int, at: datetime, reason: str) -> None:
        """Note that it has to be sent again, not before `at`."""
        with unit_of_work(self.engine) as session:
            later = update(OutboxRow).where(OutboxRow.id == parcel_id)
            session.execute(later.values(due_at=at, reason=reason[:80], attempts=OutboxRow.attempts + 1))

    def refused(self, parcel_id: int, reason: str) -> None:
        """Note that it will never be taken."""
        with unit_of_work(self.engine) as session:
            _end(session, (OutboxRow.id == parcel_id,), state="refused", reason=reason[:80])

    def unreachable(self, parcel_id: int, now: datetime) -> None:
        """Note that the person is gone from this channel: their whole line stops."""
        with unit_of_work(self.engine) as session:
            row = session.get(OutboxRow, parcel_id)
            if row is None:
                return
            line = (OutboxRow.participant == row.participant, OutboxRow.state == "waiting")
            _end(session, line, state="gone", sent_at=now)
            contact = update(Contact).where(Contact.participant == row.participant)
            session.execute(contact.values(reachable=False))


def _end(session: Session, which: tuple[Any, ...], **values: Any) -> None:
    """Note what became of messages and forget their words; nothing at all stays of a farewell."""
    farewells = delete(OutboxRow).where(*which, OutboxRow.farewell.isnot(None))
    if session.execute(farewells.execution_options(synchronize_session=False)).rowcount:
        leave_no_trace(session)
    ended = update(OutboxRow).where(*which).values(body=None, **values)
    session.execute(ended.execution_options(synchronize_session=False))
