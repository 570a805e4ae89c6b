"""Which sections fit a question: four measures, added up with weights learned from questions.

lemmas   BM25 over lemmas of the whole section
pieces   BM25 over pieces of three to five characters, which bears typos and compounds
nearest  the sentence vector nearest to the question among example questions and titles
near     the mean of the three nearest

What lies outside the guide (`outside.yml`) is one more document, so that "none of these" competes
with the sections rather than waiting for them to score low.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.guidance.bm25 import Bm25, Scores
from bot.guidance.section import FollowUp, Section
from bot.guidance.vectors import Embedder, Vectors, kept_vectors
from bot.guidance.words import Reader
from bot.guide import LANGUAGES

MEASURES = ("lemmas", "pieces", "nearest", "near")
_WEIGHT_OF_QUESTIONS = 3
"""An example question counts so many times as much as a word of the text."""
_NEAR = 3


@dataclass(frozen=True)
class Weights:
    """What a measure adds to a section's score, and what "outside" starts with."""

    measures: tuple[float, float, float, float]
    outside: float


@dataclass(frozen=True)
class Entry:
    """What is read of one section, or of everything outside the guide."""

    questions: tuple[str, ...]
    text: tuple[str, ...]


def entry(section: Section) -> Entry:
    """Read a section in the three languages together: a French question may be answered by a Dutch example."""
    wordings = [section.in_language[language] for language in LANGUAGES]
    questions = [
        question
        for wording in wordings
        for question in (wording.title, *wording.asked_as, *_own_follow_ups(section.key, wording.follow_ups))
    ]
    text = [part for wording in wordings for part in (wording.short, wording.try_this, wording.avoid, *wording.whole)]
    return Entry(tuple(questions), tuple(text))


def _own_follow_ups(key: str, follow_ups: Iterable[FollowUp]) -> list[str]:
    return [one.question for one in follow_ups if one.section == key]


class Search:
    """An index over the sections, with "outside" as its last document."""

    def __init__(
        self, entries: Sequence[Entry], reader: Reader, encoder: Embedder | None, keep_in: Path | None
    ) -> None:
        self._reader = reader
        self._encoder = encoder
        self.size = len(entries)
        self.has_vectors = encoder is not None
        self._by_lemmas = Bm25([_counts(one, reader.lemmas) for one in entries])
        self._by_pieces = Bm25([_counts(one, reader.pieces) for one in entries])
        questions = [reader.plain(question) for one in entries for question in one.questions]
        ends = np.cumsum([0, *(len(one.questions) for one in entries)])
        self._spans = [(int(start), int(end)) for start, end in pairwise(ends)]
        self._vectors = kept_vectors(encoder, questions, keep_in) if encoder else None
        self._remembered: dict[str, Vectors] = {}

    def measures(self, question: str) -> npt.NDArray[np.float64]:
        """Return one row a document and one column a measure, in the order of `MEASURES`."""
        nearest, near = self._by_meaning(question)
        return np.stack(
            [
                self._by_lemmas.scores(self._reader.lemmas(question)),
                self._by_pieces.scores(self._reader.pieces(question)),
                nearest,
                near,
            ],
            axis=1,
        )

    def chances(self, question: str, weights: Weights, nudge: Scores | None = None) -> Scores:
        """Return how likely each document answers the question; they add up to 1, "outside" last.

        `nudge` is added to the scores before: what the talk so far makes likelier.
        """
        scores = self.measures(question) @ np.array(weights.measures)
        scores[-1] += weights.outside
        if nudge is not None:
            scores = scores + nudge
        raised = np.exp(scores - scores.max())
        return np.asarray(raised / raised.sum(), dtype=np.float64)

    def likeness(self, question: str, others: Sequence[str]) -> Scores:
        """Return how alike a question is to each of a few texts of the guide, from about 0 to 1."""
        if not others:
            return np.zeros(0)
        if self._encoder is None:
            mine = self._reader.pieces(question)
            return np.array([_overlap(mine, self._reader.pieces(one)) for one in others])
        unknown = [one for one in others if one not in self._remembered]
        made = self._encoder.vectors([self._reader.plain(text) or " " for text in (question, *unknown)])
        self._remembered.update(zip(unknown, made[1:], strict=True))
        return np.array([float(self._remembered[one] @ made[0]) for one in others])

    def same(self, question: str, other: str) -> bool:
        """Tell whether two texts are the same but for capitals, marks and spoken forms."""
        return self._reader.plain(question) == self._reader.plain(other)

    def _by_meaning(self, question: str) -> tuple[Scores, Scores]:
        nearest, near = np.zeros(self.size), np.zeros(self.size)
        thoughts = [thought for thought in self._reader.thoughts(question) if thought]
        if self._vectors is None or self._encoder is None or not thoughts:
            return nearest, near
        alike = (self._vectors @ self._encoder.vectors(thoughts).T).max(axis=1)
        for at, (start, end) in enumerate(self._spans):
            best = np.sort(alike[start:end])[-_NEAR:]
            if best.size:
                nearest[at], near[at] = best[-1], best.mean()
        return nearest, near


def _counts(one: Entry, read: Callable[[str], list[str]]) -> Counter[str]:
    counts = Counter(term for text in one.text for term in read(text))
    for question in one.questions:
        for term in read(question):
            counts[term] += _WEIGHT_OF_QUESTIONS
    return counts


def _overlap(ours: list[str], theirs: list[str]) -> float:
    """Share of pieces that two texts have in common (Jaccard)."""
    left, right = set(ours), set(theirs)
    return len(left & right) / max(len(left | right), 1)
