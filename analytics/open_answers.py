"""What people answered in their own words, and how deep the coder looks at it: the same for all that is made of a study."""

import pandas as pd

from analytics.frames import Frames
from analytics.themes.depths import Depth, deepest
from analytics.themes.meaning import FineEncoder


def open_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers and answers to probes in people's own words that hold."""
    return answers[_open(answers)]


def _open(answers: pd.DataFrame) -> "pd.Series[bool]":
    holds = answers["missing"].isna() & answers["current"].fillna(value=True)
    in_own_words = answers["kind"].eq("text") & answers["choice"].isna()
    said = answers["said"].fillna("").ne("")
    return holds & in_own_words & said


def different(frames: Frames) -> int:
    """Return how many different open answers a study has."""
    return int(frames.answers.loc[_open(frames.answers), "said"].nunique())


def depth_of(frames: Frames) -> Depth:
    """Return how deep the coder looks at the open answers of a study."""
    return deepest(different(frames), fine=FineEncoder().can_encode())
