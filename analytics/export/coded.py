"""Themes of the open answers for an export: what the program suggests, with what humans decided in its place."""

from collections.abc import Iterable
from pathlib import Path

from analytics.export.coding import Codes, Coding, Theme
from analytics.frames import Frames
from analytics.themes import Answer, load_codebook
from analytics.themes import Coding as Coder
from analytics.themes.review import Assigned, assigned, with_review, write_review
from analytics.views import given

REVIEW = "codes_review.csv"


def coded(frames: Frames, coder: Coder, decided: Iterable[Assigned] = ()) -> tuple[Codes, list[Assigned]]:
    """Return the themes of every open answer and answer to a probe that holds, and the rows of the review file."""
    rows = given(frames.answers)
    rows = rows[rows["current"].fillna(value=True) & rows["kind"].eq("text") & rows["choice"].isna()]
    rows = rows[rows["said"].notna() & rows["said"].ne("")]
    asked = [
        Answer(str(said), str(language), str(question))
        for said, language, question in zip(rows["said"], rows["language"], rows["question"], strict=True)
    ]
    found = dict(zip(rows["id"].astype(str), coder(asked), strict=True))
    reviewed = with_review(assigned(found), (row for row in decided if row.answer in found))
    themes = tuple(Theme(code.key, code.name, code.definition) for code in load_codebook().codes)
    codings = tuple(
        Coding(row.answer, row.code, row.source, verified=bool(row.verified))
        for row in reviewed
        if row.verified is not False
    )
    return Codes(themes, codings), reviewed


def write_codes_review(rows: Iterable[Assigned], folder: Path) -> int:
    """Write the file in which humans confirm and correct; `report --codes` and `export --codes` read it again."""
    kept = list(rows)
    write_review(folder / REVIEW, kept)
    return len(kept)
