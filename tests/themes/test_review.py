from datetime import datetime, timezone
from pathlib import Path

import pytest

from analytics.themes import Coded
from analytics.themes.review import Assigned, ReviewFaultError, assigned, read_review, with_review, write_review

CODES = ("money_funding", "gender")
AT = datetime(2026, 11, 21, 9, 30, tzinfo=timezone.utc)


def suggested() -> list[Assigned]:
    return assigned({"a1": [Coded("money_funding", 0.9, ("geld",))], "a2": [Coded("gender", 0.6, ("=1+1",))]})


def test_a_suggestion_is_automatic_and_unverified():
    assert suggested()[0] == Assigned("a1", "money_funding", "auto", None, 0.9, ("geld",))


def test_what_nobody_looked_at_comes_back_as_no_decision(tmp_path: Path):
    write_review(tmp_path / "codes.csv", suggested())
    assert read_review(tmp_path / "codes.csv", CODES) == []


def test_a_human_decision_wins_and_is_kept_with_who_and_when(tmp_path: Path):
    decided = [
        Assigned("a1", "money_funding", "human", False, by="Staff 3", at=AT),
        Assigned("a1", "gender", "human", True, by="Staff 3", at=AT),
    ]
    write_review(tmp_path / "codes.csv", decided)
    rows = {(r.answer, r.code): r for r in with_review(suggested(), read_review(tmp_path / "codes.csv", CODES))}
    assert rows["a1", "money_funding"] == Assigned("a1", "money_funding", "human", False, 0.9, ("geld",), "Staff 3", AT)
    assert rows["a1", "gender"].source == "human"
    assert rows["a1", "gender"].verified
    assert rows["a2", "gender"].source == "auto"
    assert rows["a2", "gender"].verified is None


def test_no_cell_of_a_review_file_is_a_formula(tmp_path: Path):
    write_review(tmp_path / "codes.csv", suggested())
    assert ",=1+1" not in (tmp_path / "codes.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a1,money_fundng,yes,,", "not in the codebook"),
        ("a1,gender,maybe,,", "write yes or no"),
        ("a1,gender,yes,me,tomorrow", "not a date"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(tmp_path: Path, row: str, fault: str):
    file = tmp_path / "codes.csv"
    file.write_text("answer,code,verified,by,at\n" + row + "\n", encoding="utf-8")
    with pytest.raises(ReviewFaultError, match=f"codes.csv:2: .*{fault}"):
        read_review(file, CODES)


def test_yes_may_be_written_in_three_languages(tmp_path: Path):
    file = tmp_path / "codes.csv"
    file.write_text("answer,code,verified,by,at\na1,gender,Ja,,\na2,gender,NON,,\n", encoding="utf-8")
    assert [row.verified for row in read_review(file, CODES)] == [True, False]
