"""What each person said to one thing, in the form the shield counts: a value for each unit.

A unit is a person, or `person@round` where somebody is asked again; who chose several gives a yes or no to each choice.
"""

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd
import pyarrow as pa

from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.views import given, latest_of_person, main_answers
from bot.guide import Question

YES, NO = "yes", "no"
OTHER = "(other)"
"""In one's own words, or a value that the guide does not have."""
Said = dict[str, str]


def rounds_of(frames: Frames) -> Mapping[str, str]:
    """Return the round of each interview; empty where it is of none."""
    held = frames.interviews.drop_duplicates("interview")
    names = held["round"].astype("string").fillna("")
    return dict(zip(held["interview"].astype(str), names, strict=True))


def units(rows: pd.DataFrame, rounds: Mapping[str, str]) -> list[str]:
    """Return the unit of each row."""
    asked = rows["interview"].astype(str)
    return [f"{who}@{rounds.get(one, '')}" for who, one in zip(rows["participant"].astype(str), asked, strict=True)]


def closed_rows(frames: Frames) -> pd.DataFrame:
    """Return each person's last answer to each question (and item)."""
    return latest_of_person(given(main_answers(frames.answers)))


def family(guide: str, question: Question, choice: str | None = None) -> str:
    """Return the name of the family of a question, or of one of its choices where several may be chosen."""
    return f"{guide}.{question.key}" if choice is None else f"{guide}.{question.key}.{choice}"


def values(question: Question, rows: pd.DataFrame) -> list[frozenset[str]]:
    """Return what was chosen in each row: one value, several, or `OTHER`."""
    if question.kind == "scale":
        return [frozenset((f"{number:.15g}",)) for number in rows["number"].fillna(0)]
    single = [_together((str(one) if isinstance(one, str) else OTHER,)) for one in rows["choice"].astype(object)]
    if rows["chosen"].isna().all():
        return single
    return [
        one if several is None else _together(tuple(several))
        for several, one in zip(pa.array(rows["chosen"], pa.list_(pa.string())).to_pylist(), single, strict=True)
    ]


@lru_cache(maxsize=10_000)
def _together(several: tuple[str, ...]) -> frozenset[str]:
    """Return a set; few are different, and equal ones are one."""
    return frozenset(several)


def chosen(question: Question, rows: pd.DataFrame, rounds: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return what each unit chose; of a question repeated for each name, everything the person chose."""
    found: dict[str, frozenset[str]] = {}
    for unit, picked in zip(units(rows, rounds), values(question, rows), strict=True):
        before = found.get(unit)
        found[unit] = picked if before is None else before | picked
    return found


def is_many(question: Question) -> bool:
    """Return whether a person can have several values."""
    return question.kind == "many" or bool(question.for_each)


def of_choice(picked: Mapping[str, frozenset[str]], value: str) -> Said:
    """Return who chose a value and who did not."""
    return {unit: YES if value in one else NO for unit, one in picked.items()}


def of_question(picked: Mapping[str, frozenset[str]]) -> Said:
    """Return the one value of each."""
    return {unit: next(iter(one)) for unit, one in picked.items()}


def types_of(frames: Frames, guides: Guides) -> dict[str, str]:
    """Return the kind of organisation of each person: as it is stored, else as they told."""
    from analytics.involvement import types_told

    people = frames.participants.dropna(subset=["organisation_type"])
    stored = zip(people["participant"].astype(str), people["organisation_type"].astype(str), strict=True)
    return types_told(frames, guides) | dict(stored)
