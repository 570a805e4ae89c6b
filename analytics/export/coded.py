"""Themes of the open answers for an export: what the program suggests, with what humans decided in its place."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pandas as pd

from analytics.export.coding import MISSED, REVIEW, Codes, Coding, Theme
from analytics.frames import Frames
from analytics.open_answers import depth_of, open_answers
from analytics.themes import Answer, load_codebook
from analytics.themes import Coding as Coder
from analytics.themes.missed import Missed, missed
from analytics.themes.review import Assigned, assigned, with_review, write_review
from bot.guide import Language


@dataclass(frozen=True)
class Reviewed:
    """The themes of a study, and what goes into the files that staff look at."""

    codes: Codes
    review: list[Assigned]
    missed: list[Missed]


def coded(frames: Frames, coder: Coder, decided: Iterable[Assigned] = (), language: Language = "nl") -> Reviewed:
    """Return the themes of every open answer and answer to a probe that holds."""
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
    has = {one.answer for one in codings}
    without = missed((key, answer, key in has) for key, answer in zip(found, asked, strict=True))
    return Reviewed(Codes(themes, codings, method), reviewed, without)


def write_codes_missed(rows: Iterable[Missed], folder: Path) -> int:
    """Write what the codebook misses: words that are frequent among answers without a theme."""
    from analytics.export.csv_files import write_csv

    told = [asdict(row) | {"ids": " ".join(row.ids)} for row in rows]
    names = [field.name for field in fields(Missed)]
    return write_csv(pd.DataFrame(told, columns=names), folder / MISSED)


def write_codes_review(rows: Iterable[Assigned], folder: Path) -> int:
    """Write the file in which humans confirm and correct; `report --codes` and `export --codes` read it again."""
    kept = list(rows)
    write_review(folder / REVIEW, kept)
    return len(kept)
