"""What a reader of a release knows, as equations over persons.

Of one thing that was asked (a family), every person gave exactly one value. A released figure is an equation: over the units
it is about (an answer of a person), the weights of their values add up to something between `low` and `high`. Units of which
no released figure tells one from the other form a class; the unknowns are how many of each class gave each value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Equation:
    """One released figure."""

    units: frozenset[int]
    weights: tuple[tuple[str, float], ...]
    """What each value counts; a count of one value is `((value, 1.0),)`."""
    low: float
    high: float
    """The same as `low`, but for a rounded mean."""

    @property
    def value(self) -> str | None:
        """The value that is counted; None for a mean."""
        return self.weights[0][0] if len(self.weights) == 1 and self.low == self.high else None


@dataclass(frozen=True)
class System:
    """The equations of one family, of this release and all before it."""

    equations: Sequence[Equation]
    values: tuple[str, ...]
    groups: Sequence[frozenset[int]]
    """Every set of units that somebody can tell apart: those of the equations and of what is hidden."""

    @cached_property
    def classes(self) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Return groups x classes, whether a class is in a group, and the size of each class."""
        if len(self.groups) == 1:
            return np.ones((1, 1), bool), np.array([len(self.groups[0])], np.int64)
        pattern: dict[int, int] = {}
        for place, units in enumerate(self.groups):
            for unit in units:
                pattern[unit] = pattern.get(unit, 0) | (1 << place)
        sizes: dict[int, int] = {}
        for mask in pattern.values():
            sizes[mask] = sizes.get(mask, 0) + 1
        masks = sorted(sizes)
        inside = np.array([[bool(mask >> place & 1) for mask in masks] for place in range(len(self.groups))], bool)
        return inside.reshape(len(self.groups), len(masks)), np.array([sizes[mask] for mask in masks], np.int64)

    def row(self, units: frozenset[int], weights: Iterable[tuple[str, float]]) -> Floats:
        """Return a sum over a group as a row over the unknowns (classes x values, flat)."""
        inside = self.classes[0][self.groups.index(units)]
        weight = np.zeros(len(self.values))
        for value, factor in weights:
            weight[self.values.index(value)] = factor
        return np.outer(inside, weight).ravel()


def system(equations: Sequence[Equation], values: Iterable[str], hidden: Iterable[frozenset[int]]) -> System:
    """Put the equations of a family together with the groups of the figures that are hidden."""
    named = dict.fromkeys(values) | dict.fromkeys(value for one in equations for value, _ in one.weights)
    groups = list(dict.fromkeys([*(one.units for one in equations), *hidden]))
    return System(equations, tuple(sorted(named)), groups)
