"""A guide keeps its edition through layout, and comes back whole from the store."""

import json
from pathlib import Path

import pytest

from bot.guide_file import GUIDES_FOLDER, load_frame, load_guide, load_guides
from bot.guide_stored import as_stored, edition_of, from_stored

GUIDES = load_guides()
SOURCE = (GUIDES_FOLDER / "youth_checkin.yml").read_text(encoding="utf-8")


def edition_when(tmp_path: Path, text: str) -> str:
    path = tmp_path / "youth_checkin.yml"
    path.write_text(text, encoding="utf-8")
    return load_guide(path).edition


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_comes_back_whole_from_json(key: str):
    guide = GUIDES[key]
    assert from_stored(json.loads(json.dumps(as_stored(guide)))) == guide


@pytest.mark.parametrize("key", GUIDES)
def test_the_edition_is_the_hash_of_what_is_stored(key: str):
    guide = GUIDES[key]
    assert guide.edition == edition_of(as_stored(guide))
    assert len(guide.edition) == 12


def test_comments_and_layout_do_not_change_the_edition(tmp_path: Path):
    other = SOURCE.replace("\n  - key:", "\n\n  # A remark.\n  - key:").replace("minutes: 3", "minutes:   3")
    other = other.replace("role: youth\n", "").replace("minutes:   3\n", "minutes: 3\nrole: youth\n")
    assert edition_when(tmp_path, other) == GUIDES["youth_checkin"].edition


def test_a_default_written_out_does_not_change_the_edition(tmp_path: Path):
    other = SOURCE.replace("    kind: scale\n", "    kind: scale\n    core: true\n    max_probes: 0\n")
    assert edition_when(tmp_path, other) == GUIDES["youth_checkin"].edition


def test_one_letter_in_one_language_changes_the_edition(tmp_path: Path):
    assert edition_when(tmp_path, SOURCE.replace("Raconte", "Racontes")) != GUIDES["youth_checkin"].edition


def test_the_order_of_questions_is_content():
    stored = as_stored(GUIDES["youth_checkin"])
    turned = {**stored, "questions": stored["questions"][::-1]}
    assert from_stored(turned).edition != GUIDES["youth_checkin"].edition


def test_the_frame_has_an_edition_of_its_own():
    assert len(load_frame().edition) == 12
