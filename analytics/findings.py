"""What the finders hand to insights: something found, about whom, and how likely chance alone gives it."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from analytics.frames import Frames
from analytics.groups import agreed, questions_serving
from analytics.guidebook import Guides
from analytics.insight_rules import Rule
from analytics.involvement import gaps_of_people, told
from analytics.open_answers import depth_of
from analytics.said import NO, YES, rounds_of
from analytics.shield import shown
from analytics.stakeholder_map import StakeholderMap, stakeholder_map
from analytics.stakeholder_map.mentions import mentions
from analytics.themes import Answer, Coding
from analytics.themes.depths import Depth
from analytics.trends import Changes, changes


@dataclass(frozen=True)
class Asked:
    """One figure of a finding, as the shield is asked for it (`analytics.shield.Release`)."""

    family: str
    said: Mapping[str, str]
    value: str | None = None
    """The value that is counted; None: the mean."""
    steps: Mapping[str, float] = field(default_factory=dict)
    group: str = ""


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
    asked: tuple[Asked, ...] = ()
    """Figures in the sentence beside the part; it is said only where each may be shown."""
    counted: Asked | None = None
    """How many it is about."""
    against: Asked | None = None
    """How many said the opposite."""


@dataclass(frozen=True)
class Study:
    """A study as the finders look at it; everything is worked out once."""

    frames: Frames
    guides: Guides
    coding: Coding | None = None
    review: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """By answer, the codes that humans gave and those they rejected (`analytics.themes.review`)."""
    at: Depth | None = None
    """How deep the coder looks, where this is a part of a study; None: as its own answers allow."""

    @cached_property
    def depth(self) -> Depth:
        """How deep the coder looks at the open answers."""
        return self.at or depth_of(self.frames)

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

    @cached_property
    def rounds(self) -> Mapping[str, str]:
        """The round of each interview."""
        return rounds_of(self.frames)

    @cached_property
    def namers(self) -> Mapping[str, frozenset[str]]:
        """Who named each organisation of the map; for the shield, never for showing."""
        found: dict[str, set[str]] = {}
        for mention in mentions(self.frames, self.guides):
            found.setdefault(self.map.merging.organisation[mention.written], set()).add(mention.participant)
        return {name: frozenset(who) for name, who in found.items()}

    def named(self, organisation: str) -> Asked:
        """Ask how many named an organisation."""
        everyone = frozenset().union(*self.namers.values())
        who = self.namers.get(organisation, frozenset())
        said = {one: YES if one in who else NO for one in sorted(everyone)}
        return Asked(f"map.named.{organisation}", said, YES)

    @cached_property
    def _themes(self) -> dict[tuple[str, str], tuple[frozenset[str], Mapping[str, frozenset[str]]]]:
        return {}

    @cached_property
    def _codes(self) -> dict[tuple[str, str], Mapping[str, frozenset[str]]]:
        return {}

    @cached_property
    def _begun(self) -> dict[tuple[str, str], Future[Mapping[str, frozenset[str]]]]:
        return {}

    def begin(self, purposes: Iterable[tuple[str, str]]) -> None:
        """Have the answers to these purposes, of these roles, coded from now on, beside whatever is done next."""
        if self.coding is None:
            return
        beside = ThreadPoolExecutor(1, "coding")
        for serves, role in purposes:
            rows = self._open(serves, role)
            if self._enough(rows, role):
                self._begun[serves, role] = beside.submit(self._decided, rows, self.coding)
        beside.shutdown(wait=False)

    def drop(self) -> None:
        """Leave uncoded what was begun and not looked at yet."""
        for begun in self._begun.values():
            begun.cancel()

    def codes(self, serves: str, role: str) -> Mapping[str, frozenset[str]]:
        """Return the codes of each open answer to the questions of a purpose, with what humans decided."""
        if (serves, role) not in self._codes:
            begun = self._begun.pop((serves, role), None)
            if begun is not None:
                self._codes[serves, role] = begun.result()
            elif self.coding is not None:
                self._codes[serves, role] = self._decided(self._open(serves, role), self.coding)
            else:
                self._codes[serves, role] = {}
        return self._codes[serves, role]

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The names of the organisations people are of, for telling whether a text holds one."""
        names = self.frames.participants["organisation"].dropna().astype(str).str.strip().str.casefold()
        return frozenset(names.unique()) - {""}

    def themes(self, serves: str, role: str) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
        """Return who answered the open questions of a purpose, and who spoke of which theme."""
        if (serves, role) not in self._themes:
            self._themes[serves, role] = self._coded(serves, role)
        return self._themes[serves, role]

    def _coded(self, serves: str, role: str) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
        rows = self._open(serves, role)
        if self.coding is None or not self._enough(rows, role):
            return frozenset(), {}
        codes = self.codes(serves, role)
        found: dict[str, set[str]] = {}
        who = rows["participant"].astype(str)
        for one, answer in zip(who, rows["id"].astype(str), strict=True):
            for code in codes[answer]:
                found.setdefault(code, set()).add(one)
        return frozenset(who), {code: frozenset(people) for code, people in found.items()}

    @staticmethod
    def _enough(rows: pd.DataFrame, role: str) -> bool:
        return shown(int(rows["participant"].nunique()), role)

    def _open(self, serves: str, role: str) -> pd.DataFrame:
        """Return the answers in people's own words to the questions of a purpose."""
        keys = {question.key for _, question in questions_serving(self.guides, serves, role)}
        rows = self.told(serves)
        return rows[rows["question"].isin(keys) & rows["said"].notna() & (rows["said"] != "") & rows["choice"].isna()]

    def _decided(self, rows: pd.DataFrame, coding: Coding) -> Mapping[str, frozenset[str]]:
        """Code these answers, with what humans decided in the place of what the machine suggests."""
        told = [
            Answer(str(said), None if pd.isna(language) else str(language), str(question))
            for said, language, question in zip(rows["said"], rows["language"], rows["question"], strict=True)
        ]
        kept = {}
        for answer, codes in zip(rows["id"].astype(str), coding(told, self.depth), strict=True):
            given, rejected = self.review.get(answer, (frozenset(), frozenset()))
            kept[answer] = (frozenset(one.code for one in codes) - rejected) | given
        return kept

    def theme(self, serves: str, role: str, code: str) -> Asked:
        """Ask how many spoke of a theme when asked for something."""
        everyone, found = self.themes(serves, role)
        who = found.get(code, frozenset())
        said = dict.fromkeys(everyone, NO) | dict.fromkeys(who, YES)
        return Asked(f"theme.{role}.{serves}.{code}", said, YES)

    def told(self, serves: str) -> pd.DataFrame:
        """Return each person's last answer to the questions that serve a purpose."""
        if serves not in self._told:
            self._told[serves] = told(self.frames, self.guides, serves)
        return self._told[serves]
