"""How far interviews got, where people stopped, what it cost them, and what a probe brought.

People are counted, not messages: every figure carries `people`, the number of different people behind it, which decides
whether it may be shown (`analytics.shield`). All results are plain dataclasses; `dataclasses.asdict` gives their JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.views import given, main_answers, probe_answers

SILENT = timedelta(days=14)
"""An interview nobody answered for so long counts as left."""


@dataclass(frozen=True)
class Spread:
    """A middle and the quarters around it; None where there is nothing to measure."""

    low: float | None
    median: float | None
    high: float | None
    people: int


@dataclass(frozen=True)
class Progress:
    """How far the interviews of one group got."""

    by: str
    """What the group is one of: guide, organisation_type or partnership."""
    group: str
    role: str
    people: int
    invited: int | None
    started: int
    completed: int
    stopped: int
    left: int
    """Open, and silent for longer than `SILENT`."""
    going_on: int
    people_in: dict[str, int]
    """How many different people are behind completed, stopped, left and going_on."""
    minutes: Spread
    """Minutes at it, of those who completed: pauses of over half an hour left out."""
    answers: Spread
    """Questions answered an interview."""
    messages: Spread
    """Messages the person sent an interview: answers and answers to probes."""


@dataclass(frozen=True)
class QuestionCoverage:
    """What became of one question of one guide."""

    guide: str
    question: str
    asked: int
    """People who were asked it and reacted."""
    answered: int
    skipped: int
    unclear: int
    ended_here: int
    """People whose interview ended, not completed, with this as the last question they reacted to."""
    words: Spread
    """Words of an open answer, before any probe."""
    probed: int
    """People who answered a probe on it."""
    words_probed: Spread
    """Words of the same people with their answers to the probes."""
    who_was_asked: tuple[str, ...] = ()
    """Who they are; for the shield, never for showing."""
    who_answered: tuple[str, ...] = ()
    who_ended_here: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProbeYield:
    """What one probe rule brought."""

    rule: str
    people: int
    answers: int
    words_before: float
    """Mean words of the answer that was probed, with what earlier probes on it had brought."""
    words_more: float
    """Mean words of the answer to the probe."""


@dataclass(frozen=True)
class Coverage:
    """All of it; `groups` by guide, organisation type and partnership."""

    groups: tuple[Progress, ...]
    questions: tuple[QuestionCoverage, ...]
    probes: tuple[ProbeYield, ...]
    states: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    """By guide, how far each person got with their last interview; for the shield, never for showing."""


Invited = list[dict[str, Any]]
"""Rows with guide, partnership, organisation_type and invited, as `bot.store.overview` gives them."""


def coverage(frames: Frames, guides: Guides, now: datetime, invited: Invited | None = None) -> Coverage:
    """Measure the coverage of a study at a moment."""
    from analytics.coverage_questions import by_question, probe_yield

    answers = _with_words(frames.answers)
    interviews = _interviews(frames, answers, now)
    groups = [
        _progress(by, str(group), part, _invited(invited, by, str(group)))
        for by in ("guide", "organisation_type", "partnership")
        for group, part in interviews.groupby(by, observed=True)
    ]
    questions, probes = tuple(by_question(interviews, answers, guides)), tuple(probe_yield(answers))
    return Coverage(tuple(groups), questions, probes, _states(interviews))


def _states(interviews: pd.DataFrame) -> dict[str, dict[str, str]]:
    held = interviews.sort_values("started_at", kind="stable")
    made: dict[str, dict[str, str]] = {}
    for guide, who, state in zip(held["guide"], held["participant"], held["state"], strict=True):
        made.setdefault(str(guide), {})[str(who)] = str(state)
    return made


_COLUMNS = ["interview", "participant", "guide", "edition", "question", "item", "missing", "probe_of", "probe_rule"]
_COLUMNS += ["current", "answered_at"]


def _with_words(answers: pd.DataFrame) -> pd.DataFrame:
    typed = answers["source"].ne("button") & answers["kind"].eq("text")
    words = answers["said"].where(typed.fillna(value=False)).str.count(r"\S+")
    return answers[_COLUMNS].assign(words=words.astype("Float64"))


def _interviews(frames: Frames, answers: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Return one row an interview with its state, minutes, answers and messages."""
    people = frames.participants.drop_duplicates("participant").set_index("participant")
    table = frames.interviews.join(people[["role", "organisation_type", "partnership"]], on="participant")
    table = table.set_index("interview", drop=False)
    main = given(main_answers(answers))
    for name, rows in (("answers", main), ("messages", answers)):
        table[name] = rows.groupby("interview", observed=True).size().reindex(table.index).fillna(0)
    last = answers.groupby("interview", observed=True)["answered_at"].max().reindex(table.index)
    table["last"] = last.fillna(table["started_at"])
    table["minutes"] = _minutes(table, answers)
    silent = table["last"] < pd.Timestamp(now) - SILENT
    unfinished = table["status"].isin(["open", "paused"])
    table["state"] = table["status"].astype("string")
    table.loc[unfinished, "state"] = silent[unfinished].map({True: "left", False: "going_on"})
    return table


PAUSE = timedelta(minutes=30)
"""A longer silence than this is a pause, and no time of the person's."""


def _minutes(table: pd.DataFrame, answers: pd.DataFrame) -> "pd.Series[Any]":
    """Return minutes from the start to the last answer, pauses left out."""
    moments = pd.concat(
        [
            pd.DataFrame({"interview": table.index, "at": table["started_at"].array}),
            pd.DataFrame({"interview": answers["interview"].array, "at": answers["answered_at"].array}),
        ],
        ignore_index=True,
    ).dropna()
    moments["interview"] = moments["interview"].astype("string")
    moments = moments.sort_values(["interview", "at"])
    gaps = moments["at"].diff().where(moments["interview"].eq(moments["interview"].shift()))
    gaps = gaps.where(gaps <= PAUSE, timedelta(0))
    minutes = gaps.to_numpy("timedelta64[us]").astype("int64") / 60e6
    spent = pd.Series(minutes, index=moments.index).groupby(moments["interview"]).sum()
    return spent.reindex(table.index.astype("string")).set_axis(table.index)


def _progress(by: str, group: str, part: pd.DataFrame, invited: int | None) -> Progress:
    states = part["state"].value_counts()
    completed = part[part["state"] == "completed"]
    role = (
        "youth" if part["role"].isna().all() or (part["role"] == "youth").any() else str(part["role"].dropna().iloc[0])
    )
    return Progress(
        by=by,
        group=group,
        role=role,
        people=int(part["participant"].nunique()),
        invited=invited,
        started=len(part),
        completed=len(completed),
        stopped=int(states.get("stopped", 0)),
        left=int(states.get("left", 0)),
        going_on=int(states.get("going_on", 0)),
        people_in={str(state): int(rows["participant"].nunique()) for state, rows in part.groupby("state")},
        minutes=spread(completed["minutes"], completed["participant"]),
        answers=spread(part["answers"], part["participant"]),
        messages=spread(part["messages"], part["participant"]),
    )


def _invited(invited: Invited | None, by: str, group: str) -> int | None:
    told = [row["invited"] for row in invited or [] if row.get(by) == group and row["invited"] is not None]
    return int(sum(told)) if told else None


def spread(measure: "pd.Series[Any]", people: "pd.Series[Any]") -> Spread:
    """Return the median and quartiles of a measure, and how many people it is of."""
    there = measure.dropna().astype(float)
    if there.empty:
        return Spread(None, None, None, 0)
    low, median, high = (round(float(one), 1) for one in there.quantile([0.25, 0.5, 0.75]))
    return Spread(low, median, high, int(people[measure.notna()].nunique()))


def probes_of(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers to probes that were given."""
    return given(probe_answers(answers))
