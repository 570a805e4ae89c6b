"""A study as tidy pandas tables, one a noun: one row an answer, categories as categoricals, missing kept missing.

The columns are those of `rules/columns.yml`. Rows are taken up in chunks and kept as Arrow columns, so that a
million answers with their passports stand in some hundreds of megabytes.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any

import pandas as pd
import pyarrow as pa

from analytics import garbage
from analytics.columns import Column, columns
from analytics.sources import NAMES, Source
from bot.json_lines import Row

CHUNK = 2_000
"""So many rows at a time stay in a processor's cache while their columns are gathered."""

_ARROW = {
    "category": pa.dictionary(pa.int32(), pa.string()),
    "text": pa.string(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "time": pa.timestamp("us", tz="UTC"),
    "keys": pa.list_(pa.string()),
}
_PANDAS: dict[pa.DataType, Any] = {
    pa.string(): pd.StringDtype("pyarrow"),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.list_(pa.string()): pd.ArrowDtype(pa.list_(pa.string())),
}


@dataclass(frozen=True)
class Frames:
    """The tables of a study; the columns of each are described in `analytics/rules/columns.yml`."""

    participants: pd.DataFrame
    consents: pd.DataFrame
    interviews: pd.DataFrame
    answers: pd.DataFrame
    flags: pd.DataFrame
    decisions: pd.DataFrame

    def table(self, name: str) -> pd.DataFrame:
        """Return one table by its name."""
        found: pd.DataFrame = getattr(self, name)
        return found


Lists = dict[str, list[Any]]
"""The cells of a chunk by column."""


@garbage.looked_for_seldom()
def frames(source: Source, chunk: int = CHUNK) -> Frames:
    """Build all tables of a study; an answer also carries the participant, guide and edition of its interview."""
    interviews = list(source("interviews"))
    tables = {name: frame(name, source(name), chunk) for name in NAMES if name not in ("interviews", "answers")}
    answers = frame("answers", source("answers"), chunk, _Placing(interviews))
    return Frames(interviews=frame("interviews", interviews, chunk), answers=answers, **tables)


class _Placing:
    """Adds to a chunk of answers what stands elsewhere: the value by its type, and what the interview tells."""

    def __init__(self, interviews: list[Row]) -> None:
        names = ("participant", "guide", "edition")
        self._told = {name: {row["interview"]: row.get(name) for row in interviews} for name in names}
        self._number = 0

    def __call__(self, rows: list[Row]) -> Lists:
        values, interviews = _cells(rows, "value"), _cells(rows, "interview")
        made: Lists = {name: list(map(told.get, interviews)) for name, told in self._told.items()}
        made["edition"] = [own or its for own, its in zip(_cells(rows, "edition"), made["edition"], strict=True)]
        made["item"] = [item or None for item in _cells(rows, "item")]
        made["choice"] = [value if isinstance(value, str) else None for value in values]
        made["number"] = [value if isinstance(value, int | float) else None for value in values]
        made["chosen"] = [value if isinstance(value, list) else None for value in values]
        made["id"] = [known or number for number, known in enumerate(_cells(rows, "id"), start=self._number + 1)]
        self._number += len(rows)
        return made


def _nothing(_rows: list[Row]) -> Lists:
    return {}


def frame(
    name: str, rows: Iterable[Row], chunk: int = CHUNK, placing: Callable[[list[Row]], Lists] = _nothing
) -> pd.DataFrame:
    """Build one table from its rows; `placing` gives the columns of a chunk that its rows do not hold as they are."""
    described = columns()[name]
    schema = pa.schema([(column.name, _ARROW[column.type]) for column in described])
    parts = []
    for part in _chunks(rows, chunk):
        placed = placing(part)
        cells = (placed.get(column.name) or _cells(part, column.name) for column in described)
        arrays = [_array(column, values) for column, values in zip(described, cells, strict=True)]
        parts.append(pa.table(arrays, schema=schema))
    whole = pa.concat_tables(parts) if parts else schema.empty_table()
    del parts
    made: pd.DataFrame = whole.unify_dictionaries().to_pandas(
        types_mapper=_PANDAS.get, split_blocks=True, self_destruct=True
    )
    return made


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    stream = iter(rows)
    while part := list(islice(stream, size)):
        yield part


def _cells(rows: list[Row], name: str) -> list[Any]:
    """Return one field of every row; None where a row does not have it."""
    try:
        return list(map(itemgetter(name), rows))
    except KeyError:
        return [row.get(name) for row in rows]


def _array(column: Column, values: list[Any]) -> pa.Array:
    if column.type == "category":
        return _texts(values).dictionary_encode()
    if column.type == "text":
        return _texts(values)
    if column.type == "time":
        return _times(values)
    if column.type == "keys":
        return _lists(values)
    return pa.array(values, _ARROW[column.type])


def _texts(values: list[Any]) -> pa.Array:
    """Return cells as texts; the quick way when all are texts or whole numbers, else one by one."""
    try:
        array = pa.array(values)
        if pa.types.is_string(array.type) or pa.types.is_integer(array.type) or pa.types.is_null(array.type):
            return array.cast(pa.string())
    except (pa.ArrowException, UnicodeError, OverflowError):
        pass  # mixed types, or half an emoji
    return pa.array([_text(value) for value in values], pa.string())


def _times(values: list[Any]) -> pa.Array:
    texts = pa.array(values, pa.string())
    try:
        return texts.cast(_ARROW["time"])
    except pa.ArrowInvalid:  # without a zone, or a date alone: taken as UTC
        return pa.array(pd.to_datetime(pd.Series(values), utc=True, format="ISO8601"), _ARROW["time"])


def _lists(values: list[Any]) -> pa.Array:
    try:
        return pa.array(values, _ARROW["keys"])
    except (pa.ArrowException, UnicodeError):
        return pa.array([value if value is None else [_text(one) for one in value] for value in values], _ARROW["keys"])


def _text(value: Any) -> str | None:
    """Return a cell as text that any file can hold; half an emoji (a lone surrogate) becomes the sign for "unreadable"."""
    if value is None:
        return None
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
