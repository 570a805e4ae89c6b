"""A paper: what is written as a page and as PDF, whether it is the report or a sheet for one organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from analytics.report.blocks import Section
from analytics.report.words import Words


@dataclass(frozen=True)
class Paper:
    """Sections with what stands above them, in one language."""

    words: Words
    title: str
    made: str
    """The line under the title: when it was made."""
    note: str
    """What a reader has to know first."""
    sections: Sequence[Section]
    contents: bool = True
    """Whether the sections are listed at the top of the page."""


def made_on(words: Words, now: datetime) -> str:
    """Return the day a paper was made, as the language writes it."""
    day = f"{now:%d/%m/%Y}" if words.language != "en" else f"{now:%-d %B %Y}"
    return words("made_on", date=day)
