"""A paper as a tagged PDF, from the same sections as the page (typst).

The sections go in as data: nothing that anybody said is ever read as markup.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from analytics.report.blocks import Between, Block, Cell, Chart, Paragraph, Table
from analytics.report.page import typeset, visible
from analytics.report.paper import Paper
from analytics.shield import Hidden

_TEMPLATE = Path(__file__).with_name("page.typ")
_INSIDE = re.compile(r"<(title|desc)>.*?</\1>", re.DOTALL)


def write_pdf(paper: Paper, path: Path) -> None:
    """Write the PDF; pictures carry their text, headings and tables their tags."""
    import typst

    with tempfile.TemporaryDirectory(prefix="meespraak-") as name:
        folder = Path(name)
        content = _Content(paper, folder).made()
        (folder / "report.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        (folder / "page.typ").write_text(_TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        typst.compile(str(folder / "page.typ"), output=str(path), root=str(folder))


class _Content:
    """Puts sections as JSON, and their pictures in a folder beside it."""

    def __init__(self, paper: Paper, folder: Path) -> None:
        self._paper, self._folder = paper, folder
        self._pictures = 0

    def _typeset(self, text: object) -> str:
        return typeset(text, self._paper.words.language)

    def made(self) -> dict[str, Any]:
        paper = self._paper
        return {
            "language": paper.words.language,
            "title": self._typeset(paper.title),
            "made": paper.made,
            "note": self._typeset(paper.note),
            "cover": paper.contents,
            "sections": [
                {
                    "title": self._typeset(section.title),
                    "blocks": [self._block(one) for one in section.blocks],
                    "parts": [
                        {"title": self._typeset(part.title), "blocks": [self._block(one) for one in part.blocks]}
                        for part in section.parts
                    ],
                }
                for section in paper.sections
            ],
        }

    def _block(self, block: Block) -> dict[str, Any]:
        if isinstance(block, Paragraph):
            return {"is": block.kind, "text": self._typeset(block.text)}
        if isinstance(block, Table):
            return {"is": "table"} | self._table(block)
        if isinstance(block, Chart):
            told = {
                "is": "chart",
                "file": self._picture(block),
                "alt": self._typeset(block.alternative),
                "tall": _is_tall(block.svg),
            }
            return told | {
                "caption": self._typeset(block.table.caption),
                "left_out": self._left_out(block.table) if block.names_hidden else "",
                "table": None if block.folded else self._table(block.table) | {"caption": ""},
            }
        return {"is": type(block).__name__.lower()} | self._said(block)

    def _said(self, block: Any) -> dict[str, Any]:
        words = self._paper.words
        if hasattr(block, "try_this"):
            basis = [words("tip_because", because=block.because), words("tip_section", section=block.section)]
            return {
                "says": self._typeset(block.try_this),
                "basis": [self._typeset(one) for one in basis],
                "quotes": [],
                "verdict": "",
            }
        basis = [" · ".join(one for one in (block.n, block.who, block.sure, block.counter) if one)]
        quotes = [visible(one) for one in block.quotes]
        told = {"says": self._typeset(block.sentence), "basis": [self._typeset(one) for one in basis]}
        return told | {"quotes": quotes, "verdict": block.verdict}

    def _table(self, whole: Table) -> dict[str, Any]:
        table = whole.without_hidden
        return {
            "left_out": self._left_out(whole),
            "widths": _widths(table),
            "caption": self._typeset(table.caption),
            "header": [self._typeset(name) for name in table.header],
            "figures": [place in table.figures for place in range(len(table.header))],
            "rows": [[self._cell(cell) for cell in row] for row in table.rows],
        }

    def _left_out(self, whole: Table) -> str:
        """Return in a sentence what is hidden."""
        names = "; ".join(whole.hidden)
        return self._typeset(self._paper.words("left_out", names=names)) if names else ""

    def _cell(self, cell: Cell) -> str:
        words = self._paper.words
        if isinstance(cell, Hidden):
            return words("hidden")
        if isinstance(cell, Between):
            return words.between(cell.low, cell.high)
        return words("nothing") if cell is None else self._typeset(words.number(cell))

    def _picture(self, chart: Chart) -> str:
        self._pictures += 1
        name = f"{self._pictures}.svg"
        (self._folder / name).write_text(_INSIDE.sub("", chart.svg), encoding="utf-8")
        return name


def _is_tall(svg: str) -> bool:
    """Return whether a picture would fill more than half a page at its full width."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    return found is not None and float(found[2]) > 0.8 * float(found[1])


_NARROWEST, _WIDEST = 7, 34
"""Signs a column has room for, at least and at most, before its text goes on below."""


def _widths(table: Table) -> list[int]:
    """Return how wide each column wants to be, against the others: as its longest text, or word of the header."""
    columns = [[row[at] for row in table.rows] for at in range(len(table.header))]
    longest = [max([len(str(cell)) for cell in cells if isinstance(cell, str | int)], default=0) for cells in columns]
    words = [max((len(word) for word in name.split()), default=0) for name in table.header]
    room = [_WIDEST if cells and all(cell == "" for cell in cells) else 0 for cells in columns]  # to write in
    return [min(_WIDEST, max(_NARROWEST, *wanted)) for wanted in zip(longest, words, room, strict=True)]
