"""SPSS: a file a guide, one case an interview, with labels for variables and values.

A choice is coded by its place and labelled with its words. A missing answer is system-missing, never a number; why it is
missing stands beside it as labelled text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.case_columns import CaseColumn
from analytics.cases import Cases
from analytics.export.codebook import MISSING
from analytics.export.safe import without_controls
from bot.guide import Language, Texts

_NAME, _LABEL, _VALUE_LABEL, _STRING = 64, 255, 120, 32_000
"""Bytes that SPSS keeps of a variable's name, its label, a value's label and a text."""
_RESERVED = {"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"}


@dataclass
class _Variables:
    """The variables of one file."""

    language: Language
    cells: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, str | None] = field(default_factory=dict)
    value_labels: dict[str, Any] = field(default_factory=dict)
    measures: dict[str, Any] = field(default_factory=dict)
    replaced: int = 0

    def add(self, name: str, cells: Any, label: str, measure: str, labels: Mapping[Any, str] | None = None) -> None:
        """Add a variable under a name that SPSS takes and no other one has."""
        name = _own_name(name, {taken.upper() for taken in self.cells})
        self.cells[name], self.measures[name] = cells, measure
        self.labels[name] = _cut(label, _LABEL)
        if labels:
            self.value_labels[name] = {value: _cut(words, _VALUE_LABEL) for value, words in labels.items() if words}


def write_sav(cases: Cases, path: Path, language: Language) -> tuple[int, int]:
    """Write the interviews of one guide, and return the number of cases and of control signs replaced."""
    import pyreadstat

    made = _Variables(language)
    for column in cases.columns.values():
        _add(made, column)
    table = pd.DataFrame(made.cells)
    pyreadstat.write_sav(
        table,
        str(path),
        file_label=_cut(cases.guide, 60),
        column_labels=made.labels,
        variable_value_labels={name: labels for name, labels in made.value_labels.items() if labels},
        variable_measure=made.measures,
        row_compress=True,
    )
    return len(table), made.replaced


def _add(made: _Variables, column: CaseColumn) -> None:
    cells = column.cells.reset_index(drop=True)
    label = column.label.get(made.language) or column.name
    if column.type == "time":
        made.add(column.name, cells.dt.tz_convert(None), label, "scale")
    elif column.type in ("number", "flag"):
        steps = {float(value): _words(words, made.language) for value, words in column.labels.items()}
        measure = "nominal" if column.type == "flag" else "ordinal" if steps else "scale"
        made.add(column.name, _floats(cells), label, measure, steps)
    elif column.labels:
        _add_codes(made, column, cells, label)
    else:
        reasons = (
            {key: words[made.language] for key, words in MISSING.items()} if column.name.endswith("_missing") else {}
        )
        _add_texts(made, column.name, cells, label, reasons)


def _add_codes(made: _Variables, column: CaseColumn, cells: "pd.Series[Any]", label: str) -> None:
    """Code each choice by its place; keys that no guide has come last."""
    found = sorted(str(key) for key in cells.dropna().unique())
    keys = [*column.labels, *(key for key in found if key not in column.labels)]
    codes = {key: float(place) for place, key in enumerate(keys, start=1)}
    words = {codes[key]: _words(column.labels.get(key, {}), made.language) or key for key in keys}
    made.add(column.name, _floats(cells.astype("string").map(codes)), label, "nominal", words)


def _add_texts(made: _Variables, name: str, cells: "pd.Series[Any]", label: str, values: Mapping[Any, str]) -> None:
    """Add a text; one longer than SPSS keeps goes on in variables _2, _3 and so on."""
    cleaned = [None if pd.isna(cell) else without_controls(str(cell)) for cell in cells]
    made.replaced += sum(found[1] for found in cleaned if found)
    parts = [pieces(found[0]) if found else [] for found in cleaned]
    for place in range(max((len(part) for part in parts), default=1) or 1):
        texts = pd.Series([part[place] if place < len(part) else "" for part in parts], dtype=object)
        made.add(f"{name}_{place + 1}" if place else name, texts, label, "nominal", values)


def _floats(cells: "pd.Series[Any]") -> "pd.Series[float]":
    return pd.Series(cells.astype("Float64").to_numpy("float64", na_value=float("nan")))


def _words(words: Texts, language: Language) -> str:
    return words.get(language, "")


def _cut(text: str, size: int) -> str:
    """Return as much of a text as fits in so many bytes of UTF-8."""
    plain = without_controls(" ".join(text.split()))[0]
    return plain.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def pieces(text: str) -> list[str]:
    """Return a text in pieces of at most 32,000 bytes, in order; joined they are the text."""
    return list(_pieces(text)) if len(text) * 4 > _STRING else [text]


def _pieces(text: str) -> Iterator[str]:
    start = size = 0
    for at, sign in enumerate(text):
        more = len(sign.encode())
        if size + more > _STRING:
            yield text[start:at]
            start, size = at, 0
        size += more
    yield text[start:]


def _own_name(name: str, taken: set[str]) -> str:
    """Return a name of letters, digits and _ that begins with a letter and that no other variable has, in any case."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    plain = plain if plain[:1].isalpha() and plain.upper() not in _RESERVED else f"v_{plain}"
    plain, number = plain[:_NAME].rstrip("_"), 1
    made = plain
    while made.upper() in taken:
        number += 1
        end = f"_{number}"
        made = plain[: _NAME - len(end)] + end
    return made
