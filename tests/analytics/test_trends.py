"""Changes among young people: those that are there are found, and chance is not called a change."""

import numpy as np
import pytest
from planted_study import planted

from analytics.chance import association, chance_of_more, holm, mean_interval, share_interval
from analytics.frames import frames
from analytics.lundy import lundy
from analytics.sharing import taking_part
from analytics.trends import RISK, changes, points


@pytest.fixture(scope="module")
def study():
    return frames(taking_part(planted().source()))


def test_it_finds_the_falling_weather(study, guides):
    found = {change.measure.key: change for change in changes(study, guides).found}
    assert found["plan_weather"].difference < -1
    assert found["plan_weather"].chance < RISK


def test_it_finds_the_partnership_where_money_is_in_the_way(study, guides):
    found = [change for change in changes(study, guides).found if change.kind == "group"]
    assert [(one.measure.key, one.by, one.group) for one in found] == [("plan_obstacles.money", "partnership", "zuid")]
    assert found[0].after > found[0].before + 0.3


def test_it_finds_what_came_up_in_the_last_round(study, guides):
    found = {change.measure.key: change for change in changes(study, guides).found}
    assert found["coach_button.listen_more"].kind == "last_round"


def test_the_risk_of_a_false_alarm_is_kept_over_a_thousand_studies_without_any_floor():
    """Two groups and rare events, where the normal curve by itself promises too much."""
    draw = np.random.default_rng(3)
    alarms = 0
    for _ in range(1000):
        answers = [(draw.random(60) < chance).astype(float) for chance in (0.05, 0.1, 0.3, 0.5)]
        tests = [test for one in answers if (test := association(np.arange(60) < 12, one, np.zeros(60)))]
        if min(holm([one.chance for one in tests]), default=1) < RISK:
            alarms += min(holm([max(one.chance, one.shuffled_chance()) for one in tests])) < RISK
    print(f"false alarms: {alarms} of 1000")
    assert alarms <= 18  # 10 expected at most; 18 is its upper bound at 99 %


def test_people_who_differ_are_no_change_over_time():
    """Answers of one person are compared with each other only."""
    cheerful_came_later = association([0, 0, 1, 1, 2, 2], [1, 1, 5, 5, 5, 5], [0, 0, 1, 1, 2, 2])
    assert cheerful_came_later is None


def test_a_figure_stands_only_where_ten_people_are_on_either_side(study, guides):
    for point in points(study, guides):
        assert point.people >= 10
        if "." in point.measure:
            assert 10 <= round(point.value * point.people) <= point.people - 10


def test_groups_that_are_shown_leave_nobody_to_be_subtracted(guides):
    from planted_study import Rows, one

    study = Rows(1)
    for number in range(27):
        study.person(f"y{number}", "youth", partnership="noord" if number < 20 else "zuid")
        study.interview(f"y{number}", "youth_checkin", [one("plan_weather", 1 + number % 5, "scale")], round="1")
    found = points(frames(taking_part(study.source())), guides)
    assert [(point.by, point.group) for point in found] == [("", ""), ("language", "nl")]


@pytest.mark.parametrize("truth", [(0, 0, 0, 1), (-1, 0, 1), (0, 1, 2, 2, 3), (0,) * 9 + (3,)])
@pytest.mark.parametrize("people", [5, 8, 20])
def test_the_interval_of_a_mean_holds_the_truth_95_times_in_100_for_few_people_too(truth, people):
    draw = np.random.default_rng(people)
    found = [mean_interval(one.tolist(), -4, 4) for one in draw.choice(truth, size=(200, people))]
    assert np.mean([one.low <= np.mean(truth) <= one.high for one in found]) >= 0.95


def test_an_interval_of_five_alike_answers_is_wide():
    found = mean_interval([2, 2, 2, 2, 2], -4, 4)
    assert found.low < 0
    assert found.high > 2.5


def test_shares_have_wilsons_interval():
    found = share_interval(8, 10)
    assert (round(found.low, 3), round(found.high, 3)) == (0.490, 0.943)  # Wilson 1927, as in Newcombe 1998
    assert round(chance_of_more(9, 10, 0.5), 4) == 0.0107


def test_lundys_four_come_from_what_young_people_chose(study, guides):
    found = lundy(study, guides)
    assert {right.right for right in found.rights} == {"space", "audience"}  # nobody was asked what should change
    assert (found.influence.rounds, found.influence.rounds_answered) == (4, 0)
