import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).parent


class Line(NamedTuple):
    """One labelled sentence, written by hand."""

    text: str
    language: str
    theme: str = ""
    explicit: bool = False


def read(name: str) -> list[Line]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Line(row["text"], row["language"], row.get("theme") or "", row.get("explicit") == "yes") for row in rows
        ]


@pytest.fixture(scope="session")
def labelled() -> Callable[[str], list[Line]]:
    return read
