"""How people answered the closed questions: how many different people gave each choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.said import chosen, is_many, rounds_of
from analytics.views import given, latest_of_person, main_answers, values
from bot.guide import Question, Texts

_CLOSED = ("one", "many", "scale", "text")


@dataclass(frozen=True)
class Bar:
    """One choice of a question."""

    value: str
    label: Texts
    people: int
    answers: int
    """More than people only where a question is repeated for each name."""


@dataclass(frozen=True)
class Distribution:
    """The answers to one closed question, choices in the order of the guide."""

    guide: str
    role: str
    question: Question
    people: int
    """Who answered it."""
    answers: int
    bars: tuple[Bar, ...]
    """In a question with several choices one person counts in each bar they chose."""
    picked: Mapping[str, frozenset[str]]
    """What each unit (`analytics.said`) chose; for the shield, never for showing."""

    @property
    def several(self) -> bool:
        """Whether anybody stands in several bars; where nobody does, what is left over of the rest is one bar."""
        return is_many(self.question) and any(len(one) > 1 for one in self.picked.values())


def distributions(frames: Frames, guides: Guides) -> Iterator[Distribution]:
    """Yield the distribution of every closed question that was answered; each person's last answer counts."""
    answers = latest_of_person(given(main_answers(frames.answers)))
    answers = answers[answers["kind"].isin(_CLOSED)]
    rounds = rounds_of(frames)
    for guide, rows in answers.groupby("guide", observed=True):
        editions = [str(edition) for edition in rows["edition"].dropna().unique()]
        told = dict(iter(rows.groupby("question", observed=True)))
        for question in guides.questions(str(guide), editions):
            if question.choices and question.key in told:
                yield _distribution(str(guide), question, told[question.key], guides, editions, rounds)


def _distribution(
    guide: str,
    question: Question,
    rows: pd.DataFrame,
    guides: Guides,
    editions: list[str],
    rounds: Mapping[str, str],
) -> Distribution:
    asked = guides.guide(guide)
    role = asked.role if asked else "youth"
    exploded = values(rows)
    by_value = exploded.groupby("value", observed=True)["participant"]
    people = {str(value): int(n) for value, n in by_value.nunique().items()}
    counts = {str(value): int(n) for value, n in by_value.size().items()}
    choices = guides.choices(guide, question.key, editions)
    labels: dict[str, Texts] = {
        str(place) if question.kind == "scale" else choice.key: choice.text
        for place, choice in enumerate(choices, start=1)
    }
    keys = [*labels, *(key for key in sorted(people) if key not in labels)]
    bars = (Bar(key, labels.get(key, {}), people.get(key, 0), counts.get(key, 0)) for key in keys)
    n, picked = int(rows["participant"].nunique()), chosen(question, rows, rounds)
    return Distribution(guide, role, question, n, len(rows), tuple(bars), picked)
