"""BM25 over a few documents, with the share of the question that each one matches as its score."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

_SATURATION = 1.2
_LENGTH = 0.75
"""The usual k1 and b of BM25 (Robertson & Zaragoza 2009)."""


class Bm25:
    """An index of documents, each given as the weighted counts of its terms."""

    def __init__(self, documents: Sequence[Counter[str]]) -> None:
        self._size = len(documents)
        self._row = {term: row for row, term in enumerate({term: None for one in documents for term in one})}
        counts = np.zeros((len(self._row), self._size), dtype=np.float32)
        for column, document in enumerate(documents):
            counts[[self._row[term] for term in document], column] = list(document.values())
        lengths = np.maximum(counts.sum(axis=0), 1)
        drag = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / lengths.mean())
        self._weight = self._rarity((counts > 0).sum(axis=1))
        self._gain = self._weight[:, None] * counts * (_SATURATION + 1) / (counts + drag)
        self._unknown = float(self._rarity(np.zeros(1))[0])

    def scores(self, terms: Iterable[str]) -> Scores:
        """Score every document: 0 for no shared term, about 2 for a document that repeats all of them.

        Divided by the weight of the whole question, so that long and short questions compare.
        """
        asked = set(terms)
        rows = [self._row[term] for term in asked if term in self._row]
        weight = float(self._weight[rows].sum()) + self._unknown * (len(asked) - len(rows))
        total = self._gain[rows].sum(axis=0).astype(np.float64)
        return np.asarray(total / weight if weight else total, dtype=np.float64)

    def _rarity(self, documents: npt.NDArray[np.integer[Any]] | npt.NDArray[np.floating[Any]]) -> Scores:
        """Weigh terms by the number of documents that hold them: the fewer, the more it says (idf)."""
        return np.asarray(np.log(1 + (self._size - documents + 0.5) / (documents + 0.5)), dtype=np.float64)
