"""What a report is made of: sections of sentences, tables and charts; the same for the page and for `report.json`."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal

from analytics.shield import Hidden


@dataclass(frozen=True)
class Between:
    """Two ends of an interval, in one cell."""

    low: int | float
    high: int | float


Cell = str | int | float | Between | Hidden | None
"""A cell of a table; None: there is nothing to say."""


@dataclass(frozen=True)
class Paragraph:
    """Plain sentences."""

    text: str
    kind: Literal["plain", "note", "lead", "item"] = "plain"


@dataclass(frozen=True)
class Table:
    """Figures with their names; the first column names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    key: str = ""
    """Its name in `report.json`."""
    fields: tuple[str, ...] = ()
    """The names of the columns in `report.json`; empty: those of the header."""

    names: frozenset[int] = frozenset()
    """Columns of names that may look like figures, such as the key of a step."""

    @property
    def figures(self) -> frozenset[int]:
        """The columns that hold figures, which stand to the right."""
        return frozenset(
            place
            for place in range(1, len(self.header))
            if place not in self.names and all(_is_figure(row[place]) for row in self.rows)
        )

    @cached_property
    def without_hidden(self) -> "Table":
        """The table as it is shown: a row or a column of which every figure is hidden only makes it longer."""
        figures = sorted(self.figures)
        columns = [at for at in figures if any(_tells(row[at]) for row in self.rows)]
        kept = [at for at in range(len(self.header)) if at not in figures or at in columns] if columns else []
        if not kept:
            return self
        rows = [row for row in self.rows if any(_tells(row[at]) for at in columns)]
        told = tuple(tuple(row[at] for at in kept) for row in rows)
        return Table(self.caption, tuple(self.header[at] for at in kept), told, self.key)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the rows and columns that are left out of it."""
        shown = self.without_hidden
        rows = [
            str(row[0])
            for row in self.rows
            if all(row[0] != told[0] for told in shown.rows) and any(isinstance(cell, Hidden) for cell in row)
        ]
        columns = [
            name
            for at, name in enumerate(self.header)
            if name not in shown.header and any(isinstance(row[at], Hidden) for row in self.rows)
        ]
        return tuple(dict.fromkeys([*rows, *columns]))


def _tells(cell: Cell) -> bool:
    return cell is not None and not isinstance(cell, Hidden)


def _is_figure(cell: Cell) -> bool:
    return not isinstance(cell, str) or cell[:1].isdigit()


@dataclass(frozen=True)
class Chart:
    """A picture, what it shows in a sentence, and the table it was drawn from."""

    draw: Callable[[], str]
    """Gives the SVG."""
    alternative: str
    table: Table
    anchor: str = ""
    folded: bool = False
    """The table says no more than the picture, and opens on demand."""
    names_hidden: bool = False
    """What is hidden has no place in the picture, and is named below it."""

    @cached_property
    def svg(self) -> str:
        """The picture."""
        return self.draw()


@dataclass(frozen=True)
class Finding:
    """An insight as it is told."""

    key: str
    sentence: str
    n: str
    who: str
    counter: str
    sure: str
    quotes: tuple[str, ...] = ()
    verdict: str = ""
    people: int = 0


@dataclass(frozen=True)
class Advice:
    """A tip, with what it stands on and where to read on."""

    key: str
    try_this: str
    because: str
    section: str
    insight: str = ""


Block = Paragraph | Table | Chart | Finding | Advice


@dataclass(frozen=True)
class Part:
    """A run of blocks under a heading of its own, inside a section."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Section:
    """One chapter of the report."""

    key: str
    title: str
    blocks: Sequence[Block] = field(default_factory=tuple)
    parts: Sequence[Part] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """Return the section with every figure in it, without pictures."""
        parts = [{"title": part.title, "blocks": [_json(block) for block in part.blocks]} for part in self.parts]
        return {"key": self.key, "title": self.title, "blocks": [_json(block) for block in self.blocks], "parts": parts}


def _json(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text}
    if isinstance(block, Finding | Advice):
        told = {name: value for name, value in asdict(block).items() if value not in ("", ())}
        return {"insight" if isinstance(block, Finding) else "tip": told}
    if isinstance(block, Chart):
        return {"alternative": block.alternative, **_json(block.table)}
    names = block.fields or block.header
    rows = [{name: _cell(cell) for name, cell in zip(names, row, strict=True)} for row in block.rows]
    return {"table": block.key, "caption": block.caption, "rows": rows}


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Between):
        return {"low": cell.low, "high": cell.high}
    return {"hidden": True} if isinstance(cell, Hidden) else cell
