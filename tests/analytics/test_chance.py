"""Intervals hold as often as they say, also for few people and lopsided answers."""

import numpy as np
import pytest

from analytics.chance import interval_of_moments
from analytics.shield import Hidden, Release

DRAWN = 2_000
GAPS = np.arange(-4, 5)
SHAPES = {
    "everybody alike but some": {0: 0.9, 4: 0.1},
    "few at one end": {1: 0.8, -4: 0.2},
    "two camps": {-4: 0.5, 4: 0.5},
    "near the end": {4: 0.7, 3: 0.2, 1: 0.1},
    "spread": dict.fromkeys(range(-4, 5), 1 / 9),
    "one step more": {0: 0.3, 1: 0.4, 2: 0.3},
}
"""How often each gap is given; the third moment of the first two is what breaks Student's interval."""


@pytest.mark.parametrize("people", [5, 8, 12, 32, 100])
@pytest.mark.parametrize("shape", SHAPES)
def test_an_interval_holds_the_mean_of_all_at_least_95_times_in_100(shape, people):
    chances = np.array([SHAPES[shape].get(gap, 0.0) for gap in GAPS])
    truth = float(GAPS @ chances)
    drawn = np.random.default_rng(people).choice(GAPS, (DRAWN, people), p=chances)
    held = 0
    for one in drawn:
        mean, square = round(float(one.mean()), 1), np.ceil(float((one**2).sum()) / 4) * 4 / people
        found = interval_of_moments(people, mean, square, -4, 4, 0.05)
        held += found.low <= truth <= found.high
    print(f"{shape}, n = {people}: {100 * held / DRAWN:.1f} %")
    assert held / DRAWN >= 0.95 - 0.01


def intervals(*answers):
    """Return the mean and the interval that a release gives of some answers from 1 to 5."""
    release, steps = Release(), {str(step): float(step) for step in range(1, 6)}
    said = {f"p{at}@": str(one) for at, one in enumerate(answers)}
    for settled in (False, True):
        mean, found = (ask("q", "stakeholder", said, steps) for ask in (release.mean, release.interval))
        if not settled:
            release.settle()
    release.audit()
    return mean, found


def test_the_interval_of_ordinary_answers_is_given_and_lies_around_their_mean():
    mean, found = intervals(1, 2, 2, 3, 3, 3, 4, 4, 5, 2, 3, 4)
    assert found.low < mean < found.high
    assert found.high - found.low < 2.5


def test_an_interval_that_would_tell_what_one_person_said_is_hidden_and_the_mean_is_not():
    mean, found = intervals(*[1] * 11, 5)
    assert mean == 1.3
    assert isinstance(found, Hidden)
