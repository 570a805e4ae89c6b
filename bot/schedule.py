"""Who gets a message that the bot begins, now. Pure: the rules, the people and the time are passed in.

Nothing here depends on what the clock said a moment ago: who was written to stands in the facts, and a message that lies
in the future (the clock was put back) counts as one that was sent. So a clock that jumps doubles nothing.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.rhythm import Rhythm, Series

Kind = Literal["invite", "remind", "told"]
"""invite: the guide is asked again. remind: it is still open. told: only what was done with the answers."""


@dataclass(frozen=True)
class Round:
    """One time that people are asked a guide again."""

    key: str
    guide: str
    partnership: str | None
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Return whether people are invited to it now."""
        return self.closed_at is None and self.opened_at <= now < self.closes_at


@dataclass(frozen=True)
class Begun:
    """A message that the bot began."""

    round: str
    kind: str
    at: datetime


@dataclass(frozen=True)
class Current:
    """The newest interview of a person."""

    guide: str
    status: str
    round: str | None


@dataclass(frozen=True)
class Person:
    """What is known of somebody who might be written to."""

    participant: str
    age_band: str | None = None
    takes_part: bool = True
    contact: bool = True
    """Said yes to being written to."""
    stopped: bool = False
    reachable: bool = True
    expects: bool = False
    """Something came in from them that is not answered yet, or is on its way to them."""
    last_seen: datetime | None = None
    flagged_at: datetime | None = None
    """They told of something serious, and no human has looked at it yet."""
    begun: tuple[Begun, ...] = ()
    current: Current | None = None
    in_rounds: frozenset[str] = frozenset()
    """The rounds they took part in or were invited to."""
    hears: bool = False
    """There is something to tell them that they asked to hear, and their last word on messages allows it."""


def due(people: Iterable[Person], round_: Round, now: datetime, rhythm: Rhythm) -> Iterator[tuple[Person, Kind]]:
    """Yield who gets which message of this round now."""
    if not round_.is_open(now):
        return
    for person in people:
        kind = due_to(person, round_, now, rhythm)
        if kind is not None:
            yield person, kind


def due_to(person: Person, round_: Round, now: datetime, rhythm: Rhythm) -> Kind | None:
    """Return the message this person gets now, or None: nobody is written to who did not say yes, or at a bad moment."""
    if not round_.is_open(now) or not _may_be_written_to(person, now, rhythm):
        return None
    if _is_invited_now(person, round_, now, rhythm):
        return "invite"
    if _is_reminded_now(person, round_, now, rhythm):
        return "remind"
    waits_for_invitation = person.contact and round_.key not in person.in_rounds
    if person.hears and not waits_for_invitation and not _has(person, round_, "told"):
        return "told"
    return None


def _may_be_written_to(person: Person, now: datetime, rhythm: Rhythm) -> bool:
    return (
        person.takes_part
        and not person.stopped
        and person.reachable
        and not person.expects
        and rhythm.is_fitting(now, person.age_band)
        and not _is_in_conversation(person, now, rhythm.in_conversation)
        and not _rests(person, now, rhythm)
        and not _had_enough(person, now, rhythm)
    )


def _is_in_conversation(person: Person, now: datetime, how_long: timedelta) -> bool:
    return person.last_seen is not None and now - person.last_seen < how_long


def _rests(person: Person, now: datetime, rhythm: Rhythm) -> bool:
    return person.flagged_at is not None and now - person.flagged_at < rhythm.rest_after_flag


def _had_enough(person: Person, now: datetime, rhythm: Rhythm) -> bool:
    """Return whether they got as many messages as they agreed to, in this month or in the days before now."""
    rolling = sum(begun.at > now - rhythm.in_days for begun in person.begun)
    month = sum(_month(begun.at, rhythm.timezone) == _month(now, rhythm.timezone) for begun in person.begun)
    return max(rolling, month) >= rhythm.times


def _month(at: datetime, timezone: ZoneInfo) -> tuple[int, int]:
    local = at.astimezone(timezone)
    return local.year, local.month


def _is_invited_now(person: Person, round_: Round, now: datetime, rhythm: Rhythm) -> bool:
    if not person.contact or round_.key in person.in_rounds:
        return False
    current = person.current
    if current is None or current.status not in ("open", "paused"):
        return True
    # What somebody is in the middle of is not pushed aside: never another guide, and this one only when they left it.
    left = person.last_seen is None or now - person.last_seen >= rhythm.reminder_after
    return current.guide == round_.guide and left


def _is_reminded_now(person: Person, round_: Round, now: datetime, rhythm: Rhythm) -> bool:
    if not person.contact or _has(person, round_, "remind"):
        return False
    invited = next((begun.at for begun in person.begun if (begun.round, begun.kind) == (round_.key, "invite")), None)
    current = person.current
    if invited is None or current is None or current.round != round_.key or current.status != "open":
        return False
    return now - max(invited, person.last_seen or invited) >= rhythm.reminder_after


def _has(person: Person, round_: Round, kind: Kind) -> bool:
    return any((begun.round, begun.kind) == (round_.key, kind) for begun in person.begun)


def rounds_to_open(rhythm: Rhythm, now: datetime, known: Collection[str]) -> Iterator[Round]:
    """Yield the rounds that a rhythm opens today and that are not there yet; a round that was missed is not made up for."""
    for number, series in enumerate(rhythm.series):
        round_ = _round_of(series, number, now, rhythm.timezone)
        if round_ is not None and round_.key not in known and round_.is_open(now):
            yield round_


def _round_of(series: Series, number: int, now: datetime, timezone: ZoneInfo) -> Round | None:
    today = now.astimezone(timezone).date()
    if today < series.first:
        return None
    first = series.first + timedelta(days=(today - series.first).days // series.every_days * series.every_days)
    key = f"{series.guide[:24]}-{first:%Y-%m-%d}" + (f"-{number}" if number else "")
    opened = datetime(first.year, first.month, first.day, tzinfo=timezone)
    return Round(key, series.guide, series.partnership, opened, opened + timedelta(days=series.open_days))
