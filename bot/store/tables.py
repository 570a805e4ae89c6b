"""The tables, one a noun. An answer is never changed: a new version is added beside it.

Times are UTC. No column holds a name, a handle, a telephone number or a chat id in the clear: the way
back to a chat is in `contact`, sealed (bot.store.vault), and so is a message that waits in the inbox.
"""

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import declarative_base

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Base: Any = declarative_base(metadata=metadata)

Serial = BigInteger().with_variant(Integer, "sqlite")
"""A row number: SQLite counts by itself only in a plain INTEGER."""


class Moment(TypeDecorator):
    """A time in UTC, with its zone on every database (SQLite forgets it)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Refuse a time without a zone, and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:  # noqa: ARG002
        """Return the time with its zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=timezone.utc)


def _participant(**options: Any) -> Column:
    return Column(String(40), ForeignKey("participant.id", ondelete="CASCADE"), **options)


class Participant(Base):
    """Somebody who talks to the bot, by pseudonym."""

    __tablename__ = "participant"
    id = Column(String(40), primary_key=True)
    role = Column(String(20), nullable=False, default="stakeholder")
    language = Column(String(2), nullable=False)
    organisation = Column(Text)
    organisation_type = Column(String(40))
    region = Column(String(40))
    partnership = Column(String(80))
    age_band = Column(String(10))
    invited_guide = Column(String(80))
    status = Column(String(12), nullable=False, default="active")
    """active, or stopped: never a message again unless the person writes."""
    aside = Column(JSON)
    """What the bot asked beside the interview and is not answered yet, such as "erase everything?"."""
    wrong_codes = Column(Integer, nullable=False, default=0)
    wrong_code_at = Column(Moment)
    created_at = Column(Moment, nullable=False)
    last_seen_at = Column(Moment)
    """When they last wrote or tapped; what is kept is kept from here on."""
    erased_soon_at = Column(Moment)
    """When they were told that everything goes soon; empty again once they write."""


class Contact(Base):
    """The sealed way back to a chat, apart from everything else."""

    __tablename__ = "contact"
    participant = _participant(primary_key=True)
    channel = Column(String(12), nullable=False)
    sealed = Column(LargeBinary, nullable=False)
    reachable = Column(Boolean, nullable=False, default=True)


class Partnership(Base):
    """A partnership that is followed."""

    __tablename__ = "partnership"
    name = Column(String(80), primary_key=True)
    created_at = Column(Moment, nullable=False)


class Invitation(Base):
    """A code that staff made; only its keyed hash is kept."""

    __tablename__ = "invitation"
    id = Column(Serial, primary_key=True, autoincrement=True)
    code_hash = Column(String(64), nullable=False, unique=True)
    guide = Column(String(80), nullable=False)
    partnership = Column(String(80))
    organisation_type = Column(String(40))
    role = Column(String(20), nullable=False)
    language = Column(String(2))
    uses = Column(Integer, nullable=False, default=1)
    used = Column(Integer, nullable=False, default=0)
    expires_at = Column(Moment)
    created_at = Column(Moment, nullable=False)


class Consent(Base):
    """One yes or no to one scope; the newest of a scope holds."""

    __tablename__ = "consent"
    id = Column(Serial, primary_key=True, autoincrement=True)
    participant = _participant(nullable=False, index=True)
    scope = Column(String(12), nullable=False)
    given = Column(Boolean, nullable=False)
    edition = Column(String(12), nullable=False)
    """Hash of the wording that was agreed to."""
    language = Column(String(2), nullable=False)
    at = Column(Moment, nullable=False)


class GuideEdition(Base):
    """A guide's text as it was asked."""

    __tablename__ = "guide_edition"
    edition = Column(String(12), primary_key=True)
    guide = Column(String(80), nullable=False)
    content = Column(JSON, nullable=False)


class Interview(Base):
    """One run of a guide with one participant; a check-in is a short one."""

    __tablename__ = "interview"
    id = Column(Serial, primary_key=True, autoincrement=True)
    participant = _participant(nullable=False, index=True)
    guide = Column(String(80), nullable=False)
    edition = Column(String(12), nullable=False)
    round = Column(String(40))
    channel = Column(String(12), nullable=False)
    language = Column(String(2), nullable=False)
    status = Column(String(12), nullable=False, default="open")
    """open, paused, completed, stopped or erased."""
    progress = Column(JSON, nullable=False)
    """Where the conversation stands (bot.interview.Progress)."""
    started_at = Column(Moment, nullable=False)
    ended_at = Column(Moment)


class Answer(Base):
    """One version of what somebody said to one question, with its passport."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("interview", "question", "item", "version"),)
    id = Column(Serial, primary_key=True, autoincrement=True)
    interview = Column(Serial, ForeignKey("interview.id", ondelete="CASCADE"), nullable=False, index=True)
    question = Column(String(60), nullable=False)
    item = Column(Text, nullable=False, default="")
    kind = Column(String(10), nullable=False)
    said = Column(Text)
    value = Column(JSON(none_as_null=True))
    missing = Column(String(12))
    language = Column(String(2), nullable=False)
    probe_of = Column(String(60))
    probe_rule = Column(String(60))
    wording = Column(Text, nullable=False)
    source = Column(String(10), nullable=False)
    parsed_by = Column(String(60))
    """The model and parser that read it."""
    consent_edition = Column(String(12))
    message = Column(BigInteger)
    """The channel's number of the message it came in, so that an edit finds it."""
    asked_at = Column(Moment, nullable=False)
    answered_at = Column(Moment, nullable=False)
    version = Column(Integer, nullable=False, default=1)
    current = Column(Boolean, nullable=False, default=True)


class Flag(Base):
    """Something a human has to look at. No words of the person."""

    __tablename__ = "flag"
    id = Column(Serial, primary_key=True, autoincrement=True)
    participant = _participant(nullable=False, index=True)
    interview = Column(Serial)
    theme = Column(String(40), nullable=False)
    rule = Column(String(80), nullable=False)
    at = Column(Moment, nullable=False)
    told_at = Column(Moment)
    acknowledged_at = Column(Moment)
    acknowledged_by = Column(String(80))


class Round(Base):
    """One time that people are asked a guide again."""

    __tablename__ = "round"
    key = Column(String(40), primary_key=True)
    guide = Column(String(80), nullable=False)
    partnership = Column(String(80))
    opened_at = Column(Moment, nullable=False)
    closes_at = Column(Moment, nullable=False)
    closed_at = Column(Moment)
    """When staff closed it before its time."""


class Outreach(Base):
    """A message that the bot began, by itself: at most one of a kind a person and round, whatever the clock does."""

    __tablename__ = "outreach"
    __table_args__ = (UniqueConstraint("participant", "round", "kind"),)
    id = Column(Serial, primary_key=True, autoincrement=True)
    participant = _participant(nullable=False)
    round = Column(String(40), ForeignKey("round.key"), nullable=False)
    kind = Column(String(10), nullable=False)
    """invite, remind or told."""
    at = Column(Moment, nullable=False)


class Told(Base):
    """Who heard which decision."""

    __tablename__ = "told"
    participant = _participant(primary_key=True)
    decision = Column(Serial, ForeignKey("decision.id"), primary_key=True, autoincrement=False)
    at = Column(Moment, nullable=False)


class Coaching(Base):
    """Where a coach's talk with the guide stands. No question stands here but one that was not understood."""

    __tablename__ = "coaching"
    participant = _participant(primary_key=True)
    section = Column(String(40))
    """The section the talk is at; a follow-up is read in its light."""
    next = Column(JSON)
    """Sections that may answer as well, for "something else"."""
    offered = Column(JSON)
    """The buttons of the last answer, as [words, payload], so that a tap can be typed."""
    question = Column(Text)
    """Masked; only while the coach was asked which of two sections they mean."""
    kept = Column(Serial)
    """The question that was kept last, so that the coach can take it back."""
    rated = Column(String(40))
    """The section of which they may still say what was missing."""
    at = Column(Moment, nullable=False)
    weekly = Column(Boolean, nullable=False, default=False)
    """A tip a week was asked for."""
    tip_at = Column(Moment)
    """When the last tip of the week was written."""
    tips = Column(JSON)
    """Sections of the tips of the week so far."""


class GuideQuestion(Base):
    """A coach's question that the guide does not answer, masked, for its editors."""

    __tablename__ = "guide_question"
    id = Column(Serial, primary_key=True, autoincrement=True)
    participant = _participant(nullable=False, index=True)
    language = Column(String(2), nullable=False)
    question = Column(Text, nullable=False)
    at = Column(Moment, nullable=False)
    seen_at = Column(Moment)
    """When the editors were done with it."""


class GuideRating(Base):
    """Whether a coach found a section useful; the last word holds."""

    __tablename__ = "guide_rating"
    participant = _participant(primary_key=True)
    section = Column(String(40), primary_key=True)
    useful = Column(Boolean, nullable=False)
    missing = Column(Text)
    """Masked: what the coach says was missing."""
    language = Column(String(2), nullable=False)
    at = Column(Moment, nullable=False)


class Digest(Base):
    """What the answers so far support, fit to be shown: for evidence under the guide's answers, and tips."""

    __tablename__ = "digest"
    id = Column(Serial, primary_key=True, autoincrement=True)
    made_at = Column(Moment, nullable=False)
    content = Column(JSON, nullable=False)


class Inbox(Base):
    """A message as it came in, sealed, until its turn is committed."""

    __tablename__ = "inbox"
    __table_args__ = (UniqueConstraint("channel", "update_id"), Index("ix_inbox_waiting", "state", "participant"))
    id = Column(Serial, primary_key=True, autoincrement=True)
    channel = Column(String(12), nullable=False)
    update_id = Column(BigInteger, nullable=False)
    participant = Column(String(40))
    body = Column(LargeBinary)
    """Emptied when its turn is done."""
    state = Column(String(8), nullable=False, default="waiting")
    """waiting, done or dead."""
    attempts = Column(Integer, nullable=False, default=0)
    reason = Column(String(80))
    received_at = Column(Moment, nullable=False)
    not_before = Column(Moment)


class Outbox(Base):
    """A message that is to be sent, written in the transaction that decided on it."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "state", "participant", "id"),)
    id = Column(Serial, primary_key=True, autoincrement=True)
    participant = Column(String(40), nullable=False)
    """No foreign key: the last word to somebody who erased everything outlives them, until it is sent."""
    farewell = Column(LargeBinary)
    """The sealed chat of that last word."""
    channel = Column(String(12))
    """The channel of that last word; any other message goes where its person's contact is."""
    body = Column(JSON(none_as_null=True))
    """The message; emptied when it was sent."""
    asks = Column(JSON(none_as_null=True))
    """The question it asks, so that a reply to an old message finds it."""
    state = Column(String(8), nullable=False, default="waiting")
    """waiting, sent, refused or gone."""
    begun = Column(Boolean, nullable=False, default=False)
    """The bot begins with it, so it waits for a fitting hour, unless the person writes first."""
    attempts = Column(Integer, nullable=False, default=0)
    reason = Column(String(80))
    message = Column(BigInteger)
    created_at = Column(Moment, nullable=False)
    due_at = Column(Moment, nullable=False)
    sent_at = Column(Moment)


class Erased(Base):
    """That somebody of some pseudonym was erased: a code made with the key, so that an old copy does not bring them back."""

    __tablename__ = "erased"
    mark = Column(String(64), primary_key=True)
    month = Column(Moment, nullable=False)
    """The first of the month: the day would point at somebody."""


class Decision(Base):
    """What was done with what people said."""

    __tablename__ = "decision"
    id = Column(Serial, primary_key=True, autoincrement=True)
    theme = Column(String(60), nullable=False)
    guide = Column(String(80))
    """Only those who answered this guide hear it; empty: everybody who answered any."""
    you_said = Column(JSON, nullable=False)
    we_did = Column(JSON, nullable=False)
    at = Column(Moment, nullable=False)
    told = Column(Integer, nullable=False, default=0)


class Audit(Base):
    """Who looked at, exported, changed or erased what; each entry holds the hash of the one before."""

    __tablename__ = "audit"
    id = Column(Serial, primary_key=True, autoincrement=True)
    at = Column(Moment, nullable=False)
    who = Column(String(80), nullable=False)
    act = Column(String(40), nullable=False)
    what = Column(Text, nullable=False)
    reason = Column(Text)
    hash = Column(String(64), nullable=False)


class Release(Base):
    """What a report released, as equations over answers that bear a number and no name (`analytics.shield.ledger`)."""

    __tablename__ = "release"
    id = Column(Serial, primary_key=True, autoincrement=True)
    at = Column(Moment, nullable=False)
    content = Column(LargeBinary, nullable=False)
