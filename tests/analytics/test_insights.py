"""Insights and tips: every planted fact is found and nothing in noise; n, counter-voice and quotes as promised."""

import pytest
from planted_study import Rows, noise, one, planted, words

from analytics.frames import frames
from analytics.insight_rules import insight_rules, tip_rules
from analytics.insights import insights
from analytics.sharing import taking_part
from analytics.themes import Answer, Coded, load_codebook
from analytics.tips import tips
from bot.guide import LANGUAGES

CODES = load_codebook().keys
FEEDBACK = ("horen", "communicatie", "terugkoppeling")


def by_words(answers, _depth="fine"):
    """A coder that is enough here: feedback by three words, else any theme, as the text falls."""

    def code(answer: Answer) -> str:
        said = answer.text.lower()
        return "communication_feedback" if any(word in said for word in FEEDBACK) else CODES[sum(map(ord, said)) % 16]

    return [(Coded(code(answer), 0.9, ()),) for answer in answers]


@pytest.fixture(scope="module")
def found(guides):
    return {one.key: one for one in insights(frames(taking_part(planted().source())), guides, by_words)}


@pytest.mark.parametrize(
    "planted_fact",
    [
        "more_involvement",
        "missing_party.Starters Lab Gent",
        "kinds_unheard",
        "theme_to_improve.communication_feedback",
        "weather_worse.plan_weather",
        "group_differs.plan_obstacles.money.zuid",
        "coach_wish_more.listen_more",
        "not_answered_back",
    ],
)
def test_every_planted_fact_is_found(found, planted_fact):
    assert planted_fact in found


def test_little_else_is_found(found):
    assert set(found) - {"youth_leads.coach_button.listen_more", "youth_leads.plan_obstacles.money"} == {
        "more_involvement",
        "missing_party.Starters Lab Gent",
        "kinds_unheard",
        "theme_to_improve.communication_feedback",
        "weather_worse.plan_weather",
        "group_differs.plan_obstacles.money.zuid",
        "coach_wish_more.listen_more",
        "not_answered_back",
    }


@pytest.mark.timeout(400)
def test_nothing_is_found_in_a_hundred_studies_of_noise(guides):
    """Promised: at most 1 in 100 for changes, and 1 in 100 for all else."""
    said = {seed: insights(frames(taking_part(noise(seed).source())), guides, by_words) for seed in range(100)}
    alarms = {seed: [one.key for one in found] for seed, found in said.items() if found}
    print(f"noise: {len(alarms)} of 100 studies with an insight {alarms or ''}")
    assert len(alarms) == 0


def test_an_insight_tells_its_n_who_the_counter_voice_and_how_sure(found, guides):
    said = found["more_involvement"].said(guides, "nl")
    assert said.sentence.startswith("De meeste van de 32 mensen willen meer betrokken zijn")
    assert said.n == "n = 32"
    assert "Gemeente of stad" in said.who
    assert said.counter == "Wie het anders ziet, als die er zijn, kunnen we niet tellen zonder iemand te tonen."
    assert said.sure.startswith("Zeker")


def test_every_insight_can_be_said_in_three_languages(found, guides):
    for insight in found.values():
        for language in LANGUAGES:
            said = insight.said(guides, language)
            assert not any("{" in text for text in (said.sentence, said.counter, said.who, said.sure, said.n))


def test_an_insight_about_fewer_than_five_is_not_told(guides):
    study = Rows(1)
    for number in range(4):
        study.person(f"p{number}", "stakeholder")
        study.interview(
            f"p{number}", "stakeholder", [words("cooperation_to_improve", "We horen niets terug van jullie.")]
        )
    assert insights(frames(taking_part(study.source())), guides, by_words) == []


def quoted(guides, scopes, *, flagged=False, said="We horen te weinig terug over de inbreng van iedereen."):
    study = Rows(1)
    for number in range(12):
        study.person(f"p{number}", "stakeholder", scopes, organisation="Bakkerij Zon")
        study.interview(f"p{number}", "stakeholder", [words("cooperation_to_improve", said)])
        if flagged:
            study.rows["flags"].append({"flag": number, "interview": number + 1, "theme": "abuse"})
    found = insights(frames(taking_part(study.source())), guides, by_words)
    return next(one.quotes for one in found if one.rule == "theme_to_improve")


def test_quotes_are_literal_and_need_consent(guides):
    assert quoted(guides, ("take_part", "quote")) == ("We horen te weinig terug over de inbreng van iedereen.",)
    assert quoted(guides, ("take_part",)) == ()


def test_nobody_with_a_flag_is_quoted_and_no_organisation_or_person_stands_in_a_quote(guides):
    may = ("take_part", "quote")
    assert quoted(guides, may, flagged=True) == ()
    assert quoted(guides, may, said="Wij van bakkerij zon horen veel te weinig terug.") == ()
    assert quoted(guides, may, said="Van Emma Peeters horen we veel te weinig terug.") == ()


def test_every_quote_is_a_whole_stored_answer(found):
    stored = {row["said"] for row in planted().rows["answers"]}
    told = [quote for insight in found.values() for quote in insight.quotes]
    assert told
    assert set(told) <= stored


def test_a_small_counter_voice_is_not_counted_and_cannot_be_subtracted(guides):
    study = Rows(1)
    for number in range(30):
        study.person(f"p{number}", "stakeholder")
        wanted = 1 if number < 3 else 4
        answers = [one("involvement_today", 2, "scale"), one("involvement_wanted", wanted, "scale")]
        study.interview(f"p{number}", "stakeholder", answers)
    found = next(one for one in insights(frames(taking_part(study.source())), guides) if one.rule == "more_involvement")
    assert (found.people, found.part, found.counter) == (30, None, None)
    assert "27" not in found.said(guides, "en").sentence


def test_each_tip_has_its_insight_and_its_section(found):
    given = tips(list(found.values()))
    assert {"listen_first", "weather_talk", "tell_back", "look_at_group"} <= {tip.key for tip in given}
    assert all(tip.insight.key in found for tip in given)
    assert tips([]) == []


def test_every_rule_points_to_a_section_that_exists_and_speaks_three_languages():
    from pathlib import Path

    sections = {path.stem for path in Path("data/guidance").glob("*.md")}
    rules = insight_rules().values()
    named = {rule.section for rule in rules} | {one for rule in rules for one in rule.sections.values()}
    assert named - {None} <= sections
    assert {tip.section for tip in tip_rules()} <= sections
    for texts in [*(rule.sentence for rule in rules), *(tip.try_this for tip in tip_rules())]:
        assert set(texts) == set(LANGUAGES)
    assert {tip.fired_by for tip in tip_rules()} <= set(insight_rules())


def test_analysis_imports_neither_rasa_nor_telegram():
    import subprocess
    import sys

    script = "import sys, analytics.tips, analytics.stakeholder_map; print([m for m in sys.modules if m in ('rasa', 'telegram')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
