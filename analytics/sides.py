"""The two sides of a change or of a difference between groups, as figures the shield is asked for."""

from collections.abc import Iterator

import numpy as np

from analytics.findings import Asked
from analytics.measures import Answered, Measure
from analytics.said import NO, YES
from analytics.trends import Change


def measured(measure: Measure, answered: Answered, rounds: tuple[str, ...], group: str) -> Asked:
    """Ask for the mean or the share of a measure among some answers; `rounds` names the rounds by number."""
    share = measure.kind == "share"
    said = {
        f"{answered.people[who]}@{rounds[place] if place >= 0 else ''}": (YES if value else NO)
        if share
        else f"{value:.15g}"
        for who, place, value in zip(answered.person, answered.place, answered.value, strict=True)
    }
    family = f"{measure.guide}.{measure.key}"
    return Asked(family, said, None, _steps(measure), group)


def _steps(measure: Measure) -> dict[str, float]:
    if measure.kind == "share":
        return {NO: 0.0, YES: 1.0}
    return {str(step): float(step) for step in range(1, measure.steps + 1)}


def sides(change: Change) -> Iterator[Asked]:
    """Yield the figure before (or of the others), then the one after (or of the group)."""
    answered = change.answered
    if answered is None:
        return
    if change.kind == "group":
        yield from _of_groups(change, answered)
        return
    places = np.unique(answered.place)
    named = tuple(change.rounds[int(np.searchsorted(places, place))] for place in range(int(places[-1]) + 1))
    last = answered.place == places[-1]
    before = answered.place == places[0] if change.kind == "trend" else ~last
    for kept, group in ((before, change.rounds[0] if change.kind == "trend" else "earlier"), (last, change.rounds[-1])):
        yield measured(change.measure, answered.where(kept), named, f"round={group}")


def _of_groups(change: Change, answered: Answered) -> Iterator[Asked]:
    """Yield the mean over persons, each counted once however often they answered."""
    times = np.bincount(answered.person)
    means = np.bincount(answered.person, answered.value)[times > 0] / times[times > 0]
    _, first = np.unique(answered.person, return_index=True)
    code = answered.group[change.by][first]
    wanted = answered.names[change.by].index(change.group)
    people = [answered.people[one] for one in np.flatnonzero(times > 0)]
    steps = {f"{mean:.4g}": float(mean) for mean in means}
    for inside, group in ((False, f"not {change.by}={change.group}"), (True, f"{change.by}={change.group}")):
        said = {
            who: f"{mean:.4g}"
            for who, mean, one in zip(people, means, code, strict=True)
            if one >= 0 and (one == wanted) == inside
        }
        yield Asked(f"{change.measure.guide}.{change.measure.key}.person", said, None, steps, group)
