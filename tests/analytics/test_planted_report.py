"""The planted study in the report itself: every planted fact is told, each sentence has its n, and quotes are literal."""

import json
import threading
from dataclasses import replace

import pytest
from planted_study import ROUNDS, noise, planted
from test_insights import by_words
from test_shield import NOW, Town

from analytics.insights import Insight
from analytics.report import write_report
from analytics.report.blocks import Chart
from analytics.report.borne_out import NotBorneOut
from analytics.report.sections import SECTIONS
from analytics.report.sections.themes import PURPOSES


@pytest.fixture(scope="module")
def report(guides, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    write_report(planted().source(), folder, guides, now=NOW, formats=("json",), coding=by_words)
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def blocks(report):
    for section in report["sections"]:
        yield from section["blocks"]
        for part in section["parts"]:
            yield from part["blocks"]


def told(report):
    return {block["insight"]["key"]: block["insight"] for block in blocks(report) if "insight" in block}


def table(report, key):
    return next(block["rows"] for block in blocks(report) if block.get("table") == key)


@pytest.mark.parametrize(
    "fact",
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
def test_every_planted_fact_is_told_in_the_report(report, fact):
    assert fact in told(report)


def test_all_themes_are_coded_beside_the_rest(guides, tmp_path, monkeypatch):
    """Whatever a chapter asks the themes of was begun: nothing is coded where the report is worked out."""
    monkeypatch.setattr("analytics.findings.Study._enough", lambda *_: True)  # so that each chapter asks
    where = []

    def coding(answers, depth="fine", /):
        where.append(threading.current_thread().name)
        return by_words(answers, depth)

    write_report(planted().source(), tmp_path, guides, now=NOW, formats=("json",), coding=coding)
    assert len(where) == len(PURPOSES)
    assert all(name.startswith("coding") for name in where)


def test_a_report_that_fails_leaves_the_rest_uncoded(guides, tmp_path, monkeypatch):
    began, failed, coded = threading.Event(), threading.Event(), []

    def coding(answers, depth="fine", /):
        began.set()
        failed.wait(30)
        coded.append(len(answers))
        return by_words(answers, depth)

    def broken(_context):
        began.wait(30)
        raise LookupError

    monkeypatch.setattr("analytics.findings.Study._enough", lambda *_: True)  # so that each question waits to be coded
    monkeypatch.setattr("analytics.report.context.Context.look_around", broken)
    with pytest.raises(LookupError):
        write_report(planted().source(), tmp_path, guides, now=NOW, formats=("json",), coding=coding)
    failed.set()
    for thread in threading.enumerate():
        if thread.name.startswith("coding"):
            thread.join(30)
    assert len(coded) == 1


def test_the_gap_is_largest_for_municipalities(report):
    gap = {row["group"]: row["gap"] for row in table(report, "involvement_gap")}
    assert max(gap, key=gap.get) == "Gemeente of stad"


def test_the_falling_weather_is_drawn_round_by_round(report):
    means = [row["mean"] for row in table(report, "trend.plan_weather")]
    assert len(means) == len(ROUNDS)
    assert means[0] > means[-1] + 1


def test_each_sentence_has_its_n_and_each_tip_the_insight_behind_it(report):
    insights = told(report)
    assert all(one["n"].startswith("n = ") and one["sure"] and one["counter"] for one in insights.values())
    tips = [block["tip"] for block in blocks(report) if "tip" in block]
    assert tips
    assert all(tip["insight"] in insights and "n = " in tip["because"] and tip["section"] for tip in tips)


def test_every_quote_in_the_report_is_a_whole_stored_answer(report):
    stored = {row["said"] for row in planted().rows["answers"]}
    quotes = [quote for one in told(report).values() for quote in one.get("quotes", ())]
    assert quotes
    assert set(quotes) <= stored


def test_a_study_of_noise_is_reported_without_a_finding(guides, tmp_path):
    write_report(noise(1).source(), tmp_path, guides, now=NOW, formats=("json",), coding=by_words)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert told(report) == {}
    assert "Er is nog niets dat bij genoeg mensen" in str(report["sections"][0])


def test_what_a_human_corrected_wins_in_the_report(guides, tmp_path):
    study = planted()
    rejected = {
        str(place): (frozenset(), frozenset({"communication_feedback"}))
        for place, row in enumerate(study.rows["answers"], start=1)
        if row["question"] == "cooperation_to_improve"
    }
    write_report(study.source(), tmp_path, guides, now=NOW, formats=("json",), coding=by_words, review=rejected)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert "theme_to_improve.communication_feedback" not in told(report)


def test_the_pdf_is_tagged_and_made_of_the_same_sections(guides, tmp_path):
    [path] = write_report(Town(3).study.source(), tmp_path, guides, now=NOW, formats=("pdf",), language="fr")
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content or b"/MarkInfo" in content


def test_every_chapter_has_its_place_and_every_chart_its_words():
    assert len(SECTIONS) == len(set(SECTIONS))
    assert "alternative" in Chart.__dataclass_fields__


@pytest.mark.parametrize("changed", [{"quotes": ("niemand schreef dit ooit zo",)}, {"n": ""}])
def test_a_report_that_is_not_borne_out_is_not_written(guides, tmp_path, monkeypatch, changed):
    said = Insight.said

    def otherwise(self, *given):
        told = said(self, *given)
        return told and replace(told, **changed)

    monkeypatch.setattr(Insight, "said", otherwise)
    with pytest.raises(NotBorneOut):
        write_report(planted().source(), tmp_path, guides, now=NOW, formats=("json",), coding=by_words)
    assert list(tmp_path.iterdir()) == []
