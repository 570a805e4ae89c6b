"""The two guides and their frame, as the rest of the program counts on them."""

from bot.guide import Question
from bot.guide_file import load_frame, load_guides

GUIDES, FRAME = load_guides(), load_frame()
STAKEHOLDER, YOUTH = GUIDES["stakeholder"], GUIDES["youth_checkin"]


def serving(guide_questions: tuple[Question, ...]) -> dict[str, Question]:
    return {question.serves: question for question in guide_questions if question.serves}


def test_the_stakeholder_guide_serves_every_measure_of_the_report():
    assert {
        *("organisation_type", "youth_link", "region", "went_well", "to_improve", "change"),
        *("involvement_today", "involvement_wanted", "involvement_change", "themes", "contribution"),
        *("contribution_example", "conditions", "rhythm", "channel", "ties", "ties_frequency", "ties_about"),
        *("missing_party", "missing_adds", "introduction", "influence", "interest", "not_reached", "success"),
        "tip_for_coaches",
    } == set(serving(STAKEHOLDER.questions)) - {"steering"}


def test_both_involvement_scales_are_the_same_five_levels():
    measures = serving(STAKEHOLDER.questions)
    levels = ["informed", "consulted", "involved", "collaborating", "deciding"]
    assert [choice.key for choice in measures["involvement_today"].choices] == levels
    assert measures["involvement_today"].choices == measures["involvement_wanted"].choices


def test_the_change_is_asked_only_where_wanted_differs_from_today():
    (condition,) = STAKEHOLDER.question("involvement_change").ask_if
    assert (condition.question, condition.differs_from) == ("involvement_wanted", "involvement_today")


def test_follow_ups_stay_within_their_limits():
    for guide in GUIDES.values():
        assert guide.questions[0].max_probes == 0
        assert all(question.max_probes == 0 for question in guide.questions if question.kind != "text")
    assert YOUTH.probes_in_all == 1


def test_the_check_in_asks_five_of_eight():
    assert (len(YOUTH.questions), YOUTH.rotate) == (8, 5)


def test_a_critical_choice_comes_first_in_the_check_in():
    first = {question.key: question.choices[0].key for question in YOUTH.questions if question.choices}
    assert (first["plan_weather"], first["self_here"], first["answer_back"]) == ("storm", "not_really", "no")


def test_young_people_are_asked_their_age_before_anything():
    assert YOUTH.opening[0] == "age_band"
    bands = [choice.key for choice in FRAME.opening["age_band"].choices]
    assert bands == ["under_13", "13_15", "16_18", "19_25", "26_plus"]


def test_every_consent_is_a_question_of_the_frame():
    scopes = {question.serves for question in FRAME.opening.values()}
    assert {f"consent_{scope}" for scope in ("take_part", "quote", "map", "contact")} <= scopes


def test_a_low_rating_is_asked_for_its_reasons():
    (condition,) = FRAME.closing["rating_reasons"].ask_if
    assert (condition.question, condition.among) == ("rating", ("1", "2", "3"))


def test_french_marks_never_start_a_line():
    for question in (*STAKEHOLDER.questions, *YOUTH.questions, *FRAME.opening.values(), *FRAME.closing.values()):
        assert not any(mark in question.text["fr"] for mark in (" ?", " !", " :", " »", "« "))
