"""Themes of the open answers for an export: what the program suggests, with what humans decided in its place."""

from collections.abc import Iterable
from pathlib import Path

from analytics.export.coding import REVIEW, Codes, Coding, Theme
from analytics.frames import Frames
from analytics.open_answers import depth_of, open_answers
from analytics.themes import Answer, load_codebook
from analytics.themes import Coding as Coder
from analytics.themes.review import Assigned, assigned, with_review, write_review
from bot.guide import Language


def coded(
    frames: Frames, coder: Coder, decided: Iterable[Assigned] = (), language: Language = "nl"
) -> tuple[Codes, list[Assigned]]:
    """Return the themes of every open answer and answer to a probe that holds, and the rows of the review file."""
    from analytics.report.depth_words import depth_in_words
    from analytics.report.words import Words

    rows, depth = open_answers(frames.answers), depth_of(frames)
    asked = [
        Answer(str(said), str(language), str(question))
        for said, language, question in zip(rows["said"], rows["language"], rows["question"], strict=True)
    ]
    found = dict(zip(rows["id"].astype(str), coder(asked, depth), strict=True))
    reviewed = with_review(assigned(found, depth), (row for row in decided if row.answer in found))
    themes = tuple(Theme(code.key, code.name, code.definition) for code in load_codebook().codes)
    codings = tuple(
        Coding(row.answer, row.code, row.source, verified=bool(row.verified))
        for row in reviewed
        if row.verified is not False
    )
    method = depth_in_words(Words(language), depth, rows["said"].nunique())
    return Codes(themes, codings, method), reviewed


def write_codes_review(rows: Iterable[Assigned], folder: Path) -> int:
    """Write the file in which humans confirm and correct; `report --codes` and `export --codes` read it again."""
    kept = list(rows)
    write_review(folder / REVIEW, kept)
    return len(kept)
