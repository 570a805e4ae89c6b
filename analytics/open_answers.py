"""What people answered in their own words, and how deep the coder looks at it: the same for all that is made of a study."""

import pandas as pd

from analytics.frames import Frames
from analytics.themes.depths import Depth, deepest
from analytics.themes.meaning import FineEncoder
from analytics.views import given


def open_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers and answers to probes in people's own words that hold."""
    rows = given(answers)
    rows = rows[rows["current"].fillna(value=True) & rows["kind"].eq("text") & rows["choice"].isna()]
    return rows[rows["said"].notna() & rows["said"].ne("")]


def different(frames: Frames) -> int:
    """Return how many different open answers a study has."""
    return int(open_answers(frames.answers[["missing", "current", "kind", "choice", "said"]])["said"].nunique())


def depth_of(frames: Frames) -> Depth:
    """Return how deep the coder looks at the open answers of a study."""
    return deepest(different(frames), fine=FineEncoder().can_encode())
