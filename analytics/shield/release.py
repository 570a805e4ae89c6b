"""One release: which of its figures are shown, so that all released ones together give nobody away.

A report asks for its figures twice. The first time they are only entered; then `settle` decides; the second time they are
given, or `Hidden`. What was never entered is hidden. Hidden looks the same whatever the reason, so that the sign itself
tells nothing: a figure that is too small, the rest of one that is too small, and one that has to go so that another cannot
be worked out (complementary suppression).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import ceil, floor
from typing import Any

from analytics.chance import Interval, interval_of_moments
from analytics.shield.audit import Breach, HiddenCell, breaches
from analytics.shield.equations import Equation
from analytics.shield.thresholds import shown, smallest

MEAN = "(mean)"
SQUARES = "(squares)"
_SQUARES_STEP = 4
"""What an interval tells beside its mean: the sum of the squares, rounded up to so many."""
DECIMALS = 1
"""Of a mean, as it is shown."""


_LEVELS = (0, 1, 2)
_BITS = (1 << 52) - 1
"""Of the number of an answer: a file can hold it, and no two of a million are likely to meet."""


class Hidden:
    """A figure that is not shown; why not is not told either."""

    def __repr__(self) -> str:
        return "Hidden()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden)

    def __hash__(self) -> int:
        return hash(Hidden)


HIDDEN = Hidden()


class ReleaseFails(ValueError):
    """The release would give somebody away; the sentence says what to do."""


@dataclass
class _Figure:
    units: frozenset[int]
    weights: tuple[tuple[str, float], ...]
    figure: int | float
    low: float
    high: float
    n: int
    """How many different people."""
    whole: bool
    """About everyone who answered, and not about a group of them."""
    level: int
    """0 for a count, 1 for a mean, 2 for what an interval rests on."""
    shown: bool = False

    @property
    def equation(self) -> Equation:
        return Equation(self.units, self.weights, self.low, self.high)


@dataclass
class _Family:
    role: str
    values: dict[str, None] = field(default_factory=dict)
    figures: dict[tuple[str, str], _Figure] = field(default_factory=dict)


Said = Mapping[str, str]
"""What each unit (a person, or `person@round`) gave: exactly one value."""


class Release:
    """Collects the figures of a report, decides, and gives them out."""

    def __init__(self, earlier: Mapping[str, Sequence[Equation]] | None = None, salt: bytes = b"") -> None:
        self._earlier = earlier or {}
        self._salt = salt
        self._families: dict[str, _Family] = {}
        self._numbers: dict[str, int] = {}
        self._person: dict[str, str] = {}
        """Whose each unit is."""
        self._settled = False
        self._looked_at: dict[tuple[str, int, frozenset[int]], Breach | None] = {}
        """What followed from which figures; they are the same when they are settled and when they are audited."""

    def count(self, family: str, role: str, said: Said, value: str, group: str = "") -> int | Hidden:
        """Return how many gave a value, or Hidden. `group` names those of `said`, where they are not all who answered."""
        if self._settled:
            given: int | Hidden = self._given(family, value, group)
            return given
        people = list(said.values()).count(value)
        self._enter(family, role, said, (value, group), ((value, 1.0),), people, (people, people))
        return HIDDEN

    def mean(self, family: str, role: str, said: Said, steps: Mapping[str, float], group: str = "") -> float | Hidden:
        """Return the mean to one decimal, or Hidden; `steps` says what each value counts."""
        if self._settled:
            mean_given: float | Hidden = self._given(family, MEAN, group)
            return mean_given
        if not said:
            return HIDDEN
        mean = sum(steps[one] for one in said.values()) / len(said)
        half = 0.5 * 10.0**-DECIMALS
        near = round(mean, DECIMALS)
        bounds = ceil(len(said) * (near - half) - 1e-9), floor(len(said) * (near + half) + 1e-9)
        self._enter(family, role, said, (MEAN, group), tuple(sorted(steps.items())), near, bounds, level=1)
        return HIDDEN

    def interval(
        self, family: str, role: str, said: Said, steps: Mapping[str, float], group: str = ""
    ) -> Interval | Hidden:
        """Return the interval of a mean (`analytics.chance.interval_of_moments`), or Hidden.

        It is made of the mean as it is shown and of the sum of squares rounded up, so that a reader can work out no more than
        that; both are among the equations.
        """
        if not said:
            return HIDDEN
        squares = ceil(sum(steps[one] ** 2 for one in said.values()) / _SQUARES_STEP) * _SQUARES_STEP
        if not self._settled:
            weights = tuple(sorted((value, step**2) for value, step in steps.items()))
            bounds = squares - _SQUARES_STEP + 1, squares  # steps are whole numbers
            self._enter(family, role, said, (SQUARES, group), weights, squares, bounds, level=2)
            return HIDDEN
        mean = self._given(family, MEAN, group)
        if isinstance(mean, Hidden) or isinstance(self._given(family, SQUARES, group), Hidden):
            return HIDDEN
        half, ends = 0.5 * 10.0**-DECIMALS, (min(steps.values()), max(steps.values()))
        return interval_of_moments(len(said), mean, squares / len(said), *ends, half)

    def people(self, n: int, role: str) -> int | Hidden:
        """Return how many answered, or Hidden; that somebody answered is not taken for a secret, fewer than the threshold is."""
        return n if shown(n, role) else HIDDEN

    def _given(self, family: str, value: str, group: str) -> Any:
        found = self._families[family].figures.get((value, group)) if family in self._families else None
        return found.figure if found is not None and found.shown else HIDDEN

    def _enter(
        self,
        family: str,
        role: str,
        said: Said,
        place: tuple[str, str],
        weights: tuple[tuple[str, float], ...],
        figure: float,
        bounds: tuple[float, float],
        level: int = 0,
    ) -> None:
        asked = self._families.setdefault(family, _Family(role))
        asked.values.update(dict.fromkeys(said.values()) | dict.fromkeys(value for value, _ in weights))
        if place in asked.figures:
            return
        self._meet(said)
        known = next((one for (_, group), one in asked.figures.items() if group == place[1]), None)
        units = known.units if known is not None else frozenset(self._codes(family, said))
        n = known.n if known is not None else len(set(map(self._person.__getitem__, said)))
        low, high = map(float, bounds)
        made = _Figure(units, weights, figure, low, high, n, whole=not place[1], level=level)
        asked.figures[place] = made

    def _codes(self, family: str, said: Said) -> list[int]:
        """Return a number for each answer: the same until the person changes it, and of nobody once they are erased.

        The number of a person is keyed and of one way; a tuple of numbers has the same hash in every process.
        """
        about = self._number(family)
        values = {value: self._number(value) for value in set(said.values())}
        told = map(values.__getitem__, said.values())
        units = map(self._numbers.__getitem__, said)
        return [hash((unit, about, value)) & _BITS for unit, value in zip(units, told, strict=True)]

    def _meet(self, said: Said) -> None:
        """Remember the number of each unit, and whose it is."""
        if self._person.keys() >= said.keys():
            return
        for unit in said:
            self._number(unit)
            self._person[unit] = unit.partition("@")[0]

    def _number(self, told: str) -> int:
        if told not in self._numbers:
            digest = blake2b(told.encode("utf-8", "replace"), digest_size=7, key=self._salt[:64]).digest()
            self._numbers[told] = int.from_bytes(digest, "big")
        return self._numbers[told]

    def settle(self) -> None:
        """Decide which figures are shown."""
        for key, family in self._families.items():
            for figure in family.figures.values():
                figure.shown = _large_enough(figure, family.role)
            self._complement(key, family)
        self._settled = True

    def _complement(self, key: str, family: _Family) -> None:
        """Hide further figures until nothing hidden can be worked out: counts first, of groups and small ones before others.

        Means go last: what is asked on a scale is asked for its mean. An interval costs no other figure: it goes itself.
        """
        for level in _LEVELS:
            if level == max(_LEVELS) and self._breach(key, family, level):
                self._each_by_itself(key, family)
            while self._breach(key, family, level):
                kept = [one for one in family.figures.values() if one.shown and one.level <= level]
                first = [one for one in kept if one.level == (level if level == max(_LEVELS) else 0)]
                min(first or kept, key=lambda one: (one.whole, one.figure)).shown = False

    def _each_by_itself(self, key: str, family: _Family) -> None:
        """Hide the intervals that tell too much without any other, so that no other one goes for their sake."""
        others = [one for one in family.figures.values() if one.level < max(_LEVELS)]
        for one in family.figures.values():
            if one.level == max(_LEVELS) and self._breach(key, family, one.level, [*others, one]):
                one.shown = False

    def _breach(self, key: str, family: _Family, level: int, among: Iterable[_Figure] | None = None) -> Breach | None:
        """Return something that follows from the figures that are shown, up to a level, or from some of them."""
        looked = family.figures.values() if among is None else among
        figures = [one for one in looked if one.shown and one.level <= level]
        earlier = [one for one in self._earlier.get(key, ()) if level or one.value is not None]
        equations = [*(one.equation for one in figures), *earlier]
        if not figures or (level and all(one.value is not None for one in equations)):
            return None
        if level == max(_LEVELS) and not any(one.level == level for one in figures):
            return None
        asked = key, level, frozenset(map(id, figures))
        if asked not in self._looked_at:
            self._looked_at[asked] = self._look(equations, family, level)
        return self._looked_at[asked]

    def _look(self, equations: Sequence[Equation], family: _Family, level: int) -> Breach | None:
        least = smallest(family.role)
        hidden = [
            HiddenCell(one.units, one.weights[0][0], int(one.figure))
            for one in family.figures.values()
            if one.level == 0 and not _large_enough(one, family.role)
        ]
        return next(breaches(equations, list(family.values), hidden, least, means=bool(level)), None)

    def audit(self) -> None:
        """Prove that nobody follows from what is shown, with all that was released before.

        Raises:
            ReleaseFails: somebody does.

        """
        failed = sorted(
            key for key, family in self._families.items() if any(self._breach(key, family, level) for level in _LEVELS)
        )
        if failed:
            raise ReleaseFails(
                f"The report was not written: together with what was released, its figures on {', '.join(failed[:3])} would "
                "tell what single people answered."
            )

    def equations(self) -> dict[str, list[Equation]]:
        """Return what is released, for the ledger."""
        told = {
            key: list(dict.fromkeys(one.equation for one in family.figures.values() if one.shown))
            for key, family in self._families.items()
        }
        return {key: equations for key, equations in told.items() if equations}


def _large_enough(figure: _Figure, role: str) -> bool:
    if figure.level:
        return shown(figure.n, role)
    return shown(int(figure.figure), role) and shown(figure.n - int(figure.figure), role)


def groups(said: Said, group_of: Mapping[str, str]) -> Iterable[tuple[str, dict[str, str]]]:
    """Yield the parts of what was said by the group of each person, in order of the groups' names."""
    parts: dict[str, dict[str, str]] = {}
    for unit, value in said.items():
        if (group := group_of.get(unit.partition("@")[0])) is not None:
            parts.setdefault(group, {})[unit] = value
    return sorted(parts.items())
