"""What chance alone would do: intervals for small groups, and tests that a careful evaluator can defend.

All tests are two-sided and by permutation: they ask how often shuffled answers differ as much as the real ones do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
SHUFFLES = 40_000
_MOST_CELLS = 4_000_000
_SHUFFLED_UP_TO = 3_000
"""Above so many answers the normal curve is as good as shuffling."""
_WEIGHED_UP_TO, _WEIGHINGS = 300, 4_000
_NEAR = 1e-9

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Interval:
    """Between which values the figure of a larger group like this one would lie, 95 times in 100."""

    low: float
    high: float


def share_interval(part: int, whole: int) -> Interval:
    """Return Wilson's interval for a share (Wilson 1927; for small n: Brown, Cai and DasGupta 2001)."""
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = z * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return Interval(max(0.0, middle - reach), min(1.0, middle + reach))


def mean_interval(values: Sequence[float], low: float, high: float) -> Interval:
    """Return Gaffke's interval for the mean of answers that lie between `low` and `high`.

    It draws weights for the answers and for one more person who gave the most extreme answer there is. It promises nothing
    about the shape of the answers, and so stays honest for five people who all say the same, where Student's has no width
    (Gaffke 2005; Learned-Miller and Thomas 2020, arXiv 1905.06208). Above 300 answers it is Student's in all but name.
    """
    table = np.asarray(values, dtype=np.float64)
    if len(table) > _WEIGHED_UP_TO:
        reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * float(table.std(ddof=1)) / sqrt(len(table))
        return Interval(float(table.mean()) - reach, float(table.mean()) + reach)
    weights = np.random.default_rng(len(table)).dirichlet(np.ones(len(table) + 1), size=_WEIGHINGS)
    lower, upper = (weights @ np.append(table, end) for end in (low, high))
    tail = (1 - LEVEL) / 2
    return Interval(float(np.quantile(lower, tail)), float(np.quantile(upper, 1 - tail)))


def interval_of_moments(people: int, mean: float, square: float, low: float, high: float, slack: float) -> Interval:
    """Return an interval for a mean that needs only the mean of the answers and that of their squares.

    It is Student's (1908), each end with one more person who gave the most extreme answer there is, as Gaffke's has: so it has
    a width also where five people all say the same, and holds for lopsided answers (`tests/analytics/test_chance.py` counts how
    often). That it needs nothing else lets the shield enter what it tells as equations (`Release.interval`): Gaffke's own
    would tell of the answers what no equation says. `slack` is how far the mean may be off, being rounded; the ends are
    rounded outward to one decimal and stay on the scale.
    """
    from scipy import special

    reach, everyone = float(special.stdtrit(people, (1 + LEVEL) / 2)), people + 1

    def end(extreme: float, sign: int) -> float:
        middle = (people * mean + extreme) / everyone
        spread = max(0.0, (people * square + extreme * extreme) / everyone - middle * middle) * everyone / people
        return middle + sign * (reach * sqrt(spread / everyone) + slack)

    lower, upper = end(low, -1), end(high, 1)
    return Interval(max(low, floor(lower * 10 + _NEAR) / 10), min(high, ceil(upper * 10 - _NEAR) / 10))


def chance_of_more(part: int, whole: int, expected: float) -> float:
    """Return how likely at least this many of the whole are, if each is so with the expected chance (exact binomial)."""
    from scipy import special

    return float(special.bdtrc(part - 1, whole, expected)) if part > 0 else 1.0


@dataclass(frozen=True)
class Association:
    """How far answers go along with something, such as the round, inside strata that are kept apart."""

    slope: float
    """How much the answer changes when the other goes up by one."""
    chance: float
    """How likely chance alone gives at least this much, by the normal curve."""
    along: Floats
    answers: Floats
    strata: Ints

    def shuffled_chance(self, seed: int = 1) -> float:
        """Return the same by shuffling the answers inside each stratum, where that is better than the normal curve."""
        if len(self.answers) > _SHUFFLED_UP_TO:
            return self.chance
        draw = np.random.default_rng(seed)
        seen = abs(float(self.along @ self.answers)) - 1e-9
        rows = max(1, _MOST_CELLS // len(self.answers))
        as_far = done = 0
        while done < SHUFFLES:
            size = min(rows, SHUFFLES - done)
            order = np.argsort(draw.random((size, len(self.answers))) + self.strata, axis=1)
            as_far += int((np.abs(self.answers[order] @ self.along) >= seen).sum())
            done += size
        return (as_far + 1) / (SHUFFLES + 1)


def association(along: Sequence[float] | Floats, answers: Sequence[float] | Floats, strata: Any) -> Association | None:
    """Test whether answers go along with something, given strata (the Cochran-Mantel-Haenszel correlation statistic).

    With each person as a stratum, several answers of one person are compared only with each other (Landis et al. 1978).
    Returns None where nothing varies inside any stratum.
    """
    order = np.argsort(np.asarray(strata), kind="stable")
    x, y, group = (np.asarray(one, dtype=np.float64)[order] for one in (along, answers, strata))
    _, place, size = np.unique(group, return_inverse=True, return_counts=True)
    x = x - (np.bincount(place, x) / size)[place]
    y = y - (np.bincount(place, y) / size)[place]
    several = size > 1
    both = np.bincount(place, x * x) * np.bincount(place, y * y)
    variance = float((both[several] / (size[several] - 1)).sum())
    if variance < 1e-12:  # noqa: PLR2004 -- nothing but rounding
        return None
    total = float(x @ y)
    chance = 2 * NormalDist().cdf(-abs(total) / sqrt(variance))
    return Association(total / float(x @ x), chance, x, y, place.astype(np.int64))


def holm(chances: Sequence[float]) -> list[float]:
    """Return chances corrected for how many were looked at (Holm 1979): the risk of even one false alarm among them."""
    ordered = sorted(range(len(chances)), key=lambda at: chances[at])
    corrected, highest = [1.0] * len(chances), 0.0
    for rank, at in enumerate(ordered):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[at]))
        corrected[at] = highest
    return corrected
