"""Who named which organisation, as what: taken from the answers, before spellings are put together."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from analytics.frames import Frames
from analytics.groups import questions_serving
from analytics.guidebook import Guides
from analytics.stakeholder_map.rules import rules
from analytics.views import given, latest_of_person, main_answers
from bot.guide import LANGUAGES, Language
from bot.personal_data import looks_like_a_person, mask

_SENTENCE, _TELLING = 5, 2
"""So many words, of which so many are words of sentences."""


@dataclass(frozen=True)
class Mention:
    """One organisation named by one person."""

    participant: str
    written: str
    missing: bool
    """Named as who should be at the table; else as somebody to work with."""
    frequency: str | None = None
    about: tuple[str, ...] = ()
    adds: str | None = None
    """What it would add, in the person's words."""
    introduction: str | None = None


def mentions(frames: Frames, guides: Guides) -> list[Mention]:
    """Return every organisation named; names that look like a person's are left out."""
    purposes = ("ties", "missing_party", "ties_frequency", "ties_about", "missing_adds", "introduction")
    keys = {key for serves in purposes for key in _keys(guides, serves)}
    rows = latest_of_person(given(main_answers(frames.answers[frames.answers["question"].isin(keys)])))
    rows = rows.assign(participant=rows["participant"].astype(str), question=rows["question"].astype(str))
    ties, missing = (_named(rows, guides, serves) for serves in ("ties", "missing_party"))
    frequency, about = (_asides(rows, guides, serves) for serves in ("ties_frequency", "ties_about"))
    adds, introduction = (_asides(rows, guides, serves) for serves in ("missing_adds", "introduction"))
    found = [
        Mention(who, name, missing=False, frequency=_one(frequency, who, name), about=_many(about, who, name))
        for who, name in ties
    ]
    return found + [
        Mention(who, name, missing=True, adds=_said(adds, who, name), introduction=_one(introduction, who, name))
        for who, name in missing
    ]


Asides = dict[tuple[str, str], Any]


def _keys(guides: Guides, serves: str) -> set[str]:
    return {question.key for _, question in questions_serving(guides, serves)}


def _named(rows: pd.DataFrame, guides: Guides, serves: str) -> list[tuple[str, str]]:
    rows = rows[rows["question"].isin(_keys(guides, serves)) & rows["chosen"].notna()]
    found: dict[tuple[str, str], None] = {}
    for who, names, spoken in zip(rows["participant"], rows["chosen"], rows["language"], strict=True):
        for name in names:
            language: Language = spoken if spoken in LANGUAGES else "nl"
            if (fit := _fit(str(name or ""), language)) is not None:
                found[who, fit] = None
    return list(found)


@lru_cache(maxsize=100_000)  # most organisations are named by many
def _fit(name: str, language: Language) -> str | None:
    """Return the name as it may stand on a map; None for a person's, and for a sentence."""
    text = " ".join(name.split())
    if not text or looks_like_a_person(text):
        return None
    words = {word.strip(".,()").casefold() for word in text.split()}
    if _is_sentence(words):
        return None
    kinds = {span.type for span in mask(text, language).spans} - {"school"}
    return None if kinds - {"name"} or (kinds and not words & rules().organisations) else text


def _is_sentence(words: set[str]) -> bool:
    """Return whether these are the words of a sentence; what somebody says is no name, and may say who they are."""
    known = rules()
    named = words & (known.organisations | known.legal_forms)
    return len(words) >= _SENTENCE and len(words & known.sentence_words) >= _TELLING and not named


def _asides(rows: pd.DataFrame, guides: Guides, serves: str) -> Asides:
    rows = rows[rows["question"].isin(_keys(guides, serves)) & rows["item"].notna()]
    kept = rows[["participant", "item", "choice", "chosen", "said"]].itertuples(index=False)
    return {(str(row.participant), " ".join(str(row.item).split())): row for row in kept}


def _one(asides: Asides, who: str, name: str) -> str | None:
    row = asides.get((who, name))
    return None if row is None or pd.isna(row.choice) else str(row.choice)


def _many(asides: Asides, who: str, name: str) -> tuple[str, ...]:
    row = asides.get((who, name))
    chosen = None if row is None else row.chosen
    return tuple(str(key) for key in chosen) if chosen is not None and hasattr(chosen, "__iter__") else ()


def _said(asides: Asides, who: str, name: str) -> str | None:
    row = asides.get((who, name))
    return None if row is None or pd.isna(row.said) else str(row.said)
