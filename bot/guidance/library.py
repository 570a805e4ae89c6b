"""The guide as a whole: load it, ask it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import numpy as np

from bot.guidance.bm25 import Scores
from bot.guidance.fault import Fault, GuidanceProblem
from bot.guidance.phrases import Phrases, read_phrases
from bot.guidance.search import Entry, Search, Weights, entry
from bot.guidance.section import FollowUp, Section
from bot.guidance.section_file import read_section
from bot.guidance.settings_file import Rules, read_outside, read_rules, read_spelling
from bot.guidance.source_file import read_sources
from bot.guidance.vectors import Embedder, embedder
from bot.guidance.words import Reader
from bot.guide import Language

_ALTERNATIVES = 3


@dataclass(frozen=True)
class Hit:
    """A section that may answer, and how likely it does, from 0 to 1."""

    key: str
    score: float


@dataclass(frozen=True)
class Found:
    """What the guide has for a question."""

    sections: tuple[Hit, ...]
    """The likeliest first, at most three; empty where the guide knows nothing."""
    sure: Literal["sure", "unsure", "none"]
    """sure: send the first. unsure: offer them. none: say so and keep the question for the editors."""
    follow_up: FollowUp | None = None
    """Where the question was understood as a known follow-up: the place that answers it."""


_NOTHING = Found((), "none")


class Library:
    """The sections by key, and an index to ask."""

    def __init__(self, sections: Mapping[str, Section], search: Search, rules: Rules, phrases: Phrases) -> None:
        self.sections = sections
        self.search = search
        self.phrases = phrases
        self._rules = rules
        self._keys = tuple(sections)

    @classmethod
    def load(
        cls, folder: Path, *, keep_in: Path | None = None, encoder: Embedder | Literal["own"] | None = "own"
    ) -> "Library":
        """Read every section of a folder and index it.

        `keep_in` is a folder where sentence vectors are kept, so that the next start takes a second
        rather than ten. `encoder=None` searches by words alone.

        Raises:
            GuidanceProblem: with every fault found, as `file:line: sentence`.

        """
        sections = read_sections(folder)
        entries = [*(entry(section) for section in sections.values()), Entry(read_outside(folder / "outside.yml"), ())]
        reader = Reader(read_spelling(folder / "spelling.yml"))
        search = Search(entries, reader, embedder() if encoder == "own" else encoder, keep_in)
        return cls(sections, search, read_rules(folder / "search.yml"), read_phrases(folder / "phrases.yml"))

    def ask(self, question: str, language: Language, previous: str | None = None) -> Found:
        """Find the sections that answer a coach's question, in whichever of the languages it is asked.

        `previous` is the section the talk is at: "and if they do not answer?" is read in its light.
        """
        if not any(character.isalpha() for character in question):
            return _NOTHING
        before = self.sections.get(previous) if previous else None
        if before is None:
            return self._found(self.search.chances(question, self._weights))
        leans = self._leans_on_before(question)
        known = self._known_follow_up(question, before, language, leans=leans)
        if known is not None:
            return Found((Hit(known.section, 1.0),), "sure", known)
        if not leans:
            return self._found(self.search.chances(question, self._weights))
        return self._in_doubt(self._found(self.search.chances(question, self._weights, self._nudge(before))), before)

    def _in_doubt(self, found: Found, before: Section) -> Found:
        """Offer the section at hand too where a message leans on it and its words alone lead far away from it."""
        if found.sure != "sure" or found.sections[0].key in {before.key, *self._beside(before)}:
            return found
        here = next((hit for hit in found.sections if hit.key == before.key), Hit(before.key, 0.0))
        others = (hit for hit in found.sections[1:] if hit.key != before.key)
        return Found((found.sections[0], here, *others)[:_ALTERNATIVES], "unsure")

    @property
    def remembers(self) -> timedelta:
        """How long a section stays the one that the talk is at."""
        return timedelta(hours=self._rules.hours)

    @property
    def _weights(self) -> Weights:
        return self._rules.with_vectors if self.search.has_vectors else self._rules.without_vectors

    def _found(self, chances: Scores) -> Found:
        order = np.argsort(-chances[:-1])[:_ALTERNATIVES]
        hits = tuple(Hit(self._keys[at], round(float(chances[at]), 4)) for at in order)
        if chances[-1] >= self._rules.none or hits[0].score < self._rules.weakest:
            return _NOTHING
        sure = hits[0].score >= self._rules.sure and chances[-1] < self._rules.doubt
        return Found(hits, "sure" if sure else "unsure")

    def _leans_on_before(self, question: str) -> bool:
        """Tell whether a message needs the talk before it: short, and opening with "and if", "but", ..."""
        return len(question.split()) <= self._rules.longest and self.phrases.opens_follow_up(question)

    def _known_follow_up(self, question: str, before: Section, language: Language, *, leans: bool) -> FollowUp | None:
        follow_ups = before.in_language[language].follow_ups
        for one in follow_ups:
            if self.search.same(question, one.question):
                return one
        if not leans:
            return None
        alike = self.search.likeness(question, [one.question for one in follow_ups])
        if not alike.size or alike.max() < self._rules.alike:
            return None
        return follow_ups[int(alike.argmax())]

    def _beside(self, before: Section) -> set[str]:
        """Return the sections that a section points to."""
        asked_next = {one.section for wording in before.in_language.values() for one in wording.follow_ups}
        return {*asked_next, *before.related} & set(self._keys)

    def _nudge(self, before: Section) -> Scores:
        nudge = np.zeros(len(self._keys) + 1)
        for key in self._beside(before):
            nudge[self._keys.index(key)] = self._rules.beside
        nudge[self._keys.index(before.key)] = self._rules.here
        nudge[-1] = -self._rules.here
        return nudge


def read_sections(folder: Path) -> Mapping[str, Section]:
    """Read and check all sections of a folder, by key.

    Raises:
        GuidanceProblem: with every fault of every file.

    """
    sources, faults = read_sources(folder / "sources.yml")
    sections: dict[str, Section] = {}
    paths = sorted(folder.glob("*.md"))
    if not paths:
        faults.append(Fault(folder, 1, "there is no section in this folder"))
    for path in paths:
        section, found = read_section(path, sources)
        faults += found
        if section is not None:
            sections[section.key] = section
    faults += _loose_ends(folder, sections.values(), {path.stem for path in paths})
    if faults:
        raise GuidanceProblem(tuple(faults))
    return sections


def _loose_ends(folder: Path, sections: Iterable[Section], known: set[str]) -> list[Fault]:
    """Find pointers to sections that do not exist."""
    return [
        Fault(folder / f"{section.key}.md", 1, f"it points to {key!r}, which is no section")
        for section in sections
        for key in sorted(_pointed_at(section) - known)
    ]


def _pointed_at(section: Section) -> set[str]:
    follow_ups = (one.section for wording in section.in_language.values() for one in wording.follow_ups)
    return {*section.related, *follow_ups}
