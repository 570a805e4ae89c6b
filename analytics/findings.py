"""What the finders hand to insights: something found, about whom, and how likely chance alone gives it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analytics.frames import Frames
from analytics.groups import agreed
from analytics.guidebook import Guides
from analytics.insight_rules import Rule
from analytics.involvement import gaps_of_people, told
from analytics.stakeholder_map import StakeholderMap, stakeholder_map
from analytics.themes import Answer, Coded
from analytics.trends import Changes, changes

Coding = Callable[[Sequence[Answer]], list[tuple[Coded, ...]]]
"""What codes open answers: `analytics.themes.Coder.code_many`."""


@dataclass(frozen=True)
class Finding:
    """One thing found by one rule, before it is decided whether it may and should be said."""

    rule: Rule
    subject: str
    """What it is about, such as a kind, a key or a theme; empty: the whole."""
    people: int
    """Who was asked and answered."""
    part: frozenset[str] | None
    """Who is meant; None: everyone, or it is no count of people."""
    counter: frozenset[str] | None
    """Who said the opposite; None: it was not asked."""
    chance: float | None
    """How likely chance alone gives this; None: it is a plain fact, or corrected already."""
    effect: float
    """From 0 to 1: how large it is."""
    says: Mapping[str, Any] = field(default_factory=dict)
    """What the sentence is filled with; `(what, key)` is put in words in each language."""


@dataclass(frozen=True)
class Study:
    """A study as the finders look at it; everything is worked out once."""

    frames: Frames
    guides: Guides
    coding: Coding | None = None

    @cached_property
    def map(self) -> StakeholderMap:
        """The stakeholder map."""
        return stakeholder_map(self.frames, self.guides)

    @cached_property
    def changes(self) -> Changes:
        """Changes and differences among young people."""
        return changes(self.frames, self.guides)

    @cached_property
    def quotable(self) -> set[str]:
        """Who may be quoted: with consent, and without a flag on any of their interviews."""
        flagged = set(self.frames.flags["interview"].astype(str))
        held = self.frames.interviews
        worried = set(held.loc[held["interview"].astype(str).isin(flagged), "participant"].astype(str))
        return agreed(self.frames, "quote") - worried

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """Kinds of organisation by participant."""
        rows = told(self.frames, self.guides, "involvement_today")
        known = rows.dropna(subset=["organisation_type"])
        people = self.frames.participants.dropna(subset=["organisation_type"])
        stored = dict(zip(people["participant"].astype(str), people["organisation_type"].astype(str), strict=True))
        return dict(zip(known["participant"].astype(str), known["organisation_type"].astype(str), strict=True)) | stored

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Gap and kind of organisation by person."""
        return gaps_of_people(self.frames, self.guides)

    @cached_property
    def _told(self) -> dict[str, pd.DataFrame]:
        return {}

    def told(self, serves: str) -> pd.DataFrame:
        """Return each person's last answer to the questions that serve a purpose."""
        if serves not in self._told:
            self._told[serves] = told(self.frames, self.guides, serves)
        return self._told[serves]
