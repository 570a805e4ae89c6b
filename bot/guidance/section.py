"""What a section of the guide is: one subject, in three languages, with the works it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.guide import Language


@dataclass(frozen=True)
class Source:
    """A work or a practice that a section rests on."""

    key: str
    who: str
    """Author, organisation or place, as the coach reads it."""
    title: str
    where: str
    """Journal, publisher or project."""
    year: int | None = None
    address: str | None = None
    """Given where the page itself is the source."""


@dataclass(frozen=True)
class FollowUp:
    """A question that often comes next, and where its answer stands."""

    question: str
    section: str
    paragraph: int | None = None
    """A paragraph of the whole, counted from 1; None: the section in short."""


@dataclass(frozen=True)
class Wording:
    """A section in one language."""

    title: str
    short: str
    """What the bot sends first."""
    whole: tuple[str, ...]
    """Paragraphs."""
    try_this: str
    """One thing to do this week."""
    avoid: str
    """What does not work."""
    follow_ups: tuple[FollowUp, ...]
    asked_as: tuple[str, ...]
    """Ways to ask for it, written by hand; read by the search only."""


@dataclass(frozen=True)
class Section:
    """One subject of the guide."""

    key: str
    written: date
    serves: tuple[int, ...]
    """Phases of the action, 1 to 4: map, design, apply, plan."""
    tags: tuple[str, ...]
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    """Keys of sections near to it, nearest first."""
    in_language: Mapping[Language, Wording]
