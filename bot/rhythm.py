"""When the bot may begin a conversation by itself: the rules of data/checkin/rhythm.yml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

FILE = Path("checkin") / "rhythm.yml"
STEP = timedelta(minutes=15)
ADULT = "adult"
"""Stands for the age band of somebody who is invited for their work, such as a coach: school hours do not matter."""
LONGEST_WAIT = timedelta(days=7)


@dataclass(frozen=True)
class Series:
    """Rounds that open by themselves."""

    guide: str
    first: date
    every_days: int
    open_days: int
    partnership: str | None = None


@dataclass(frozen=True)
class Rhythm:
    """The rules, as staff wrote them. Hours are local."""

    timezone: ZoneInfo
    quiet_from: int
    quiet_to: int
    school_kept: bool
    school_from: int
    school_to: int
    past_school: frozenset[str]
    """Age bands to which school hours do not matter."""
    holidays: tuple[tuple[date, date], ...]
    times: int
    in_days: timedelta
    reminder_after: timedelta
    in_conversation: timedelta
    rest_after_flag: timedelta
    margin: timedelta
    open_for: timedelta
    told_from_people: int
    series: tuple[Series, ...] = ()

    def is_fitting(self, now: datetime, age_band: str | None) -> bool:
        """Return whether somebody of this age may get a message now that they did not ask for."""
        return self._is_free(now, age_band) and self._is_free(now + self.margin, age_band)

    def is_quiet(self, now: datetime) -> bool:
        """Return whether nobody at all may get a message now that they did not ask for."""
        return not any(self.is_fitting(now, band) for band in (None, *self.past_school))

    def next_fitting(self, now: datetime, age_band: str | None) -> datetime:
        """Return now, or the next moment that fits, to a quarter of an hour."""
        then = now
        while not self.is_fitting(then, age_band) and then - now < LONGEST_WAIT:
            then += STEP
        return then

    def _is_free(self, at: datetime, age_band: str | None) -> bool:
        local = at.astimezone(self.timezone)
        if local.hour >= self.quiet_from or local.hour < self.quiet_to:
            return False
        if not self.school_kept or age_band in self.past_school or local.weekday() >= _SATURDAY:
            return True
        in_school = self.school_from <= local.hour < self.school_to
        return not in_school or self.is_holiday(local.date())

    def is_holiday(self, day: date) -> bool:
        """Return whether schools are closed; a day past the end of the list counts as a school day."""
        return any(first <= day <= last for first, last in self.holidays)


_SATURDAY = 5


def load_rhythm(data: Path, timezone: ZoneInfo) -> Rhythm:
    """Read the rules from below `data`.

    Raises:
        KeyError, TypeError, ValueError: something is missing or is not what it should be.

    """
    stored: Mapping[str, Any] = YAML(typ="safe").load(data / FILE)
    quiet, school = stored["quiet_hours"], stored["school_hours"]
    return Rhythm(
        timezone=timezone,
        quiet_from=int(quiet["from"]),
        quiet_to=int(quiet["to"]),
        school_kept=bool(school["keep"]),
        school_from=int(school["from"]),
        school_to=int(school["to"]),
        past_school=_bands(school["not_for"]) | {ADULT},
        holidays=tuple((first, last) for first, last in stored["school_holidays"]),
        times=int(stored["at_most"]["times"]),
        in_days=timedelta(days=stored["at_most"]["in_days"]),
        reminder_after=timedelta(days=stored["reminder_after_days"]),
        in_conversation=timedelta(minutes=stored["in_conversation_minutes"]),
        rest_after_flag=timedelta(days=stored["rest_after_flag_days"]),
        margin=timedelta(minutes=stored["margin_minutes"]),
        open_for=timedelta(days=stored["closes_after_days"]),
        told_from_people=int(stored["told_from_people"]),
        series=_series(stored["rhythms"]),
    )


def _bands(stored: Sequence[Any]) -> frozenset[str]:
    """Return the age bands; YAML reads 19_25 without quotes as a number."""
    if not all(isinstance(band, str) for band in stored):
        raise ValueError(f'{FILE}: write the age bands of not_for in quotes, as "19_25"')
    return frozenset(stored)


def _series(stored: Sequence[Mapping[str, Any]]) -> tuple[Series, ...]:
    return tuple(
        Series(one["guide"], one["from"], int(one["every_days"]), int(one["open_days"]), one.get("partnership"))
        for one in stored
    )
