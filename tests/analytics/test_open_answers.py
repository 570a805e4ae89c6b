"""How deep open answers are looked at: by how many different ones a study has, the same everywhere, and told."""

import json

import pytest
from planted_study import planted
from study import NOW, Study, told
from test_insights import by_words

from analytics.export import write_export
from analytics.frames import frames
from analytics.open_answers import different
from analytics.report import write_report
from analytics.report.depth_words import depth_in_words
from analytics.report.words import Words
from analytics.themes import depths
from analytics.themes.depths import deepest


class Asked:
    """A coder that remembers how deep it was asked to look."""

    def __init__(self):
        self.depths = set()

    def __call__(self, answers, depth="fine"):
        self.depths.add(depth)
        return by_words(answers)


@pytest.fixture
def few(monkeypatch):
    """So many answers as a test has are many."""
    monkeypatch.setattr(depths, "MOST", {"fine": 0, "close": 1, "quick": 2})


@pytest.mark.parametrize(
    ("answers", "depth"),
    [
        (0, "fine"),
        (1_500, "fine"),
        (1_501, "close"),
        (5_000, "close"),
        (5_001, "quick"),
        (100_000, "quick"),
        (100_001, "words"),
    ],
)
def test_the_more_different_answers_the_less_deep(answers, depth):
    assert deepest(answers) == depth


def test_a_machine_without_the_fine_encoder_looks_less_deep():
    assert deepest(10, fine=False) == "quick"


def test_equal_answers_count_once_and_those_that_hold_no_longer_not_at_all():
    study = Study()
    study.person("a", told("cooperation_went_well", "Goed."), told("cooperation_to_improve", "Oud.", current=False))
    study.person("b", told("cooperation_went_well", "Goed."), told("cooperation_to_improve", "Traag."))
    assert different(frames(study.source())) == 2


def test_a_report_over_very_many_answers_looks_at_words_alone_and_says_so(guides, tmp_path, few):
    coder = Asked()
    write_report(planted().source(), tmp_path, guides, now=NOW, formats=("json",), language="en", coding=coder)
    method = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["sections"][-1]
    assert coder.depths == {"words"}
    assert "words and spelling alone" in str(method)
    assert "0.69 (micro F1" in str(method)


def test_so_does_an_export_and_its_files_say_so(guides, tmp_path, few):
    coder = Asked()
    write_export(planted().source(), tmp_path, ("csv",), guides, language="en", coder=coder)
    assert coder.depths == {"words"}
    assert "`codes_review.csv`: It looked at words and spelling alone" in (tmp_path / "codebook.md").read_text("utf-8")
    header, first = (tmp_path / "codes_review.csv").read_text("utf-8-sig").splitlines()[:2]
    assert (header.split(",")[-1], first.split(",")[-1]) == ("depth", "words")


def test_an_export_says_which_words_the_codebook_misses(guides, tmp_path):
    study = Study()
    for number in range(20):
        said = f"=kinderopvang sluit te vroeg {number}x" if number < 6 else f"we horen niets terug {number}x"
        study.person(f"p{number}", told("cooperation_to_improve", said))

    def coder(answers, _depth="fine"):
        return [one if "horen" in answer.text else () for one, answer in zip(by_words(answers), answers, strict=True)]

    write_export(study.source(), tmp_path, ("csv",), guides, coder=coder)
    header, first, *_ = (tmp_path / "codes_missed.csv").read_text("utf-8-sig").splitlines()
    assert header == '"language","words","answers","of","elsewhere","ids"'
    assert first.startswith('"nl","kinderopvang sluit","6","6","0"')


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
@pytest.mark.parametrize(
    ("depth", "answers"), [("fine", 9), ("close", 2_000), ("quick", 9), ("quick", 9_000), ("words", 200_000)]
)
def test_each_depth_is_told_in_each_language_with_its_measure(language, depth, answers):
    said = depth_in_words(Words(language), depth, answers)
    assert f"{depths.MEASURED[depth]:.2f}".replace(".", "." if language == "en" else ",") in said
    assert "{" not in said
