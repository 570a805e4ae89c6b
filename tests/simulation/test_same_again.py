"""The same seed gives the same conversations; another seed gives others."""

from typing import Any


def words_of(talks: list[Any]) -> list[Any]:
    return [[(one.move.what, one.text, one.after.place) for one in talked.exchanges] for talked in talks]


def test_two_runs_with_one_seed_are_equal(played: Any) -> None:
    first = words_of(played(2, 7, ["youth_checkin"], ["plain"]))

    assert words_of(played(2, 7, ["youth_checkin"], ["plain"])) == first
    assert words_of(played(2, 8, ["youth_checkin"], ["plain"])) != first
