"""The measures of the check-in: for each closed question the mean of its scale, or the share that chose each key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analytics.chance import Floats, Ints
from analytics.frames import Frames
from analytics.groups import questions_serving
from analytics.guidebook import Guides
from analytics.views import given, main_answers
from bot.guide import Question

SERVES = ("mood", "obstacles", "coach_wish", "lundy_space", "lundy_audience")
"""What the questions that are followed over time are for."""
GROUPS = ("age_band", "partnership", "language")


@dataclass(frozen=True)
class Measure:
    """One thing that is followed over time."""

    key: str
    """`plan_weather`, or `plan_obstacles.money` for the share that chose a key."""
    question: Question
    serves: str
    kind: Literal["mean", "share"]
    value: str | None
    """The key whose share it is."""
    steps: int
    """Of the scale."""
    guide: str = ""


@dataclass(frozen=True)
class Answered:
    """Answers to one measure, a row for each person and round: the last answer. Whoever skipped has none."""

    person: Ints
    place: Ints
    """Of the round, from 0; -1 outside any round."""
    value: Floats
    """Step of the scale, or 1 where the key was chosen and 0 where not."""
    group: Mapping[str, Ints]
    """For each way to group, the number of the person's group; -1 where it is not known."""
    names: Mapping[str, tuple[str, ...]]
    """The groups by number."""
    people: tuple[str, ...] = ()
    """The participants by number."""

    def where(self, kept: Any) -> "Answered":
        """Return some of the rows."""
        group = {by: codes[kept] for by, codes in self.group.items()}
        return Answered(self.person[kept], self.place[kept], self.value[kept], group, self.names, self.people)


def measures(frames: Frames, guides: Guides, order: Sequence[str]) -> list[tuple[Measure, Answered]]:
    """Return each measure with its answers; `order` names the rounds."""
    asked = [(serves, *found) for serves in SERVES for found in questions_serving(guides, serves, "youth")]
    rows = _rows(frames, {question.key for _, _, question in asked}, order)
    parts = {(str(guide), str(key)): part for (guide, key), part in rows.groupby(["guide", "question"])}
    return [
        made
        for serves, guide, question in asked
        if (guide, question.key) in parts
        for made in _of(serves, guide, question, parts[guide, question.key])
    ]


def _rows(frames: Frames, keys: set[str], order: Sequence[str]) -> pd.DataFrame:
    rows = given(main_answers(frames.answers[frames.answers["question"].isin(keys)]))
    held = frames.interviews.drop_duplicates("interview")
    place = {name: at for at, name in enumerate(order)}
    places = {str(key): place.get(str(name), -1) for key, name in zip(held["interview"], held["round"], strict=True)}
    text = {name: rows[name].astype(str) for name in ("participant", "question", "guide")}
    rows = rows.assign(place=rows["interview"].astype(str).map(places).fillna(-1).astype(int), **text)
    rows = rows.sort_values("answered_at", kind="stable")
    rows = rows.drop_duplicates(["participant", "question", "place"], keep="last")
    people = frames.participants.drop_duplicates("participant")
    people = people.set_index(people["participant"].astype(str))
    groups = {by: rows["participant"].map(people[by].astype(object).to_dict()) for by in GROUPS}
    return rows.assign(**groups)


def _of(serves: str, guide: str, question: Question, rows: pd.DataFrame) -> Iterator[tuple[Measure, Answered]]:
    if question.kind == "scale":
        told = rows[rows["number"].notna()]
        values = told["number"].to_numpy(dtype=float)
        yield (
            Measure(question.key, question, serves, "mean", None, len(question.choices), guide),
            _answered(told, values),
        )
        return
    chose = [_keys(one, several) for one, several in zip(rows["choice"], rows["chosen"], strict=True)]
    told = rows[np.array([keys is not None for keys in chose], dtype=bool)]
    told_keys = [keys for keys in chose if keys is not None]
    for choice in question.choices:
        values = np.array([float(choice.key in keys) for keys in told_keys])
        measure = Measure(f"{question.key}.{choice.key}", question, serves, "share", choice.key, 2, guide)
        yield measure, _answered(told, values)


def _keys(one: object, several: object) -> frozenset[str] | None:
    """Return the keys of an answer; None where it has none."""
    if isinstance(one, str):
        return frozenset((one,))
    return frozenset(map(str, several)) if isinstance(several, list | tuple | np.ndarray) else None


def _answered(rows: pd.DataFrame, values: Floats) -> Answered:
    coded = {by: pd.factorize(rows[by], sort=True) for by in GROUPS}
    person, people = pd.factorize(rows["participant"])
    return Answered(
        person=np.asarray(person, dtype=np.int64),
        place=rows["place"].to_numpy(dtype=np.int64),
        value=values,
        group={by: np.asarray(codes, dtype=np.int64) for by, (codes, _) in coded.items()},
        names={by: tuple(map(str, names)) for by, (_, names) in coded.items()},
        people=tuple(map(str, people)),
    )
