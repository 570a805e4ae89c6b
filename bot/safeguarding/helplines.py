"""The people a person in distress is sent to: helplines as staff confirmed them in data/safeguarding/helplines.yml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import Language, Texts

FILE = Path(__file__).resolve().parents[2] / "data" / "safeguarding" / "helplines.yml"
MOST = 3
"""More lines than this is a choice too many for somebody in distress."""
DAYS = 90
"""So long a line counts as confirmed (UNICEF, Safer Chatbots, asks for checked referral contacts)."""


@dataclass(frozen=True)
class Helpline:
    """One place to turn to."""

    key: str
    name: str
    contact: str
    text: Texts
    """The line as a person reads it, by language."""
    languages: tuple[str, ...]
    """What is spoken there."""
    young: bool
    adult: bool
    always_open: bool
    """By telephone, day and night."""
    hours: str
    """As found; for staff."""
    source: str
    checked_on: date


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load(FILE)
    return loaded


@lru_cache(maxsize=1)
def all_helplines() -> Mapping[str, Helpline]:
    """Return every line of the file, by key."""
    return {
        key: Helpline(key=key, **(fields | {"languages": tuple(fields["languages"])}))
        for key, fields in _file()["lines"].items()
    }


def themes() -> tuple[str, ...]:
    """Return the themes that lines are known for; each theme an alarm can have."""
    return tuple(_file()["families"])


def family(theme: str) -> str:
    """Return the family of themes that share lines and words, such as `home` for `exploitation`."""
    return str(_file()["families"][theme])


def helplines(theme: str, language: Language, young: bool) -> tuple[Helpline, ...]:
    """Return at most three lines that fit the theme, the language and the age; at least one is open day and night.

    For English these are Dutch and French lines: no English one could be confirmed.
    """
    keys = _file()["for"][family(theme)][language]["young" if young else "adult"]
    return tuple(all_helplines()[key] for key in keys)


def stale(lines: Iterable[Helpline], today: date) -> tuple[Helpline, ...]:
    """Return the lines not confirmed in the last 90 days, which staff must look up before young people are invited."""
    return tuple(line for line in lines if today - line.checked_on > timedelta(days=DAYS))
