"""The tables as they go into files: the same columns whatever the format, an answer's value as one column."""

import json
from typing import Any

import pandas as pd

from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.sources import NAMES
from analytics.views import SEPARATOR, joined, labelled
from bot.guide import Language


def flat(frames: Frames, guides: Guides, language: Language) -> dict[str, pd.DataFrame]:
    """Return each table by name; in `answers` the value is one text column, with the labels of question and value."""
    tables = {name: frames.table(name) for name in NAMES}
    answers = labelled(tables["answers"], guides, language)
    answers.insert(list(answers.columns).index("choice"), "value", _value(answers))
    tables["answers"] = answers.drop(columns=["choice", "number", "chosen"])
    return tables


def _value(answers: pd.DataFrame) -> "pd.Series[Any]":
    """Return the value as text: a key, a figure, or a list as JSON."""
    several = joined(answers["chosen"])
    lists = {told: json.dumps(told.split(SEPARATOR), ensure_ascii=False) for told in several.cat.categories}
    several = several.cat.rename_categories(lists)
    figures = {number: f"{number:.15g}" for number in answers["number"].dropna().unique()}
    numbers = answers["number"].map(figures, na_action="ignore").astype("string")
    value = answers["choice"].astype("string").fillna(numbers).fillna(several.astype("string"))
    return value.astype("category")
