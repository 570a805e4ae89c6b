import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from study import NOW, Study, chose, told

from analytics.report import write_report
from analytics.report.blocks import Table
from analytics.report.page import typeset, visible
from analytics.report.words import Words, _read
from analytics.shield import Hidden, shown

NAMES = ["nl", "en", "fr"]


def written(study, guides, folder, language="nl", ratings=()):
    write_report(study.source(), folder, guides, now=NOW + timedelta(days=30), language=language, ratings=ratings)
    page = (folder / "report.html").read_text(encoding="utf-8")
    return page, json.loads((folder / "report.json").read_text(encoding="utf-8"))


def table(figures, key):
    blocks = [block for section in figures["sections"] for part in section["parts"] for block in part["blocks"]]
    return {row["value"]: row for block in blocks if block.get("table") == key for row in block["rows"]}


def rows_of(figures, key):
    blocks = [block for section in figures["sections"] for part in section["parts"] for block in part["blocks"]]
    return next(block["rows"] for block in blocks if block.get("table") == key)


@pytest.fixture(scope="module")
def study():
    made = Study()
    for number in range(20):
        level = 1 if number < 9 else 4 if number < 16 else 5
        made.person(f"p_{number}", chose("involvement_today", level, "scale"), told("went_well", "goed"))
    for number in range(9):
        made.person(f"y_{number}", chose("plan_weather", 5, "scale"), guide="youth_checkin", role="youth")
    return made


def test_a_figure_about_four_is_hidden_and_so_is_one_that_would_tell_it(study, guides, tmp_path):
    page, figures = written(study, guides, tmp_path)
    rows = table(figures, "stakeholder.involvement_today")
    hidden = {"hidden": True}
    assert [rows[value]["people"] for value in "12345"] == [9, hidden, hidden, hidden, hidden]
    assert rows["1"]["percent"] == 45
    assert rows["5"] == {
        "value": "5",
        "label": "Wij beslissen zelf",
        "people": hidden,
        "percent": hidden,
        "interval": hidden,
    }
    assert "9 (45 %)" in page


def test_nine_young_people_are_too_few_to_show(study, guides, tmp_path):
    page, figures = written(study, guides, tmp_path)
    assert table(figures, "youth_checkin.plan_weather") == {}
    assert "Te weinig mensen (minder dan 10) om te tonen: Weer bij je plan." in page
    assert not shown(9, "youth")
    assert shown(10, "youth")


@pytest.mark.parametrize("people", [0, 1, 4, 9])
def test_a_report_on_few_shows_nothing_of_them_and_says_so(guides, tmp_path, people):
    made = Study()
    for number in range(people):
        made.person(f"y_{number}", chose("plan_weather", 5, "scale"), guide="youth_checkin", role="youth")
    page, figures = written(made, guides, tmp_path)
    assert table(figures, "youth_checkin.plan_weather") == {}
    assert ("Te weinig mensen (minder dan 10) om te tonen: Weer bij je plan." in page) == (people > 0)


@pytest.mark.parametrize("language", NAMES)
def test_the_page_opens_offline_in_each_language(study, guides, tmp_path, language):
    page, figures = written(study, guides, tmp_path, language)
    assert f'<html lang="{language}">' in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []
    assert figures["language"] == language


def test_each_chart_says_in_words_what_it_shows_and_has_its_table_below(study, guides, tmp_path):
    page, _ = written(study, guides, tmp_path)
    figure = re.search(r'<figure id="stakeholder-involvement_today">.*?</figure>', page, re.DOTALL)[0]
    assert 'role="img" aria-label="Betrokken vandaag (n = 20). Ik word op de hoogte gehouden: 9 (45 %)."' in figure
    assert "<table>" in figure


def test_it_counts_each_person_once_by_their_last_answer(guides, tmp_path):
    made = Study()
    for number in range(24):
        made.person(f"p_{number}", chose("rating", 2, "scale"))
        made.interview(
            f"p_{number}",
            chose("rating", 5 if number < 14 else 4, "scale", answered_at="2026-11-21T10:00:00+00:00"),
            guide="stakeholder",
            status="completed",
        )
    rows = table(written(made, guides, tmp_path)[1], "stakeholder.rating")
    assert rows["5"]["people"] == 14
    assert rows["2"]["people"] == {"hidden": True}


def test_a_study_of_nobody_is_a_page_that_says_so(guides, tmp_path):
    page, _ = written(Study(), guides, tmp_path)
    assert "Er zijn nog geen gesprekken" in page


def test_every_sentence_of_the_report_exists_in_all_languages_with_the_same_gaps():
    gaps = [{key: set(re.findall(r"{\w+}", text)) for key, text in _read(name).items()} for name in NAMES]
    assert gaps[0] == gaps[1] == gaps[2]


def test_what_belongs_together_stays_on_one_line_and_a_quote_is_as_it_was_said():
    assert typeset("Zeker (n = 27)", "nl") == "Zeker (n\u00a0=\u00a027)"
    assert typeset("« Oui » : n = 5 ?", "fr") == "«\u00a0Oui\u00a0»\u00a0: n\u00a0=\u00a05\u00a0?"
    assert visible("« Oui » : n = 5 ?") == "« Oui » : n = 5 ?"


@pytest.mark.parametrize("language", NAMES)
def test_every_rule_for_a_probe_has_its_words(language):
    from ruamel.yaml import YAML

    signals = YAML(typ="safe").load(Path("data/probing/signals.yml"))
    rules = {one["rule"] for one in signals["probe_rules"]} | set(signals["response_of"])
    assert [rule for rule in sorted(rules) if Words(language).probe(rule) == rule] == []


def test_a_choice_that_is_hidden_is_named_below_the_picture_and_takes_no_place_in_it(study, guides, tmp_path):
    page, _ = written(study, guides, tmp_path)
    figure = re.search(r'<figure id="stakeholder-involvement_today">.*?</figure>', page, re.DOTALL)[0]
    assert "Wij beslissen zelf" not in re.search(r"<svg.*?</svg>", figure, re.DOTALL)[0]
    assert re.search(r'<p class="left_out">Verborgen: .*Wij beslissen zelf', figure)
    assert figure.count("left_out") == 1


def test_the_number_asked_does_not_tell_who_gave_the_answer_that_leads_to_a_question(guides, tmp_path):
    made = Study()
    for number in range(20):
        yes = number < 18
        more = [told("success_seen", "een plek om te starten")] if yes else []
        made.person(f"p_{number}", chose("extra_wanted", "yes" if yes else "no"), *more)
    figures = written(made, guides, tmp_path)[1]
    asked = {row["question"]: row["answered"] for row in rows_of(figures, "questions_stakeholder")}
    assert asked["Extra vragen"] == 20
    assert asked["Succes over een jaar"] == {"hidden": True}


def test_a_middle_needs_enough_people_on_either_side(guides, tmp_path):
    made = Study()
    for number in range(9):
        made.person(f"p_{number}", told("cooperation_went_well", "goed overleg"), told("tip", "x"))
    [row] = [one for one in rows_of(written(made, guides, tmp_path)[1], "questions_stakeholder") if one["words"]][:1]
    assert (row["answered"], row["words"]) == (9, {"hidden": True})
    made.person("p_10", told("cooperation_went_well", "goed overleg"))
    [row] = [one for one in rows_of(written(made, guides, tmp_path)[1], "questions_stakeholder") if one["words"]][:1]
    assert (row["answered"], row["words"]) == (10, "2")


def test_how_coaches_rate_the_guide_is_told_of_enough_of_them(guides, tmp_path):
    ratings = [(f"c_{number}", "involvement_levels", number < 7) for number in range(12)]
    ratings += [(f"c_{number}", "place", True) for number in range(4)]
    [row] = rows_of(written(Study(), guides, tmp_path, ratings=ratings)[1], "guide_ratings")
    assert (row["coaches"], row["useful"], row["percent"]) == (12, 7, 58)


def test_rows_and_columns_of_which_everything_is_hidden_are_named_below_the_table():
    hidden = Hidden()
    whole = Table("x", ("kind", "n", "gap"), (("town", 9, hidden), ("school", hidden, hidden)), "x")
    assert (whole.without_hidden.header, whole.without_hidden.rows) == (("kind", "n"), (("town", 9),))
    assert whole.hidden == ("school", "gap")
