"""How much a text is like what people in distress wrote, beside what the rules hear.

The examples of data/safeguarding/examples are weighed by a kernel ridge regression over four views
(`features`), as in `analytics.themes.meaning`; `python -m bot.safeguarding.fit` writes the outcome to learned.npz.
It holds numbers only: directions of meaning, and what each bucket of letters or words speaks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.safeguarding.features import VIEWS, Read, counted_each, kinds, letters, words, written_out
from bot.understanding.sentences import vectors

Floats = NDArray[np.float32]
LEARNED = Path(__file__).resolve().parents[2] / "data" / "safeguarding" / "learned.npz"
SHARPNESS = 2.5
"""How fast likeness of sentences falls with distance: exp(2.5 (cosine - 1))."""
NEIGHBOURS = 7
VIEW_NAMES = tuple(VIEWS)
SMALL = 127
"""Directions are kept as whole numbers up to this."""


@dataclass(frozen=True)
class Likeness:
    """What was learned. Score 1: like an example of distress; -1: like an ordinary one."""

    middle: Floats
    """(512,): the mean sentence of the examples."""
    turn: Floats
    """(512, directions): the main directions of their meaning."""
    sentences: Floats
    """(examples, directions)."""
    pull: Floats
    """(examples,): what likeness to an example says."""
    rarity: Floats
    """(views, buckets)."""
    worth: Floats
    """(views, buckets): what a feature says."""
    themes: tuple[str, ...]
    theme_of: NDArray[np.int8]
    """(examples,): which theme an example of distress is about; -1 for an ordinary one."""

    def scores(self, texts: Sequence[str], reads: Sequence[Read]) -> list[float]:
        """Return for each text how like distress it is; `reads` are the same texts as the rules read them."""
        if not texts:
            return []
        meant: Floats = self.pull @ self._near(texts)
        table = counted_each([split(text, read) for text, read in zip(texts, reads, strict=True)])
        said = [self._said(table, row) for row in range(len(texts))]
        return [float(one) + other for one, other in zip(meant, said, strict=True)]

    def look_at(self, texts: Sequence[str]) -> None:
        """Have the meaning of these texts at hand for `scores`."""
        vectors([written_out(text) for text in texts])

    def theme(self, text: str) -> str:
        """Return the theme for which the examples of distress nearest in meaning speak most."""
        said = np.where(self.theme_of >= 0, self._near([text])[:, 0], 0)
        nearest = np.argsort(-said, kind="stable")[:NEIGHBOURS]
        spoken = np.bincount(self.theme_of[nearest], weights=said[nearest] ** 3, minlength=len(self.themes))
        return self.themes[int(np.argmax(spoken))]

    def _said(self, table: csr_matrix, row: int) -> float:
        """Return what the counted features of one text say; its views stand one below the other in the table."""
        total = 0.0
        for at in range(len(VIEW_NAMES)):
            within = slice(*table.indptr[row * len(VIEW_NAMES) + at :][:2])
            buckets = table.indices[within]
            values = table.data[within] * self.rarity[at, buckets]
            total += float(values @ self.worth[at, buckets]) / (float(np.linalg.norm(values)) or 1.0)
        return total

    def _near(self, texts: Sequence[str]) -> Floats:
        """Return (examples, texts): how near each text is to each example in meaning; all texts in one go."""
        turned = centred(vectors([written_out(text) for text in texts]), self.middle) @ self.turn
        near: Floats = np.exp(SHARPNESS * (self.sentences @ turned.T - 1))
        return near

    @classmethod
    def load(cls, path: Path = LEARNED) -> "Likeness":
        """Read what `fit` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            sentences = kept["sentences"].astype(np.float32) / SMALL
            return cls(
                kept["middle"].astype(np.float32),
                kept["turn"].astype(np.float32),
                sentences,
                kept["pull"].astype(np.float32),
                kept["rarity"].astype(np.float32),
                kept["worth"].astype(np.float32),
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


@lru_cache(maxsize=1)
def likeness() -> Likeness:
    """Return what was learned, read once."""
    return Likeness.load()
