"""How much a text is like what people in distress wrote, beside what the rules hear.

The examples of data/safeguarding/examples are weighed by a kernel ridge regression over four views
(`features`), as in `analytics.themes.meaning`; `python -m bot.safeguarding.fit` writes the outcome to learned.npz.
It holds numbers only: directions of meaning, and what each bucket of letters or words speaks for.

A first glance looks at letters and words alone, and costs next to nothing; most texts need no more. The others get a
coarse sentence vector (learned_coarse.npz), and those that still may be distress a fine one, where this machine has them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.safeguarding.features import VIEWS, Read, counted_each, kinds, letters, words, written_out
from bot.understanding import fine_sentences, sentences

Floats = NDArray[np.float32]
DATA = Path(__file__).resolve().parents[2] / "data" / "safeguarding"


@dataclass(frozen=True)
class Sight:
    """A kind of sentence vectors, and what was learned with it."""

    name: str
    encode: Callable[[Sequence[str]], Floats]
    learned: Path
    sharpness: float
    """How fast likeness of sentences falls with distance: exp(sharpness (cosine - 1))."""


FINE = Sight("fine", fine_sentences.encode, DATA / "learned.npz", 2.0)
COARSE = Sight("coarse", sentences.vectors, DATA / "learned_coarse.npz", 2.5)
NEIGHBOURS = 7
VIEW_NAMES = tuple(VIEWS)
SMALL = 127
"""Directions are kept as whole numbers up to this."""


@dataclass(frozen=True)
class Likeness:
    """What was learned. Score 1: like an example of distress; -1: like an ordinary one."""

    sight: Sight
    middle: Floats
    """(size,): the mean sentence of the examples."""
    turn: Floats
    """(size, directions): the main directions of their meaning."""
    sentences: Floats
    """(examples, directions)."""
    pull: Floats
    """(examples,): what likeness to an example says."""
    rarity: Floats
    """(views, buckets)."""
    worth: Floats
    """(views, buckets): what a feature says beside the sentence."""
    glance: Floats
    """(views, buckets): what a feature says alone."""
    themes: tuple[str, ...]
    theme_of: NDArray[np.int8]
    """(examples,): which theme an example of distress is about; -1 for an ordinary one."""

    def scores(self, texts: Sequence[str], counts: Sequence[csr_matrix]) -> list[float]:
        """Return for each text how like distress it is; `counts` are what is counted of the same texts."""
        if not texts:
            return []
        meant = self._near(texts) @ self.pull
        return [float(one) + self._said(self.worth, count) for one, count in zip(meant, counts, strict=True)]

    def glances(self, counts: Sequence[csr_matrix]) -> list[float]:
        """Return the same by letters and words alone: rougher, and a hundred times cheaper."""
        return [self._said(self.glance, count) for count in counts]

    def theme(self, text: str) -> str:
        """Return the theme for which the examples of distress nearest in meaning speak most."""
        said = np.where(self.theme_of >= 0, self._near([text])[0], 0)
        nearest = np.argsort(-said, kind="stable")[:NEIGHBOURS]
        spoken = np.bincount(self.theme_of[nearest], weights=said[nearest] ** 3, minlength=len(self.themes))
        return self.themes[int(np.argmax(spoken))]

    def _said(self, worth: Floats, count: csr_matrix) -> float:
        total = 0.0
        for at in range(len(VIEW_NAMES)):
            within = slice(*count.indptr[at : at + 2])
            buckets = count.indices[within]
            values = count.data[within] * self.rarity[at, buckets]
            total += float(values @ worth[at, buckets]) / (float(np.linalg.norm(values)) or 1.0)
        return total

    def _near(self, texts: Sequence[str]) -> Floats:
        seen = self.sight.encode([written_out(text) for text in texts])
        turned = centred(seen, self.middle) @ self.turn
        near: Floats = np.exp(self.sight.sharpness * (turned @ self.sentences.T - 1))
        return near

    @classmethod
    def load(cls, sight: Sight) -> "Likeness":
        """Read what `fit` wrote."""
        with np.load(sight.learned, allow_pickle=False) as kept:
            return cls(
                sight,
                kept["middle"].astype(np.float32),
                kept["turn"].astype(np.float32),
                kept["sentences"].astype(np.float32) / SMALL,
                kept["pull"].astype(np.float32),
                kept["rarity"].astype(np.float32),
                kept["worth"].astype(np.float32),
                kept["glance"].astype(np.float32),
                tuple(str(kept["themes"]).split()),
                kept["theme_of"],
            )


def centred(vectors: Floats, middle: Floats) -> Floats:
    """Return the vectors seen from the middle, each of length 1."""
    moved = vectors - middle
    result: Floats = moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-6)
    return result


def split(text: str, read: Read) -> dict[str, list[str]]:
    """Return the features of a text in each counted view."""
    return {"letters": list(letters(text)), "words": list(words(text)), "kinds": list(kinds(read))}


def counts_of(text: str, read: Read) -> csr_matrix:
    """Return views x buckets: what is counted of a text, as the rules read it."""
    return counted_each([split(text, read)])


@lru_cache(maxsize=1)
def coarse() -> Likeness:
    """Return what was learned with coarse sentence vectors, read once: ten times cheaper than the finest."""
    return Likeness.load(COARSE)


@lru_cache(maxsize=1)
def likeness() -> Likeness:
    """Return what was learned, read once, with the finest sentence vectors this machine can make."""
    return Likeness.load(FINE) if fine_sentences.can_encode() else coarse()
