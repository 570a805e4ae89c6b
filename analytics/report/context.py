"""What every section of the report is built from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from analytics.coverage import Coverage, Invited, coverage
from analytics.distribution import Distribution, distributions
from analytics.findings import Asked, Study
from analytics.frames import Frames
from analytics.guidebook import Guides, label_of
from analytics.insights import Insight, insights
from analytics.report.words import Words
from analytics.said import rounds_of, types_of
from analytics.shield import Hidden, Release
from analytics.themes import Coding
from analytics.tips import Tip, tips
from bot.guide import Language

GUIDANCE = Path(__file__).parent.parent.parent / "data" / "guidance"
_TITLE = re.compile(r"^# (nl|en|fr) (.+)$", re.MULTILINE)
Review = Mapping[str, tuple[frozenset[str], frozenset[str]]]


@dataclass
class Context:
    """A study at a moment, in a language."""

    frames: Frames
    guides: Guides
    now: datetime
    language: Language = "nl"
    invited: Invited | None = field(default=None)
    release: Release = field(default_factory=Release)
    coding: Coding | None = None
    review: Review = field(default_factory=dict)
    waiting: int = 0
    """How many people told something that waits for the next report."""

    @cached_property
    def words(self) -> Words:
        """The words of the report."""
        return Words(self.language)

    @cached_property
    def coverage(self) -> Coverage:
        """How far the interviews got."""
        return coverage(self.frames, self.guides, self.now, self.invited)

    @cached_property
    def distributions(self) -> list[Distribution]:
        """How people answered the closed questions."""
        return list(distributions(self.frames, self.guides))

    @cached_property
    def study(self) -> Study:
        """The study as the finders look at it."""
        return Study(self.frames, self.guides, self.coding, self.review)

    @cached_property
    def insights(self) -> list[Insight]:
        """What should be said; whether it may be is for the shield to decide."""
        return insights(self.frames, self.guides, study=self.study)

    @cached_property
    def tips(self) -> list[Tip]:
        """What the insights give reason to try."""
        return tips(self.insights)

    @cached_property
    def rounds(self) -> Mapping[str, str]:
        """The round of each interview."""
        return rounds_of(self.frames)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The kind of organisation of each person."""
        return types_of(self.frames, self.guides)

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

    def section_title(self, key: str) -> str:
        """Return how a section of the guide for coaches is called."""
        path = GUIDANCE / f"{key}.md"
        titles = dict(_TITLE.findall(path.read_text(encoding="utf-8"))) if path.exists() else {}
        return str(titles.get(self.language, key))

    def figure(self, asked: Asked, role: str) -> int | float | Hidden:
        """Return a figure, where the shield gives it."""
        if asked.value is None:
            return self.release.mean(asked.family, role, asked.said, asked.steps, asked.group)
        return self.release.count(asked.family, role, asked.said, asked.value, asked.group)
