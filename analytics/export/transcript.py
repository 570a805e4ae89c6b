"""An interview as a text in turns, with the place of every answer in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.export.safe import without_controls
from bot.guide import Language

BOT = "Meespraak"
_PERSON: dict[Language, str] = {"nl": "Deelnemer", "en": "Respondent", "fr": "Participant·e"}
_WITHOUT: dict[str, dict[Language, str]] = {
    "skipped": {"nl": "(overgeslagen)", "en": "(skipped)", "fr": "(passée)"},
    "not_asked": {"nl": "(niet gesteld)", "en": "(not asked)", "fr": "(pas posée)"},
    "unclear": {"nl": "(onduidelijk gebleven)", "en": "(stayed unclear)", "fr": "(restée peu claire)"},
}


@dataclass(frozen=True)
class Said:
    """An answer and where it stands: `text[start:end]`, counted in Unicode code points."""

    answer: str
    question: str
    start: int
    end: int


@dataclass(frozen=True)
class Transcript:
    """One interview: question and answer in turn."""

    interview: str
    participant: str
    text: str
    said: tuple[Said, ...]
    replaced: int
    """Control signs that XML cannot hold."""


def transcripts(answers: pd.DataFrame, language: Language) -> Iterator[Transcript]:
    """Yield every interview, from labelled answers (`analytics.views.labelled`); only versions that hold are in it."""
    current = answers[answers["current"].fillna(value=True)].sort_values(["asked_at", "answered_at"], kind="stable")
    columns = ["id", "question", "wording", "said", "value_label", "missing"]
    for (interview, participant), rows in current.groupby(["interview", "participant"], observed=True, sort=False):
        yield _transcript(str(interview), str(participant), rows[columns], language)


def _transcript(interview: str, participant: str, rows: pd.DataFrame, language: Language) -> Transcript:
    parts: list[str] = []
    said: list[Said] = []
    at = replaced = 0
    for row in rows.itertuples(index=False):
        asked, more = _clean(row.wording)
        answer, also = _clean(_answer(row, language))
        replaced += more + also
        before = f"{BOT}: {asked}\n{_PERSON[language]}: "
        start = at + len(before)
        if pd.isna(row.missing) and answer:
            said.append(Said(str(row.id), str(row.question), start, start + len(answer)))
        parts += [before, answer, "\n\n"]
        at = start + len(answer) + 2
    return Transcript(interview, participant, "".join(parts), tuple(said), replaced)


def _answer(row: Any, language: Language) -> Any:
    if not pd.isna(row.missing):
        return row.said if not pd.isna(row.said) else _WITHOUT.get(row.missing, {}).get(language, "")
    return row.said if not pd.isna(row.said) else row.value_label


def _clean(text: Any) -> tuple[str, int]:
    """Return a text with line feeds only: any other line end would move the places behind it in some tools."""
    plain = "" if pd.isna(text) else str(text).replace("\r\n", "\n").replace("\r", "\n")
    return without_controls(plain)
