"""How much texts share in spelling: groups of three to five letters (which finds compounds and inflections) and whole words.

Term frequency damped by its logarithm, times inverse document frequency, each row of length one (Manning, Raghavan and
Schütze 2008, section 6.4). Each distinct word is taken apart once; texts are then one sparse product.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Words = Sequence[str]
"""One text: its words, plain (`tokens.plain`)."""
SIZES = (3, 4, 5)
RARE = 3
"""Letter groups of fewer texts are left out."""
REMEMBERED = 200_000


def letter_groups(word: str) -> list[str]:
    """Return the groups of letters of a word, its edges marked by a blank."""
    marked = f" {word} "
    return [marked[at : at + size] for size in SIZES for at in range(max(1, len(marked) - size + 1))]


@dataclass
class Spelling:
    """The letter groups and words that count, each with how telling it is."""

    groups: dict[str, int]
    words: dict[str, int]
    group_idf: Floats
    word_idf: Floats
    _apart: dict[str, NDArray[np.int32]] = field(default_factory=dict)

    @classmethod
    def learn(cls, texts: Sequence[Words]) -> "Spelling":
        """Return what stands in these texts."""
        grouped: Counter[str] = Counter(g for text in texts for g in {g for word in text for g in letter_groups(word)})
        worded: Counter[str] = Counter(word for text in texts for word in set(text))
        kept = sorted(g for g, count in grouped.items() if count >= RARE)
        known = sorted(worded)
        return cls.of(
            kept, known, *(_idf([c[t] for t in ts], len(texts)) for c, ts in ((grouped, kept), (worded, known)))
        )

    @classmethod
    def of(cls, groups: Sequence[str], words: Sequence[str], group_idf: Floats, word_idf: Floats) -> "Spelling":
        """Return it made from its parts, in the order of their columns."""
        return cls({g: at for at, g in enumerate(groups)}, {w: at for at, w in enumerate(words)}, group_idf, word_idf)

    def rows(self, texts: Sequence[Words]) -> tuple[Any, Any]:
        """Return texts x letter groups and texts x words, sparse, each row of length one (or empty)."""
        place: dict[str, int] = {}
        at = [place.setdefault(word, len(place)) for text in texts for word in text]
        ends = np.cumsum([0, *map(len, texts)])
        used = csr_matrix((np.ones(len(at), np.float32), at, ends), shape=(len(texts), len(place)))
        return (
            _weighed(used @ self._taken_apart(place), self.group_idf),
            _weighed(used @ self._whole(place), self.word_idf),
        )

    def _taken_apart(self, place: dict[str, int]) -> Any:
        parts = [self._columns(word) for word in place]
        flat = np.concatenate(parts) if parts else np.zeros(0, np.int32)
        ends = np.cumsum([0, *map(len, parts)])
        return csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=(len(place), len(self.groups)))

    def _columns(self, word: str) -> NDArray[np.int32]:
        found = self._apart.get(word)
        if found is None:
            if len(self._apart) >= REMEMBERED:
                self._apart.clear()
            found = np.array([self.groups[g] for g in letter_groups(word) if g in self.groups], np.int32)
            self._apart[word] = found
        return found

    def _whole(self, place: dict[str, int]) -> Any:
        known = [(at, self.words[word]) for word, at in place.items() if word in self.words]
        rows, columns = zip(*known, strict=True) if known else ((), ())
        return csr_matrix((np.ones(len(known), np.float32), (rows, columns)), shape=(len(place), len(self.words)))


def _idf(counts: Sequence[int], texts: int) -> Floats:
    weights: Floats = (np.log((1 + texts) / (1 + np.array(counts, np.float64))) + 1).astype(np.float32)
    return weights


def _weighed(counted: Any, idf: Floats) -> Any:
    counted = csr_matrix(counted)
    counted.sum_duplicates()
    counted.data = (1 + np.log(counted.data)) * idf[counted.indices]
    long = np.sqrt(np.asarray(counted.multiply(counted).sum(axis=1)).ravel())
    counted.data /= np.repeat(np.maximum(long, 1e-6), np.diff(counted.indptr))
    return counted
