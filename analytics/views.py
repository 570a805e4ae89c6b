"""Ways to look at the answers: those that hold now, those to probes, one row a chosen value, with labels."""

from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics.guidebook import Guides, choice_label, label_of
from bot.guide import Language


def main_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the versions that hold, without those to probes; skipped and unclear ones are among them."""
    return answers[answers["current"].fillna(value=True) & answers["probe_of"].isna()]


def probe_answers(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the answers to probes that hold."""
    return answers[answers["current"].fillna(value=True) & answers["probe_of"].notna()]


def given(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in which somebody answered: nothing is missing."""
    return answers[answers["missing"].isna()]


def values(answers: pd.DataFrame) -> pd.DataFrame:
    """Return one row a value: `row` (position in `answers`), interview, participant, guide, question, item, place, value.

    An answer with several choices or names gives one row for each, counted by `place` from 0; a scale or number gives
    its figure as text. Answers without a value (own words, missing) give none.
    """
    told = answers.reset_index(drop=True)
    lists = pa.chunked_array(pa.array(told["chosen"], pa.list_(pa.string()))).combine_chunks()
    several = pd.DataFrame(
        {
            "row": pc.list_parent_indices(lists).to_numpy(zero_copy_only=False),
            "value": pd.array(pc.list_flatten(lists).to_pylist(), dtype="string"),
        }
    )
    single = told["choice"].astype("string").fillna(told["number"].map(_figure, na_action="ignore").astype("string"))
    single = single.dropna()
    one = pd.DataFrame({"row": single.index.to_numpy(), "value": single.array})
    found = pd.concat([one, several], ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
    found["place"] = found.groupby("row").cumcount()
    told = told[["interview", "participant", "guide", "question", "item", "kind", "edition"]]
    return found.join(told, on="row")[["row", *told.columns, "place", "value"]]


def _figure(number: float) -> str:
    return f"{number:.15g}"


def latest_of_person(answers: pd.DataFrame) -> pd.DataFrame:
    """Return each person's last answer to each question (and item), so that people are counted and not messages."""
    ordered = answers.sort_values("answered_at", kind="stable")
    return ordered.drop_duplicates(["participant", "guide", "question", "item"], keep="last")


def labelled(answers: pd.DataFrame, guides: Guides, language: Language = "nl") -> pd.DataFrame:
    """Return the answers with `question_label` and `value_label` in a language, from the edition that was asked."""
    shown = answers.assign(several=joined(answers["chosen"]))
    told = ["guide", "question", "edition", "choice", "number", "several"]
    codes = shown.groupby(told, dropna=False, observed=True, sort=False).ngroup()
    first = ~codes.duplicated()
    kinds = {
        group: _labels(row, guides, language)
        for group, row in zip(codes[first], shown.loc[first, told].itertuples(index=False), strict=True)
    }
    for place, name in enumerate(("question_label", "value_label")):
        labels = {group: kind[place] for group, kind in kinds.items()}
        shown[name] = codes.map(labels).astype("category")
    return shown.drop(columns="several")


SEPARATOR = "\x1f"
"""Between the joined values of one answer; it stands in no text (intake removes control signs)."""


def joined(chosen: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return lists of texts as one categorical text each."""
    lists = pa.chunked_array(pa.array(chosen, pa.list_(pa.string())))
    texts = pc.binary_join(lists, SEPARATOR).combine_chunks().dictionary_encode()
    return pd.Series(texts.to_pandas().array, index=chosen.index)


def _labels(told: Any, guides: Guides, language: Language) -> tuple[str | None, str | None]:
    question = guides.question(told.guide, told.question, told.edition if isinstance(told.edition, str) else None)
    several = told.several.split(SEPARATOR) if isinstance(told.several, str) else []
    values = several or [value for value in (told.choice, told.number) if not pd.isna(value)]
    if question is None:
        return told.question, "; ".join(map(str, values)) or None
    return label_of(question, language), "; ".join(choice_label(question, one, language) for one in values) or None
