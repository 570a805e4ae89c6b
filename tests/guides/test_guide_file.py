"""Reading a folder of guides, and writing one back."""

from pathlib import Path

import pytest

from bot.guide_check import GuideProblem
from bot.guide_file import GUIDES_FOLDER, load_frame, load_guide, load_guides
from bot.guide_write import guide_as_yaml

GUIDES = load_guides()
SOURCE = (GUIDES_FOLDER / "youth_checkin.yml").read_text(encoding="utf-8")


def test_it_reads_every_guide_of_the_folder_by_its_name():
    assert set(GUIDES) == {"stakeholder", "youth_checkin"}


def test_two_files_with_one_name_are_told(tmp_path: Path):
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(SOURCE, encoding="utf-8")
    with pytest.raises(
        GuideProblem, match=r"b\.yml:1: another file in this folder is the guide 'youth_checkin' already"
    ):
        load_guides(tmp_path)


def test_a_guide_with_a_fault_is_not_read_and_all_faults_are_told(tmp_path: Path):
    path = tmp_path / "x.yml"
    path.write_text(SOURCE.replace("rotate: 5", "rotate: 50").replace("key: self_here", "key: q6"), encoding="utf-8")
    with pytest.raises(GuideProblem) as problem:
        load_guide(path)
    assert [fault.sentence for fault in problem.value.faults] == [
        "the guide asks 50 questions each time and has only 8.",
        "the key 'q6' is a number; name what it asks, such as 'contact_rhythm'.",
    ]


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_that_is_written_is_the_same_guide(tmp_path: Path, key: str):
    (tmp_path / "again.yml").write_text(guide_as_yaml(GUIDES[key]), encoding="utf-8")
    assert load_guide(tmp_path / "again.yml") == GUIDES[key]


def test_a_written_guide_shows_its_emoji():
    assert "🌧️ Regen" in guide_as_yaml(GUIDES["youth_checkin"])


def test_a_new_question_is_an_edit_of_one_file(tmp_path: Path):
    question = """
  - key: help_wanted
    kind: one
    goal: Whether help is wanted.
    text: {nl: "Wil je hulp?", en: "Do you want help?", fr: "Tu veux de l'aide ?"}
    explain: {nl: "Van je coach.", en: "From your coach.", fr: "De ton coach."}
    choices:
      - key: "no"
        text: {nl: "Nee", en: "No", fr: "Non"}
      - key: "yes"
        text: {nl: "Ja", en: "Yes", fr: "Oui"}
"""
    (tmp_path / "youth.yml").write_text(SOURCE + question, encoding="utf-8")
    assert load_guide(tmp_path / "youth.yml").question("help_wanted").text["fr"] == "Tu veux de l'aide ?"


def test_the_frame_keeps_the_order_of_its_files():
    assert list(load_frame().opening)[:4] == ["take_part", "quote", "map", "contact"]
    assert list(load_frame().closing)[:3] == ["fits_my_story", "next_time_with", "rating"]
