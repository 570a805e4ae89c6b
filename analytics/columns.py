"""The data dictionary (`rules/columns.yml`): which columns each table has, of which type, and what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ruamel.yaml import YAML

Type = Literal["category", "text", "number", "flag", "time", "keys"]


@dataclass(frozen=True)
class Column:
    """One column of one table."""

    table: str
    name: str
    type: Type
    about: str


@lru_cache(maxsize=1)
def columns() -> Mapping[str, tuple[Column, ...]]:
    """Return the columns of each table, in order."""
    path = Path(__file__).parent / "rules" / "columns.yml"
    content = YAML(typ="safe").load(path)
    return {
        table: tuple(Column(table, name, column["type"], column["about"]) for name, column in named.items())
        for table, named in content.items()
    }
