"""Which themes stand at which answers, as exports need to know it."""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from bot.guide import Texts

REVIEW = "codes_review.csv"
MISSED = "codes_missed.csv"


@dataclass(frozen=True)
class Theme:
    """A code of the codebook."""

    key: str
    name: Texts
    definition: Texts


@dataclass(frozen=True)
class Coding:
    """One theme at one answer."""

    answer: str
    """The `id` of the answer, as in the frames."""
    theme: str
    source: Literal["auto", "human"] = "auto"
    """Who put it there: the program, or somebody who corrected it."""
    verified: bool = False
    """Whether a human has confirmed it."""


@dataclass(frozen=True)
class Codes:
    """A codebook and what it was applied to."""

    themes: tuple[Theme, ...]
    codings: tuple[Coding, ...]
    method: str = ""
    """How they came about, in a sentence."""

    def of_answers(self) -> dict[str, list[Coding]]:
        """Return the codings by answer."""
        found: dict[str, list[Coding]] = {}
        for coding in self.codings:
            found.setdefault(coding.answer, []).append(coding)
        return found


def codes_by_case(codes: Codes, answers: pd.DataFrame) -> pd.DataFrame:
    """Return a 0/1 table: a row an interview that has answers, a column a theme."""
    owner = dict(zip(answers["id"].astype(str), answers["interview"].astype(str), strict=True))
    has = {(owner.get(coding.answer), coding.theme) for coding in codes.codings}
    interviews = list(dict.fromkeys(answers["interview"].astype(str)))
    columns: dict[str, Any] = {
        theme.key: pd.array([int((one, theme.key) in has) for one in interviews], dtype="Int64")
        for theme in codes.themes
    }
    return pd.DataFrame({"interview": pd.array(interviews, dtype="string"), **columns})
