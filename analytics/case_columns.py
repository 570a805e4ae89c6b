"""The columns of the wide table that one question gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from bot.guide import Choice, Question, Texts

CaseType = Literal["category", "number", "text", "flag", "time"]
Columns = dict[str, "CaseColumn"]

NOT_ASKED = "not_asked"
"""Also where an interview has no row for a question: it was not reached, or did not apply."""


@dataclass(frozen=True)
class CaseColumn:
    """One column: its cells by interview, and what a codebook says of it."""

    name: str
    type: CaseType
    cells: "pd.Series[Any]"
    question: Question | None = None
    label: Texts = field(default_factory=dict)
    labels: Mapping[str, Texts] = field(default_factory=dict)
    """The words of each value, by value as text, in the order of the choices."""


def plain(name: str, cells: "pd.Series[Any]") -> CaseColumn:
    """Return a column about the interview or the person."""
    return CaseColumn(name, "time" if isinstance(cells.dtype, pd.DatetimeTZDtype) else "category", cells)


def of_question(
    question: Question,
    name: str,
    choices: Sequence[Choice],
    rows: pd.DataFrame,
    probes: pd.DataFrame | None,
    *,
    index: pd.Index,
) -> Columns:
    """Return all columns of a question, a set for each item it was repeated for; their names begin with `name`."""
    made: Columns = {}
    for suffix, part in _slots(rows):
        one = part.drop_duplicates("interview", keep="last").set_index("interview").reindex(index)
        base = f"{name}{suffix}"
        if suffix:
            made |= _column(f"{base}_item", "text", one["item"].astype("string"), question)
        made |= _values(question, choices, base, one)
        missing = one["missing"].astype("string").mask(one["question"].isna(), NOT_ASKED)
        made |= _column(f"{base}_missing", "category", missing.astype("category"), question)
    if probes is not None:
        made |= _probes(question, probes, index)
    return made


def of_unknown(key: str, rows: pd.DataFrame, index: pd.Index) -> Columns:
    """Return what was said to a question that no guide at hand has, as a text."""
    one = rows.drop_duplicates("interview", keep="last").set_index("interview").reindex(index)
    return _column(key, "text", one["said"], None)


def _slots(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the answers, or for a repeated question those about the first item, the second, and so on."""
    if rows["item"].isna().all():
        yield "", rows
        return
    items = rows["item"].astype("string").fillna("")
    place = items.groupby(rows["interview"], observed=True).transform(lambda named: pd.factorize(named)[0])
    for slot, part in rows.groupby(place.astype(int)):
        yield f"_{slot + 1}", part


def _values(question: Question, choices: Sequence[Choice], base: str, one: pd.DataFrame) -> Columns:
    labels = {choice.key: choice.text for choice in choices}
    said = _column(f"{base}_said" if question.kind != "text" else base, "text", one["said"], question)
    if question.kind in ("scale", "number"):
        steps = {str(number): choice.text for number, choice in enumerate(choices, start=1)}
        return _column(base, "number", one["number"], question, steps)
    if question.kind == "many":
        return _ticks(question, labels, base, one) | (said if question.other else {})
    if question.kind == "list":
        return _names(question, base, one)
    if question.kind == "one":
        made = _column(base, "category", one["choice"], question, labels | ({"other": {}} if question.other else {}))
        return made | (said if question.other else {})
    return said | (_column(f"{base}_choice", "category", one["choice"], question, labels) if choices else {})


def _ticks(question: Question, labels: Mapping[str, Texts], base: str, one: pd.DataFrame) -> Columns:
    """Return a 0/1 column for each choice; missing where nothing was chosen."""
    told = one["chosen"].dropna()
    found = {key for chosen in told for key in chosen}
    keys = [*labels, *sorted(found - set(labels))]
    made: Columns = {}
    for key in keys:
        ticked = pd.Series([int(key in set(chosen)) for chosen in told], index=told.index, dtype="Int64")
        made[f"{base}_{key}"] = CaseColumn(
            f"{base}_{key}", "flag", ticked.reindex(one.index), question, labels.get(key, {}), {"0": _NO, "1": _YES}
        )
    return made


_YES: Texts = {"nl": "ja", "en": "yes", "fr": "oui"}
_NO: Texts = {"nl": "nee", "en": "no", "fr": "non"}


def _names(question: Question, base: str, one: pd.DataFrame) -> Columns:
    told = one["chosen"].dropna()
    most = max((len(chosen) for chosen in told), default=0)
    made: Columns = {}
    for place in range(most):
        names = pd.Series(
            [chosen[place] if place < len(chosen) else None for chosen in told], index=told.index, dtype="string"
        )
        made |= _column(f"{base}_name_{place + 1}", "text", names.reindex(one.index), question)
    return made


def _probes(question: Question, probes: pd.DataFrame, index: pd.Index) -> Columns:
    made: Columns = {}
    for key, rows in probes.groupby("question", observed=True):
        for suffix, part in _slots(rows):
            one = part.drop_duplicates("interview", keep="last").set_index("interview").reindex(index)
            made |= _column(f"{key}{suffix}", "text", one["said"], question)
    return made


def _column(
    name: str,
    type_: CaseType,
    cells: "pd.Series[Any]",
    question: Question | None,
    labels: Mapping[str, Texts] | None = None,
) -> Columns:
    label = (question.label or question.text) if question else {}
    return {name: CaseColumn(name, type_, cells, question, label, labels or {})}
