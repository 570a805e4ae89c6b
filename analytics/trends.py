"""What changed among young people, by round and by group, and what is no more than chance.

Every closed question of the check-in gives measures: the mean of a scale, the share that chose a key. A change is told
only when (1) at least ten people stand on both sides, (2) it is large enough to matter, and (3) chance alone gives as
much with a risk under 1 in 100 for all comparisons of the study together (Holm). Answers of one person in several rounds are
compared with each other only; groups are compared by persons, each counted once, with the rounds taken out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from analytics.chance import Association, Floats, Interval, association, holm, mean_interval, share_interval
from analytics.frames import Frames
from analytics.groups import groups_shown
from analytics.guidebook import Guides
from analytics.measures import GROUPS, Answered, Measure, measures
from analytics.shield import shown, smallest

RISK = 0.01
"""Of even one false alarm in a study."""
ROLE = "youth"
_LARGE_ENOUGH = {"mean": 0.125, "share": 0.15}
"""Of the length of a scale (half a step of the weather), and in shares."""


@dataclass(frozen=True)
class Point:
    """One measure in one round, or in one group of it; only where enough people answered."""

    measure: str
    round: str
    by: str
    """What it is grouped by; empty: all together."""
    group: str
    people: int
    value: float
    interval: Interval


@dataclass(frozen=True)
class Change:
    """A difference that chance does not explain."""

    measure: Measure
    kind: Literal["trend", "last_round", "group"]
    people: int
    """Everyone whose answers were compared."""
    difference: float
    """From the first to the last round; the last round against those before; the group against the others."""
    before: float
    """In the first round, in the rounds before, or of the others."""
    after: float
    chance: float
    """Risk of a false alarm, corrected for all comparisons."""
    by: str = ""
    group: str = ""
    rounds: tuple[str, ...] = ()
    other_way: Mapping[str, bool] = field(default_factory=dict)
    """Of who answered more than once: whether they went against the change, from their first to their last round."""
    answered: Answered | None = field(default=None, repr=False, compare=False)
    """The answers it was seen in; for the shield, never for showing."""


@dataclass(frozen=True)
class Changes:
    """What is more than chance, the surest first, and among how many comparisons it was found."""

    found: tuple[Change, ...]
    compared: int


@dataclass(frozen=True)
class _Compared:
    change: Change
    seen: Association


def rounds_in_order(frames: Frames) -> tuple[str, ...]:
    """Return the rounds of check-ins, the first one first."""
    held = frames.interviews.dropna(subset=["round"])
    begun = held["started_at"].groupby(held["round"].astype(str)).min()
    return tuple(str(name) for name in begun.sort_values(kind="stable").index)


def changes(frames: Frames, guides: Guides) -> Changes:
    """Return the changes over time and the differences between groups that are more than chance."""
    order = rounds_in_order(frames)
    compared: list[_Compared] = []
    for measure, answered in measures(frames, guides, order):
        compared += [*_over_time(measure, _full_rounds(answered), order), *_between_groups(measure, answered)]
    return Changes(_beyond_chance(compared), len(compared))


def points(frames: Frames, guides: Guides) -> list[Point]:
    """Return every measure by round, for all together and for each group, where enough people answered."""
    order = rounds_in_order(frames)
    return [
        point
        for measure, answered in measures(frames, guides, order)
        for place, name in enumerate(order)
        for point in _points(measure, answered.where(answered.place == place), name)
    ]


def _full_rounds(answered: Answered) -> Answered:
    """Leave out rounds in which too few people answered, and answers outside any round."""
    sizes = np.bincount(answered.place[answered.place >= 0], minlength=1)
    return answered.where((answered.place >= 0) & (sizes[answered.place] >= smallest(ROLE)))


def _over_time(measure: Measure, answered: Answered, order: tuple[str, ...]) -> Iterator[_Compared]:
    """Compare the rounds two ways: a steady rise or fall, and the last round against those before."""
    places = np.unique(answered.place)
    if len(places) < 2:  # noqa: PLR2004 -- one round has nothing to be compared with
        return
    several = np.bincount(answered.person)[answered.person] > 1
    strata = np.where(several, answered.person, -1)  # those who answered once are compared with each other
    last = answered.place == places[-1]
    first, after = (float(answered.value[answered.place == place].mean()) for place in (places[0], places[-1]))
    ways: tuple[tuple[Literal["trend", "last_round"], Floats, float, float], ...] = (
        ("trend", answered.place.astype(float), float(places[-1] - places[0]), first),
        ("last_round", last.astype(float), 1.0, float(answered.value[~last].mean())),
    )
    rounds = tuple(order[place] for place in places)
    people = len(np.unique(answered.person))
    for kind, along, length, before in ways:
        seen = association(along, answered.value, strata)
        if seen is not None:
            change = Change(measure, kind, people, seen.slope * length, before, after, 1.0, rounds=rounds)
            yield _Compared(replace(change, answered=answered), seen)


def _against(answered: Answered, slope: float) -> dict[str, bool]:
    """Return, of who answered more than once, whether they went the other way than all together."""
    order = np.lexsort((answered.place, answered.person))
    person, value = answered.person[order], answered.value[order]
    _, first, times = np.unique(person, return_index=True, return_counts=True)
    moved = value[first + times - 1] - value[first]
    several = times > 1
    went = zip(person[first][several], (moved * slope < 0)[several], strict=True)
    return {answered.people[one]: bool(against) for one, against in went}


def _between_groups(measure: Measure, answered: Answered) -> Iterator[_Compared]:
    """Compare each group with all others, each person once, after taking out how the rounds differ."""
    _, place = np.unique(answered.place, return_inverse=True)
    left = answered.value - (np.bincount(place, answered.value) / np.bincount(place))[place]
    _, first, person = np.unique(answered.person, return_index=True, return_inverse=True)
    times = np.bincount(person)
    mean_left, mean = (np.bincount(person, values) / times for values in (left, answered.value))
    for by in GROUPS:
        codes = answered.group[by][first]
        known = codes >= 0
        for code, group in enumerate(answered.names[by]):
            inside = codes[known] == code
            if not (shown(int(inside.sum()), ROLE) and shown(int((~inside).sum()), ROLE)):
                continue
            seen = association(inside.astype(float), mean_left[known], np.zeros(len(inside)))
            if seen is not None:
                before, after = (float(mean[known][side].mean()) for side in (~inside, inside))
                n = int(known.sum())
                change = Change(measure, "group", n, seen.slope, before, after, 1.0, by=by, group=group)
                yield _Compared(replace(change, answered=answered), seen)


def _beyond_chance(compared: list[_Compared]) -> tuple[Change, ...]:
    """Keep what is large enough and beyond chance; of two ways to see one measure over time, the surer."""
    chances = [one.seen.chance for one in compared]
    likely = [
        corrected < RISK and abs(one.change.difference) >= _floor(one.change.measure)
        for one, corrected in zip(compared, holm(chances), strict=True)
    ]
    checked = [
        max(one.seen.shuffled_chance(), one.seen.chance) if look else one.seen.chance
        for one, look in zip(compared, likely, strict=True)
    ]
    found: dict[tuple[str, str, str], Change] = {}
    ordered = sorted(zip(compared, likely, holm(checked), strict=True), key=lambda row: (row[2], row[0].seen.chance))
    for one, look, corrected in ordered:
        change = one.change
        if look and corrected < RISK:
            told = replace(change, chance=corrected, other_way=_ways(change))
            found.setdefault((change.measure.key, change.by, change.group), told)
    return tuple(found.values())


def _ways(change: Change) -> dict[str, bool]:
    over_time = change.kind != "group" and change.answered is not None
    return _against(change.answered, change.difference) if over_time and change.answered else {}


def _floor(measure: Measure) -> float:
    return _LARGE_ENOUGH[measure.kind] * (measure.steps - 1 if measure.kind == "mean" else 1)


def _points(measure: Measure, answered: Answered, name: str) -> Iterator[Point]:
    """Yield the figure of a round for all, then for each group that may stand beside the total."""
    if (whole := _point(measure, answered.value, name, "", "")) is None:
        return
    yield whole
    for by in GROUPS:
        codes = answered.group[by]
        unknown = int((codes < 0).sum())
        sizes = {group: int((codes == code).sum()) for code, group in enumerate(answered.names[by])}
        allowed = groups_shown(sizes | ({"": unknown} if unknown else {}), ROLE)
        for code, group in enumerate(answered.names[by]):
            if group in allowed:
                point = _point(measure, answered.value[codes == code], name, by, group)
                yield from [] if point is None else [point]


def _point(measure: Measure, values: Floats, name: str, by: str, group: str) -> Point | None:
    """Return a figure; None where it is about too few, or for a share where too few stand on either side of it."""
    people, chose = len(values), int(values.sum())
    if not shown(people, ROLE):
        return None
    if measure.kind == "share":
        if not (shown(chose, ROLE) and shown(people - chose, ROLE)):
            return None
        return Point(measure.key, name, by, group, people, chose / people, share_interval(chose, people))
    return Point(
        measure.key, name, by, group, people, float(values.mean()), mean_interval(values.tolist(), 1, measure.steps)
    )
