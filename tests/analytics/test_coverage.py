from dataclasses import asdict
from datetime import timedelta

import pytest
from study import NOW, Study, at, chose, probed, skipped, told

from analytics.coverage import coverage
from analytics.frames import frames

WEEKS_LATER = NOW + timedelta(days=30)


def measured(study, guides, now=NOW, invited=None):
    return coverage(frames(study.source()), guides, now, invited)


def group(found, by, name):
    return next(one for one in found.groups if one.by == by and one.group == name)


def question(found, key):
    return next(one for one in found.questions if one.question == key)


@pytest.fixture
def study():
    made = Study()
    made.person("p_1", told("went_well", "een twee drie"), chose("rating", 4, "scale"), partnership="Waas")
    made.person("p_2", told("went_well", "een"), status="stopped", partnership="Waas")
    made.person("p_3", skipped("went_well"), status="open", partnership="Kempen")
    return made


def test_it_counts_completed_stopped_and_left_and_who_is_still_at_it(study, guides):
    now, later = (group(measured(study, guides, when), "guide", "stakeholder") for when in (NOW, WEEKS_LATER))
    assert (now.started, now.completed, now.stopped, now.left, now.going_on) == (3, 1, 1, 0, 1)
    assert (later.left, later.going_on) == (1, 0)
    assert later.people_in == {"completed": 1, "stopped": 1, "left": 1}


def test_invited_people_are_counted_by_group(study, guides):
    invited = [{"guide": "stakeholder", "partnership": "Waas", "organisation_type": None, "invited": 8}]
    found = measured(study, guides, invited=invited)
    assert group(found, "partnership", "Waas").invited == 8
    assert group(found, "guide", "stakeholder").invited == 8
    assert group(found, "partnership", "Kempen").invited is None


def test_it_says_where_people_stopped(study, guides):
    found = measured(study, guides, WEEKS_LATER)
    assert question(found, "went_well").ended_here == 2
    assert question(found, "rating").ended_here == 0


def test_a_skip_is_counted_apart_from_an_answer(study, guides):
    found = question(measured(study, guides), "went_well")
    assert (found.asked, found.answered, found.skipped, found.unclear) == (3, 2, 1, 0)


def test_people_are_counted_and_not_check_ins(guides):
    made = Study()
    made.person("y_1", chose("plan_weather", 3, "scale"), guide="youth_checkin", role="youth")
    made.interview("y_1", chose("plan_weather", 4, "scale"), guide="youth_checkin", status="completed")
    found = measured(made, guides)
    assert (found.groups[0].started, found.groups[0].people) == (2, 1)
    assert question(found, "plan_weather").asked == 1


def test_a_pause_is_no_time_of_the_persons(guides):
    made = Study()
    made.person(
        "p_1",
        told("went_well", "x"),
        told("to_improve", "y", answered_at=at(600)),
        told("story", "z", answered_at=at(604)),
    )
    assert measured(made, guides).groups[0].minutes.median == 5


def test_a_probe_is_worth_the_words_it_brought(guides):
    made = Study()
    made.person(
        "p_1",
        told("went_well", "goed overleg"),
        probed("went_well", "in mei was het kort"),
        probed("went_well", "nog drie woorden", "effect", 2),
    )
    found = measured(made, guides)
    by_rule = {one.rule: one for one in found.probes}
    assert (by_rule["example"].words_before, by_rule["example"].words_more) == (2, 5)
    assert (by_rule["effect"].words_before, by_rule["effect"].words_more) == (7, 3)
    assert question(found, "went_well").words_probed.median == 10


def test_the_figures_are_plain_values(study, guides):
    import json

    assert json.loads(json.dumps(asdict(measured(study, guides))))["groups"][0]["started"] == 3


def test_a_study_of_nobody_has_no_figures(guides):
    assert measured(Study(), guides).groups == ()
