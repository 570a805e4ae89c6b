"""What every section of the report is built from."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from math import ceil, floor
from pathlib import Path

import pandas as pd

from analytics.chance import share_interval
from analytics.coverage import Coverage, Invited, coverage
from analytics.distribution import Distribution, distributions
from analytics.findings import Asked, Study
from analytics.frames import Frames
from analytics.guidebook import Guides, label_of
from analytics.insights import Insight, insights
from analytics.report.blocks import Between
from analytics.report.words import Words
from analytics.said import NO, YES, rounds_of, types_of
from analytics.shield import Hidden, Release
from analytics.themes import Coding
from analytics.tips import Tip, tips
from analytics.views import given, main_answers
from bot.guide import Language, Question

GUIDANCE = Path(__file__).parent.parent.parent / "data" / "guidance"
_TITLE = re.compile(r"^# (nl|en|fr) (.+)$", re.MULTILINE)
Review = Mapping[str, tuple[frozenset[str], frozenset[str]]]
Rating = tuple[str, str, bool]
"""Which coach found which section of the guide useful, or not."""


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
    ratings: Sequence[Rating] = ()
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

    def look_around(self) -> None:
        """Work out what needs no themes: while the answers are coded beside it."""
        _ = (self.coverage, self.distributions, self.study.map, self.study.changes, self._told, self._skipped)

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

    def answered(self, guide: str, question: Question, who: Collection[str], role: str) -> int | Hidden:
        """Return how many answered a question, where that may be told.

        Of a question that is asked only after some answers, the number asked tells how many gave those: then it is a figure
        like another, and too few of either sort hide it.
        """
        n = self.release.people(len(who), role)
        if not question.ask_if:
            return n
        decides = {one.question for one in question.ask_if} | {one.differs_from for one in question.ask_if} - {None}
        could = frozenset.intersection(*(self._told.get((guide, str(key)), frozenset()) for key in decides))
        asked = self._told.get((guide, question.key), frozenset()) | self._skipped.get(
            (guide, question.key), frozenset()
        )
        said = {one: YES if one in asked else NO for one in sorted(could | asked)}
        may = self.release.count(f"asked.{guide}.{question.key}", role, said, YES)
        return may if isinstance(may, Hidden) else n

    @cached_property
    def _told(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Who answered each question."""
        return _by_question(given(main_answers(self.frames.answers)))

    @cached_property
    def _skipped(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """Who was asked a question and did not answer."""
        rows = main_answers(self.frames.answers)
        return _by_question(rows[rows["missing"].isin(["skipped", "unclear"])])

    def interval(self, asked: Asked, role: str) -> Between | Hidden:
        """Return the interval of a mean, where the shield gives it."""
        found = self.release.interval(asked.family, role, asked.said, asked.steps, asked.group)
        return found if isinstance(found, Hidden) else Between(found.low, found.high)

    def figure(self, asked: Asked, role: str) -> int | float | Hidden:
        """Return a figure, where the shield gives it."""
        if asked.value is None:
            return self.release.mean(asked.family, role, asked.said, asked.steps, asked.group)
        return self.release.count(asked.family, role, asked.said, asked.value, asked.group)


def share(part: int | Hidden, whole: int) -> tuple[int | Hidden, Between | Hidden]:
    """Return a share in whole percents, and its interval; both follow from two counts that are told already."""
    if isinstance(part, Hidden):
        return part, part
    around = share_interval(min(part, whole), whole)
    return round(100 * part / whole), Between(floor(100 * around.low), ceil(100 * around.high))


def _by_question(rows: pd.DataFrame) -> Mapping[tuple[str, str], frozenset[str]]:
    pairs = rows[["guide", "question", "participant"]].drop_duplicates()
    found: dict[tuple[str, str], set[str]] = {}
    for guide, question, who in zip(pairs["guide"], pairs["question"], pairs["participant"], strict=True):
        found.setdefault((str(guide), str(question)), set()).add(str(who))
    return {place: frozenset(people) for place, people in found.items()}
