"""Coding open answers: which themes of the codebook an answer is about, how sure, and because of which words."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.themes.codebook import CODEBOOK, Codebook, load_codebook
from analytics.themes.evidence import FEATURES, evidence, word_counts
from analytics.themes.lexicon import build
from analytics.themes.meaning import Encoder, Floats, Meaning, SentenceEncoder
from analytics.themes.reading import Read, Reader

DECISION = Path(__file__).with_name("decision.json")
BLOCK = 4096
RESEMBLES = "≈ "
"""Stands before an example of the codebook that an answer without the code's own words resembles."""


@dataclass(frozen=True)
class Coded:
    """One theme of one answer, as the machine suggests it; a human may confirm or correct it (`analytics.themes.review`)."""

    code: str
    score: float
    """How sure, 0 to 1; what is under the threshold is not returned."""
    because: tuple[str, ...]
    """The words of the answer that led to it; where there are none, the example it resembles, after `RESEMBLES`."""


@dataclass(frozen=True)
class Answer:
    """What is coded: the words, the language they were asked in and the key of the question, where these are known."""

    text: str
    language: str | None = None
    question: str | None = None


Coding = Callable[[Sequence[Answer]], list[tuple[Coded, ...]]]
"""What codes open answers, such as `Coder.code_many`."""


@dataclass(frozen=True)
class Decision:
    """How the evidence is weighed: one logistic regression for all codes, fitted by `analytics.themes.fit`."""

    weights: Floats
    constant: float
    threshold: float

    def scores(self, table: Floats) -> NDArray[np.float64]:
        """Return answers x codes, each between 0 and 1."""
        result: NDArray[np.float64] = 1 / (1 + np.exp(-(table.astype(np.float64) @ self.weights + self.constant)))
        return result


def load_decision(path: Path = DECISION) -> Decision:
    """Read the fitted weights; raises `KeyError` where they lack a feature."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    weights = np.array([raw["weights"][feature] for feature in FEATURES], np.float32)
    return Decision(weights, float(raw["constant"]), float(raw["threshold"]))


class Coder:
    """Codes answers in nl, en and fr. Offline, deterministic, and safe to use for a million answers."""

    def __init__(self, book: Codebook, encoder: Encoder, decision: Decision) -> None:
        self.book = book
        self._reader = Reader(book, build(book))
        self._meaning = Meaning(book, encoder)
        self._decision = decision

    @classmethod
    def load(cls, codebook: Path = CODEBOOK) -> "Coder":
        """Return a coder for a codebook file; takes a few seconds, as it reads the examples anew."""
        return cls(load_codebook(codebook), SentenceEncoder(), load_decision())

    def code(self, text: str, language: str | None = None, question: str | None = None) -> tuple[Coded, ...]:
        """Return the themes of one answer, the surest first; none where it is about nothing in the codebook."""
        return self.code_many([Answer(text, language, question)])[0]

    def code_many(self, answers: Iterable[Answer | str]) -> list[tuple[Coded, ...]]:
        """Return the themes of many answers, in their order; equal answers are read once."""
        asked = [one if isinstance(one, Answer) else Answer(one) for one in answers]
        place = {one: at for at, one in enumerate(dict.fromkeys(asked))}
        unique = list(place)
        coded = [found for at in range(0, len(unique), BLOCK) for found in self._code_block(unique[at : at + BLOCK])]
        return [coded[place[one]] for one in asked]

    def _code_block(self, answers: Sequence[Answer]) -> list[tuple[Coded, ...]]:
        reads = [self._reader.read(one.text, one.language) for one in answers]
        texts = [read.text for read in reads]
        vectors = self._meaning.encode(texts)
        like = self._meaning.likeness(texts, vectors)
        table = evidence(word_counts(reads, self.book), like, lengths(reads), asked_in(answers, self.book))
        scores = self._decision.scores(table)
        return [
            self._chosen(read, vector, row) if read.words else ()
            for read, vector, row in zip(reads, vectors, scores, strict=True)
        ]

    def _chosen(self, read: Read, vector: Floats, scores: NDArray[np.float64]) -> tuple[Coded, ...]:
        sure = [at for at in np.argsort(-scores, kind="stable") if scores[at] >= self._decision.threshold]
        return tuple(
            Coded(code, round(float(scores[at]), 3), self._because(read, vector, code))
            for at, code in ((at, self.book.keys[at]) for at in sure)
        )

    def _because(self, read: Read, vector: Floats, code: str) -> tuple[str, ...]:
        own = sorted(
            (hit for hit in read.hits if hit.pattern.code == code), key=lambda hit: hit.pattern.force != "strong"
        )
        return tuple(dict.fromkeys(read.written(hit) for hit in own)) or (
            RESEMBLES + self._meaning.nearest(vector, code),
        )


def lengths(reads: Sequence[Read]) -> NDArray[np.float32]:
    """Return how many words each answer has."""
    return np.array([len(read.words) for read in reads], np.float32)


def asked_in(answers: Sequence[Answer], book: Codebook) -> NDArray[np.float32]:
    """Return answers x codes: 1 where the question itself is about the code."""
    return np.array([[one.question in code.asked_in for code in book.codes] for one in answers], np.float32)
