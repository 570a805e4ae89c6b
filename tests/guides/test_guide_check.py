"""What staff are told about a guide that is not right yet."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guide_check import check_guide
from bot.guide_file import GUIDES_FOLDER

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yml"))
WELL = (GUIDES_FOLDER / "youth_checkin.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_each_broken_guide_gets_the_line_and_the_sentence_written_at_its_end(path: Path):
    written = path.read_bytes().decode("utf-8", errors="replace")
    expected = [(int(line), sentence) for line, sentence in re.findall(r"^# line (\d+): (.+)$", written, re.MULTILINE)]
    assert expected
    assert [(fault.line, fault.sentence) for fault in check_guide(path)] == expected


@pytest.mark.parametrize("path", sorted(GUIDES_FOLDER.rglob("*.yml")), ids=lambda path: path.stem)
def test_our_own_guides_have_no_fault(path: Path):
    assert check_guide(path) == []


def test_a_fault_reads_as_file_line_sentence(tmp_path: Path):
    path = tmp_path / "x.yml"
    path.write_text(WELL.replace('      fr: "Tu peux être toi-même ici\u00a0?"\n', ""), encoding="utf-8")
    (fault,) = check_guide(path)
    assert str(fault) == f"{path}:{fault.line}: the question 'self_here' has no French text; add a line 'fr:'."
    assert path.read_text(encoding="utf-8").splitlines()[fault.line - 1] == "    text:"


def test_a_file_that_is_not_there_is_a_fault_too(tmp_path: Path):
    assert [fault.sentence for fault in check_guide(tmp_path / "none.yml")] == ["there is no such file."]


def test_a_title_that_looks_like_a_formula_is_text(tmp_path: Path):
    path = tmp_path / "formula.yml"
    path.write_text(WELL.replace('nl: "Hoe gaat het met je plan?"', 'nl: "=cmd()"'), encoding="utf-8")
    assert check_guide(path) == []


def test_a_text_of_a_megabyte_is_told_at_once(tmp_path: Path):
    path = tmp_path / "long.yml"
    path.write_text(WELL.replace("Kan je hier jezelf zijn?", "a, " * 250_000), encoding="utf-8")
    (fault,) = check_guide(path)
    assert fault.sentence.startswith(
        "this text of the question 'self_here' is 749999 characters; at most 300 are read."
    )


def test_young_people_get_seventeen_words_at_most(tmp_path: Path):
    path = tmp_path / "words.yml"
    path.write_text(
        WELL.replace("Kan je hier jezelf zijn?", "Kan je hier zijn " * 4 + "wie je echt bent?"), encoding="utf-8"
    )
    (fault,) = check_guide(path)
    assert fault.sentence == "the question 'self_here' has 20 words; young people get at most 17 in a message."


def test_ten_thousand_open_brackets_do_not_exhaust_it(tmp_path: Path):
    path = tmp_path / "brackets.yml"
    path.write_text("[" * 10_000, encoding="utf-8")
    assert len(check_guide(path)) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.integers(0, len(WELL)),
    length=st.integers(0, 400),
    put=st.one_of(st.text(max_size=20), st.sampled_from(["- ", ": ", "{", "[]", "\t", "null", "\n      - key: x\n"])),
)
def test_whatever_is_typed_into_a_guide_it_never_breaks(tmp_path: Path, start: int, length: int, put: str):
    path = tmp_path / "typed.yml"
    path.write_text(WELL[:start] + put + WELL[start + length :], encoding="utf-8", errors="replace")
    assert all(fault.line >= 1 and fault.sentence.endswith((".", "?")) for fault in check_guide(path))
