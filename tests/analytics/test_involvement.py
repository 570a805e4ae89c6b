"""Levels of involvement, and what people ask for."""

import pytest
from planted_study import Rows, one, planted

from analytics.frames import frames
from analytics.involvement import gaps, wishes
from analytics.sharing import taking_part


def gap_of(guides, *levels, kind="employer"):
    study = Rows(1)
    for number, (today, wanted) in enumerate(levels):
        study.person(f"s{number}", "stakeholder", organisation_type=kind)
        answers = [one("involvement_today", today, "scale"), one("involvement_wanted", wanted, "scale")]
        study.interview(f"s{number}", "stakeholder", answers)
    return gaps(frames(taking_part(study.source())), guides)


def test_the_planted_gap_is_found_largest_at_municipalities(guides):
    found = gaps(frames(taking_part(planted().source())), guides)
    assert [gap.organisation_type for gap in found[:2]] == [None, "municipality"]
    assert found[0].interval.low > 1
    assert (found[0].more, found[0].less, found[0].people) == (32, 0, 32)


def test_four_people_are_too_few_for_a_gap(guides):
    assert gap_of(guides, (1, 3), (1, 3), (2, 3), (2, 2)) == []


def test_a_gap_counts_only_people_who_told_both_levels(guides):
    found = gap_of(guides, (1, 3), (1, 3), (2, 3), (2, 2), (3, 1), (4, None))
    assert (found[0].people, found[0].more, found[0].less) == (5, 3, 1)
    assert found[0].gap == pytest.approx(0.6)


def test_a_kind_of_few_is_hidden_with_the_next_so_that_nothing_can_be_subtracted(guides):
    study = Rows(1)
    for number, kind in enumerate(["employer"] * 3 + ["education"] * 6 + ["association"] * 9):
        study.person(f"s{number}", "stakeholder", organisation_type=kind)
        answers = [one("involvement_today", 1, "scale"), one("involvement_wanted", 2, "scale")]
        study.interview(f"s{number}", "stakeholder", answers)
    found = gaps(frames(taking_part(study.source())), guides)
    assert [gap.organisation_type for gap in found] == [None, "association"]


def test_wishes_count_people(guides):
    found = [wish for wish in wishes(frames(taking_part(planted().source())), guides) if wish.serves == "rhythm"]
    assert sum(wish.people for wish in found) == found[0].asked == 32
