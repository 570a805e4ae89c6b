"""How deep the coder looks at an answer, and what was learned for each depth.

Likeness is a kernel ridge regression in closed form (Hastie, Tibshirani and Friedman 2009, section 5.8) on answers that people
coded; the decision a logistic regression on `evidence.FEATURES`, one for all codes, so that a code with few examples leans on all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from analytics.themes.meaning import Floats

Depth = Literal["words", "quick", "close", "fine"]
"""How deep: "fine" asks the fine encoder wherever doubt is left, "close" only where a code is nearly given or nearly not."""
DEPTHS: tuple[Depth, ...] = get_args(Depth)
MOST: Mapping[Depth, int] = {"fine": 1_500, "close": 5_000, "quick": 100_000}
"""Up to so many different answers of a study are looked at so deep, any more by their words alone: each takes half a minute of
the processor to two minutes at most."""
MEASURED: Mapping[Depth, float] = {"fine": 0.81, "close": 0.80, "quick": 0.77, "words": 0.69}
"""Micro F1 of each on answers of another hand, as `tests/themes/test_quality.py` measures it."""


def deepest(different: int, *, fine: bool = True) -> Depth:
    """Return how deep to look at so many different answers; `fine`: whether this machine can look that deep."""
    able: tuple[Depth, ...] = ("fine", "close", "quick") if fine else ("quick",)
    return next((depth for depth in able if different <= MOST[depth]), "words")


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
CLOSE = 0.5
"""So near the threshold, in log-odds, is a close call: of the answers of authors left out two in ten, and the fine encoder on
those alone gives micro F1 .781; on all in doubt, four in ten, .789; on none .767."""


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


def close_calls(scores: NDArray[np.float64], threshold: float) -> NDArray[np.bool_]:
    """Say for which answers a code is nearly given, or nearly not."""
    near = np.abs(logit(scores) - logit(threshold)) < CLOSE
    found: NDArray[np.bool_] = near.any(axis=1)
    return found
