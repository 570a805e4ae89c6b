"""What is past its date goes, kind by kind. Doing it twice changes nothing more."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.engine import Engine as Database
from sqlalchemy.orm import Session

from bot.channel.message import Outgoing
from bot.retention import Retention, months_before
from bot.store import audit_trail, mail, write
from bot.store.engine import leave_no_trace, reading, unit_of_work
from bot.store.tables import Answer, Consent, Contact, Erased, Flag, Inbox, Interview, Outbox, Participant
from bot.world import World

log = structlog.get_logger(__name__)

SECONDS = 24 * 3600.0

_QUIET = {"synchronize_session": False}
_last_seen = func.coalesce(Participant.last_seen_at, Participant.created_at)


def retain(database: Database, world: World, now: Callable[[], datetime]) -> Counter[str]:
    """Delete what is past its date and return how much of each kind; what was done stands in the audit trail."""
    done: Counter[str] = Counter()
    for part in keep(database, world, now):
        done += part
    return done


def keep(database: Database, world: World, now: Callable[[], datetime]) -> Iterator[Counter[str]]:
    """Do the same one unit of work at a time; yield what each did."""
    at = now()
    done: Counter[str] = Counter()
    for part in _people(database, world, at):
        done += part
        yield part
    with unit_of_work(database) as session:
        by_date = _by_date(session, world.retention, at)
        done += by_date
        if done:
            leave_no_trace(session)
            audit_trail.note(session, at, "retain", " ".join(f"{kind}={number}" for kind, number in done.items()))
    log.info("retained", **done)
    yield by_date


def _by_date(session: Session, keep: Retention, now: datetime) -> Counter[str]:
    """Delete what goes by its own date, whoever it is of."""
    stopped = select(Participant.id).where(Participant.status == "stopped", _last_seen < now - keep.contact_after_stop)
    looked_at = Flag.acknowledged_at < months_before(now, keep.flags_months)
    tried = Participant.wrong_code_at < now - keep.wrong_codes
    return Counter(
        {
            "inbox_words": _change(session, _old_words(keep, now)),
            "inbox_numbers": _change(
                session, delete(Inbox).where(Inbox.state != "waiting", Inbox.received_at < now - keep.inbox_number)
            ),
            "undelivered": _give_up(session, Outbox.created_at < now - keep.undelivered),
            "outbox_words": _change(
                session, update(Outbox).where(Outbox.state != "waiting", Outbox.body.isnot(None)).values(body=None)
            ),
            "outbox_numbers": _change(
                session, delete(Outbox).where(Outbox.state != "waiting", Outbox.created_at < now - keep.outbox_number)
            ),
            "ways_back": _change(session, delete(Contact).where(Contact.participant.in_(stopped))),
            "flags": _change(session, delete(Flag).where(looked_at)),
            "wrong_codes": _change(session, update(Participant).where(tried).values(wrong_codes=0, wrong_code_at=None)),
            "erased": _change(session, delete(Erased).where(Erased.month < months_before(now, keep.erased_months))),
            "audit": audit_trail.forget_before(session, months_before(now, keep.audit_months)),
        }
    )


def _change(session: Session, what: Any) -> int:
    return int(session.execute(what.execution_options(**_QUIET)).rowcount)


def _old_words(keep: Retention, now: datetime) -> Any:
    """Return the change that forgets what came in too long ago, whether or not its turn could ever be taken."""
    old = update(Inbox).where(Inbox.body.isnot(None), Inbox.received_at < now - keep.inbox_body)
    return old.values(body=None, state="dead", reason="past its date")


def _give_up(session: Session, old: Any) -> int:
    """Give up what could not be delivered for so long."""
    waiting = (Outbox.state == "waiting", old)
    farewells = _change(session, delete(Outbox).where(*waiting, Outbox.farewell.isnot(None)))
    return farewells + _change(session, update(Outbox).where(*waiting).values(state="gone", body=None))


def _people(database: Database, world: World, now: datetime) -> Iterator[Counter[str]]:
    """Erase who is past their date, one a unit of work; who is in the middle of an interview is told first."""
    with reading(database) as session:
        never_agreed = list(session.execute(_never_agreed(world.retention, now)).scalars())
        silent = list(session.execute(_silent(now, world.retention)).scalars())
    for participant in never_agreed:
        with unit_of_work(database) as session:
            here = _still(session, _never_agreed(world.retention, now), participant)
            if here:
                write.erase(session, participant, world.vault, now)
        yield Counter(never_agreed=int(here))
    for participant in silent:
        with unit_of_work(database) as session:
            here = _still(session, _silent(now, world.retention), participant)
            done = _tell_or_erase(session, world, participant, now) if here else ""
        yield Counter([done] if done else [])


def _still(session: Session, asked: Any, participant: str) -> bool:
    """Return whether it still holds for this person, now that nobody else can change their rows."""
    if not mail.lock_chat(session, participant):
        return False
    return session.execute(asked.where(Participant.id == participant)).first() is not None


def _never_agreed(keep: Retention, now: datetime) -> Any:
    """Ask for who looked in, never agreed and has no answers. A coach asks the guide; there is nothing to agree to."""
    agreed = select(Consent.participant).where(Consent.scope == "take_part", Consent.given.is_(True))
    answered = select(Interview.participant).join(Answer, Answer.interview == Interview.id)
    return select(Participant.id).where(
        _last_seen < now - keep.without_consent,
        Participant.role != "coach",
        Participant.id.notin_(agreed),
        Participant.id.notin_(answered),
    )


def _silent(now: datetime, keep: Retention) -> Any:
    """Ask for who is past their date, or is in the middle of an interview, not told yet, and soon past it."""
    limit = months_before(now, keep.answers_months)
    can_be_told = _in_course() & Participant.erased_soon_at.is_(None)
    told_long_ago = or_(Participant.erased_soon_at.is_(None), Participant.erased_soon_at <= now - keep.told_before)
    return select(Participant.id).where(
        or_((_last_seen < limit) & told_long_ago, (_last_seen < limit + keep.told_before) & can_be_told)
    )


def _in_course() -> Any:
    """Return the test for who is in the middle of an interview and can be told."""
    running = select(Interview.participant).where(Interview.status.in_(("open", "paused")))
    reachable = select(Contact.participant).where(Contact.reachable.is_(True))
    return Participant.id.in_(running) & Participant.id.in_(reachable) & (Participant.status == "active")


def _tell_or_erase(session: Session, world: World, participant: str, now: datetime) -> str:
    person = session.get(Participant, participant)
    in_course = session.execute(select(Participant.id).where(Participant.id == participant, _in_course())).first()
    if in_course is None or person.erased_soon_at is not None:
        write.erase(session, participant, world.vault, now)
        return "people"
    days = world.retention.told_before.days
    text = world.words.say("utter_erased_soon", person.language, days=days)
    later = world.rhythm.next_fitting(now, person.age_band)
    mail.put_out(session, participant, Outgoing(text), now, begun=True, due_at=later)
    person.erased_soon_at = later
    return "told"
