"""Lundy's four as measures, from data that exist: space, voice, audience and influence (Lundy 2007).

They describe what a project does for young people's right to be heard. They are no score, and are never added up.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pandas as pd

from analytics.chance import Interval, share_interval
from analytics.frames import Frames
from analytics.groups import questions_serving
from analytics.guidebook import Guides
from analytics.shield import shown
from analytics.views import latest_of_person, main_answers

if TYPE_CHECKING:
    from collections.abc import Callable

ROLE = "youth"


@dataclass(frozen=True)
class Right:
    """One figure for one of the first three; `part` of `people`."""

    right: Literal["space", "voice", "audience"]
    people: int
    part: int | None
    """None: too few people on one side to be shown."""
    interval: Interval | None


@dataclass(frozen=True)
class Influence:
    """What was done with what young people said: decisions on record, about no person."""

    decisions: int
    told: int
    """Messages sent back, over all decisions."""
    rounds: int
    rounds_answered: int
    """Rounds after which, and before the next one, young people were told of a decision."""


@dataclass(frozen=True)
class Lundy:
    """The four rights."""

    rights: tuple[Right, ...]
    influence: Influence


def lundy(frames: Frames, guides: Guides) -> Lundy:
    """Return what the check-ins and the decisions on record say about the four.

    Space: who can mostly be themselves, of those who answered that. Voice: who said in their own words what should
    change, of those who were asked. Audience: who wants to hear back, of those who answered that.
    """
    asked = {serves: _asked(frames, guides, serves) for serves in ("lundy_space", "lundy_influence", "lundy_audience")}
    space, voice, audience = asked["lundy_space"], asked["lundy_influence"], asked["lundy_audience"]
    rights = (
        _right("space", space[space["missing"].isna()], lambda rows: rows["number"] == _steps(guides)),
        _right("voice", voice, lambda rows: rows["missing"].isna() & rows["choice"].isna() & rows["said"].notna()),
        _right("audience", audience[audience["missing"].isna()], lambda rows: rows["choice"] == "yes"),
    )
    return Lundy(tuple(right for right in rights if right is not None), _influence(frames))


def _asked(frames: Frames, guides: Guides, serves: str) -> pd.DataFrame:
    keys = {question.key for _, question in questions_serving(guides, serves, ROLE)}
    rows = main_answers(frames.answers)
    rows = rows[rows["question"].isin(keys) & (rows["missing"].isna() | (rows["missing"] != "not_asked"))]
    return latest_of_person(rows).drop_duplicates("participant", keep="last")


def _steps(guides: Guides) -> int:
    return max((len(question.choices) for _, question in questions_serving(guides, "lundy_space", ROLE)), default=0)


def _right(
    right: Literal["space", "voice", "audience"],
    rows: pd.DataFrame,
    counts: "Callable[[pd.DataFrame], pd.Series[bool]]",
) -> Right | None:
    people = len(rows)
    if not shown(people, ROLE):
        return None
    part = int(counts(rows).fillna(value=False).sum())
    told = shown(part, ROLE) and shown(people - part, ROLE)
    return Right(right, people, part if told else None, share_interval(part, people) if told else None)


def _influence(frames: Frames) -> Influence:
    told = frames.decisions["told"].fillna(0).astype(float)
    begun = frames.interviews.dropna(subset=["round"]).groupby("round", observed=True)["started_at"].min()
    starts = [*begun.sort_values(), pd.Timestamp.max.tz_localize("UTC")]
    answered_at = frames.decisions.loc[told > 0, "at"].dropna()
    answered = sum(bool(((answered_at >= start) & (answered_at < end)).any()) for start, end in pairwise(starts))
    return Influence(len(told), int(told.sum()), len(begun), answered)
