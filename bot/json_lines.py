"""Files with one JSON object a line, read with the number of each line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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
            if line.strip():
                yield number, _object(line, f"{path.name}:{number}")


def _object(line: bytes, where: str) -> Row:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine(f"{where}: the line is not in UTF-8.") from None
    except ValueError:
        raise BadLine(f"{where}: the line is not JSON.") from None
    except RecursionError:
        raise BadLine(f"{where}: the line is nested too deeply.") from None
    if not isinstance(row, dict):
        raise BadLine(f"{where}: the line is not an object with fields.")
    return row
