"""Excel: a sheet a table, where no text becomes a formula or a link and none is lost."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.export.safe import without_controls

MOST_ROWS = 1_048_575
"""Of a sheet, below its header; more go on in a sheet (2)."""
MOST_SIGNS = 32_767
"""Of a cell, counted as Excel does: an emoji is two. A longer text goes on in a column (2) beside it."""
_SHEET_NAME, _HEADER = 31, 16_000


class XlsxProblem(OSError):
    """A cell could not be written; nothing is left out silently."""


def write_xlsx(tables: Sequence[tuple[str, pd.DataFrame]], path: Path) -> int:
    """Write tables as sheets by name, and return how many control signs were replaced.

    Raises:
        XlsxProblem: the library refused a cell.

    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    replaced = 0
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"author": "", "created": pd.Timestamp(2000, 1, 1).to_pydatetime()})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for name, table in tables:
            for number, part in enumerate(_parts(table), start=1):
                sheet = book.add_worksheet(_sheet_name(name, number))
                sheet.freeze_panes(1, 0)
                replaced += _write(sheet, part, bold)
    return replaced


def _parts(table: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for start in range(0, max(len(table), 1), MOST_ROWS):
        yield table.iloc[start : start + MOST_ROWS]


def _sheet_name(name: str, number: int) -> str:
    end = f" ({number})" if number > 1 else ""
    return name[: _SHEET_NAME - len(end)] + end


def _write(sheet: Any, table: pd.DataFrame, bold: Any) -> int:
    """Write one sheet, row by row; a text too long for a cell goes on in as many columns as the longest one needs."""
    replaced = 0
    width: list[int] = []
    columns = [_cells(column) for _, column in table.items()]
    for _, count, longest in columns:
        replaced += count
        width.append(longest)
    _header(sheet, table, width, bold)
    for row, values in enumerate(zip(*(cells for cells, _, _ in columns), strict=True), start=1):
        at = 0
        for value, parts in zip(values, width, strict=True):
            for place, piece in enumerate(pieces(value) if isinstance(value, str) else (value,)):
                if piece is not None:
                    _cell(sheet, row, at + place, piece)
            at += parts
    return replaced


def _header(sheet: Any, table: pd.DataFrame, width: list[int], bold: Any) -> None:
    at = 0
    for name, parts in zip(table.columns, width, strict=True):
        for place in range(parts):
            title = without_controls(str(name))[0][:_HEADER]
            _cell(sheet, 0, at + place, f"{title} ({place + 1})" if place else title, bold)
        at += parts


def _cell(sheet: Any, row: int, column: int, value: str | float, style: Any = None) -> None:
    write = sheet.write_string if isinstance(value, str) else sheet.write_number
    if write(row, column, value, style):
        raise XlsxProblem(f"The cell in row {row + 1}, column {column + 1} of '{sheet.get_name()}' cannot be written.")


def _cells(column: "pd.Series[Any]") -> tuple[list[str | float | None], int, int]:
    """Return the cells of a column, how many control signs were replaced, and over how many columns it runs."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        column = column.dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    cells: list[str | float | None] = []
    replaced, longest = 0, 1
    for found, there in zip(column, column.notna(), strict=True):
        value = found if there else None
        if isinstance(value, str):
            text, count = without_controls(value.replace("\r\n", "\n").replace("\r", "\n"))
            replaced += count
            longest = max(longest, len(pieces(text)))
            cells.append(text)
        elif value is None or isinstance(value, int | float):
            cells.append(None if value is None else float(value))
        else:
            cells.append(str(value))
    return cells, replaced, longest


def pieces(text: str) -> list[str]:
    """Return a text in pieces that fit in a cell, in order; joined they are the text."""
    if len(text) * 2 <= MOST_SIGNS:
        return [text]
    made, start, size = [], 0, 0
    for at, sign in enumerate(text):
        signs = 2 if sign > "\uffff" else 1
        if size + signs > MOST_SIGNS:
            made.append(text[start:at])
            start, size = at, 0
        size += signs
    return [*made, text[start:]]
