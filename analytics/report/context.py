"""What every section of the report is built from."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from analytics.coverage import Coverage, Invited, coverage
from analytics.frames import Frames
from analytics.guidebook import Guides, label_of
from analytics.report.blocks import Hidden
from analytics.report.words import Words
from analytics.shield import shown, smallest
from bot.guide import Language


@dataclass
class Context:
    """A study at a moment, in a language."""

    frames: Frames
    guides: Guides
    now: datetime
    language: Language = "nl"
    invited: Invited | None = field(default=None)

    @cached_property
    def words(self) -> Words:
        """The words of the report."""
        return Words(self.language)

    @cached_property
    def coverage(self) -> Coverage:
        """How far the interviews got."""
        return coverage(self.frames, self.guides, self.now, self.invited)

    def role_of(self, guide: str) -> str:
        """Return who is asked a guide; whoever is not known counts as young."""
        found = self.guides.guide(guide)
        return found.role if found else "youth"

    def guide_title(self, guide: str) -> str:
        """Return how a guide is called."""
        found = self.guides.guide(guide)
        return found.title[self.language] if found else guide

    def question_title(self, guide: str, question: str) -> str:
        """Return how a question is called."""
        found = self.guides.question(guide, question)
        return label_of(found, self.language) if found else question


def figure(value: float, people: int, role: str) -> int | float | Hidden:
    """Return a figure about so many people, or that it is hidden."""
    return value if shown(people, role) else Hidden(smallest(role))
