"""The release audit: which figures about too few people follow from all that is released.

The method is that of cell suppression in official statistics: the feasible range of every unknown, given all released
equations, by linear programming (Fischetti and Salazar 2001, "Solving the cell suppression problem"; Hundepool et al. 2012,
"Statistical Disclosure Control", chapter 4), over persons rather than cells, so that tables over different groups and
releases at different times are looked at together (differencing; Duncan et al. 2001). Ranges are tightened to whole people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import numpy as np

from analytics.shield.equations import Equation, Floats, System, system

PROTECTION = 3
"""No hidden figure is known to within so many people on either side."""
_NEAR = 1e-6
_WITNESSES = 8
_TWO = 2


@dataclass(frozen=True)
class HiddenCell:
    """A figure about too few people, or with too few left over, with what it is."""

    units: frozenset[int]
    value: str
    people: int


@dataclass(frozen=True)
class Breach:
    """Something about too few people that follows from what is released."""

    value: str
    people: int
    """Of how many it tells."""
    low: int
    high: int


def breaches(
    equations: Sequence[Equation],
    values: Sequence[str],
    hidden: Sequence[HiddenCell],
    least: int,
    *,
    means: bool = False,
) -> Iterator[Breach]:
    """Yield what could be worked out about fewer than `least` people, and hidden cells that are known too well.

    What may not follow: how many of fewer than `least` people gave a value; that all or none of a class of people gave it, or
    all but one (who would then know of all others); and a figure that is hidden to within `PROTECTION`, or as near as its
    group is large. With `means`, that nobody of a group gave a value may follow: a low mean always says that nobody is high.
    """
    looked = system(equations, values, [cell.units for cell in hidden])
    if len(looked.classes[1]):
        ranges = Ranges(looked)
        yield from _hidden(looked, hidden, ranges)
        yield from _classes(looked, least, ranges, least_count=1 if means else 0)


def _hidden(looked: System, hidden: Sequence[HiddenCell], ranges: "Ranges") -> Iterator[Breach]:
    for cell in hidden:
        row = looked.row(cell.units, ((cell.value, 1.0),))
        if not _protected(cell, *ranges.seen(row)):
            low, high = ranges.of(row)
            if not _protected(cell, low, high):
                yield Breach(cell.value, len(cell.units), low, high)


def _protected(cell: HiddenCell, low: float, high: float) -> bool:
    size = len(cell.units)
    wide = high - low > min(PROTECTION, size - 1)
    return wide and low <= max(0, cell.people - PROTECTION) and high >= min(size, cell.people + PROTECTION)


def _classes(looked: System, least: int, ranges: "Ranges", least_count: int) -> Iterator[Breach]:
    sizes, width = looked.classes[1], len(looked.values)
    for place in range(len(sizes) * width):
        unit = np.zeros(len(sizes) * width)
        unit[place] = 1.0
        low, high = ranges.seen(unit)
        size = int(sizes[place // width])
        if high - low >= 1:
            continue
        low, high = ranges.of(unit)
        if least_count <= low == high and (size < least or low < _TWO or size - low < _TWO):
            yield Breach(looked.values[place % width], size, low, high)


class Ranges:
    """Between which whole numbers a sum over the unknowns can lie."""

    def __init__(self, looked: System) -> None:
        self._looked = looked
        sizes, width = looked.classes[1], len(looked.values)
        self._most = np.repeat(sizes, width).astype(float)
        self._whole = np.kron(np.eye(len(sizes)), np.ones(width))
        self._sizes = sizes.astype(float)
        rows = np.array([looked.row(one.units, one.weights) for one in looked.equations])
        self._rows = rows.reshape(len(looked.equations), len(self._most))
        self._low = np.array([one.low for one in looked.equations])
        self._high = np.array([one.high for one in looked.equations])
        self._simple = len(sizes) == 1 and all(one.value is not None for one in looked.equations)

    @cached_property
    def _witnesses(self) -> list[Floats]:
        """Return a few answers of everybody that fit all equations: what differs between them is not known."""
        draw = np.random.default_rng(1)
        found = (self._solve(draw.normal(size=len(self._most))) for _ in range(_WITNESSES))
        return [one for one in found if one is not None]

    def seen(self, row: Floats) -> tuple[float, float]:
        """Return a part of the range of a sum, at little cost: no more than was seen."""
        if self._simple:
            return self.of(row)
        sums = [float(row @ one) for one in self._witnesses]
        return (ceil(min(sums) - _NEAR), floor(max(sums) + _NEAR)) if sums else (0.0, 0.0)

    def of(self, row: Floats) -> tuple[int, int]:
        """Return the range of a sum; the whole range where the equations contradict each other."""
        if self._simple and row.max() <= 1 and row.sum() <= 1:
            return self._of_one(int(row.argmax()))
        least, most = self._solve(row), self._solve(-row)
        if least is None or most is None:
            return 0, int(self._most @ np.minimum(row, 1))
        return ceil(row @ least - _NEAR), floor(row @ most + _NEAR)

    def _of_one(self, place: int) -> tuple[int, int]:
        """Return the range of one value where nobody can be told from anybody: what the shown ones leave over."""
        shown = {int(row.argmax()): int(low) for row, low in zip(self._rows, self._low, strict=True)}
        if place in shown:
            return shown[place], shown[place]
        rest = int(self._sizes[0]) - sum(shown.values())
        return (rest, rest) if len(shown) == len(self._most) - 1 else (0, rest)

    def _solve(self, aim: Floats) -> Floats | None:
        from scipy.optimize import linprog

        fixed = self._low == self._high
        some = ~fixed
        done = linprog(
            aim,
            A_ub=np.vstack([self._rows[some], -self._rows[some]]) if some.any() else None,
            b_ub=np.concatenate([self._high[some], -self._low[some]]) if some.any() else None,
            A_eq=np.vstack([self._whole, self._rows[fixed]]),
            b_eq=np.concatenate([self._sizes, self._low[fixed]]),
            bounds=np.column_stack([np.zeros(len(self._most)), self._most]),
            method="highs",
        )
        return np.asarray(done.x, np.float64) if done.status == 0 else None
