"""Files with one JSON object a line, read with the number of each line."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

Row = dict[str, Any]


class BadLine(ValueError):
    """A line that is not one JSON object; its text is `file:line: sentence`."""


def numbered_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield each object of a JSON Lines file with the number of its line; empty lines are passed over.

    Raises:
        BadLine: at the first line that is not UTF-8 or not a JSON object.

    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.isspace():
                yield number, _object(line, path.name, number)


def _object(line: bytes, name: str, number: int) -> Row:
    try:
        row = orjson.loads(line)
    except ValueError:
        row = _patiently(line, name, number)
    if not isinstance(row, dict):
        raise BadLine(f"{name}:{number}: the line is not an object with fields.")
    return row


def _patiently(line: bytes, name: str, number: int) -> Any:
    """Read a line that the quick reader refuses: one with a byte order mark, half an emoji or NaN is still read."""
    try:
        return json.loads(line.removeprefix(BOM_UTF8).decode())
    except (ValueError, RecursionError) as fault:
        raise BadLine(f"{name}:{number}: {_said_of(fault)}") from None


def _said_of(fault: Exception) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return "the line is not in UTF-8."
    return "the line is nested too deeply." if isinstance(fault, RecursionError) else "the line is not JSON."
