"""How deep the coder looks at an answer, and what was learned for each depth.

Likeness is a kernel ridge regression in closed form (Hastie, Tibshirani and Friedman 2009, section 5.8) on answers that people
coded; the decision a logistic regression on `evidence.FEATURES`, one for all codes, so that a code with few examples leans on all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analytics.themes.meaning import Floats

Depth = Literal["words", "quick", "fine"]
MOST: Mapping[Depth, int] = {"fine": 5_000, "quick": 100_000}
"""Up to so many different answers of a study are looked at so deep, any more by their words alone: each takes a minute or two of
the processor at most, and the words of a million four."""
MEASURED: Mapping[Depth, float] = {"fine": 0.81, "quick": 0.77, "words": 0.69}
"""Micro F1 of each on answers of another hand, as `tests/themes/test_quality.py` measures it."""


def deepest(different: int, *, fine: bool = True) -> Depth:
    """Return how deep to look at so many different answers; `fine`: whether this machine can look that deep."""
    if fine and different <= MOST["fine"]:
        return "fine"
    return "quick" if different <= MOST["quick"] else "words"


@dataclass(frozen=True)
class Shares:
    """What each likeness weighs in the kernel, and the strength of the ridge."""

    fine: float
    quick: float
    letters: float
    words: float
    ridge: float


SHARES: Mapping[Depth, Shares] = {
    "words": Shares(fine=0, quick=0, letters=0.6, words=0.4, ridge=0.5),
    "quick": Shares(fine=0, quick=1, letters=0.5, words=0.3, ridge=0.5),
    "fine": Shares(fine=1, quick=0.5, letters=0.5, words=0.3, ridge=0.3),
}
CLEAR_OF, CLEARLY = 0.1, 0.7
"""An answer is left at its words when every code is either under the first or over the second, and one over it: on answers
of authors left out this costs 0.000 of micro F1 and spares four in ten the encoders. After the quick one the same holds, and
where all are under the first: six in ten are spared the fine one."""


@dataclass(frozen=True)
class Decision:
    """How the evidence is weighed, and from which score on a code is given."""

    weights: Floats
    constant: float
    threshold: float

    def scores(self, table: Floats) -> NDArray[np.float64]:
        """Return answers x codes, each between 0 and 1."""
        result: NDArray[np.float64] = 1 / (1 + np.exp(-(table.astype(np.float64) @ self.weights + self.constant)))
        return result


@dataclass(frozen=True)
class Learned:
    """What was learned for one depth."""

    pull: Floats
    """Examples x (codes + 1): what nearness to each example is worth; empty for `words`."""
    letters: Floats
    """Letter groups x (codes + 1)."""
    words: Floats
    """Words x (codes + 1)."""
    decision: Decision


def clear(scores: NDArray[np.float64], *, none: bool = False) -> NDArray[np.bool_]:
    """Say for which answers these scores leave no doubt; with `none` also where it is clear that no code belongs to it.

    The words alone cannot say so: an answer may have none of a code's words. The quick encoder can.
    """
    over = scores > CLEARLY
    sure: NDArray[np.bool_] = ((scores < CLEAR_OF) | over).all(axis=1)
    return sure if none else sure & over.any(axis=1)
