"""Whether the standard part of a spreadsheet is right, as pyxform, the reference reader of XLSForm, sees it."""

import re
from pathlib import Path

from bot.guide_check import Fault
from bot.xlsform.sheets import LANGUAGE_COLUMNS, Row, Sheets

_STANDARD = {
    "survey": (
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "relevant",
        "constraint",
        "parameters",
        "repeat_count",
    ),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_id", "form_title", "version", "default_language"),
}


def standard_faults(sheets: Sheets) -> list[Fault]:
    """Return what pyxform says against the standard columns, with its row; own columns are not shown to it."""
    from pyxform.xls2xform import convert

    book = {sheet: _rows(sheets[sheet], columns) for sheet, columns in _STANDARD.items()}
    book |= {
        f"{sheet}_header": [dict.fromkeys((column for row in rows for column in row), "")]
        for sheet, rows in book.items()
    }
    try:
        convert({"fallback_form_name": "guide", **book}, validate=False)
    except Exception as problem:  # noqa: BLE001 - pyxform also raises errors of its own inner workings on odd sheets
        return [_fault(sheets.path, str(problem))]
    return []


def _rows(rows: list[Row], columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Return rows as pyxform counts them: an empty row stays, so that its numbers are those of Excel."""
    padded: list[dict[str, str]] = []
    for row in rows:
        padded += [{} for _ in range(row.number - 2 - len(padded))]
        padded.append(_standard_cells(row, columns))
    return padded


def _standard_cells(row: Row, columns: tuple[str, ...]) -> dict[str, str]:
    named = {column: row.cells[column] for column in columns if column in row.cells}
    for column in columns:
        for code, called in LANGUAGE_COLUMNS.items():
            if f"{column}:{code}" in row.cells:
                named[f"{column}::{called}"] = row.cells[f"{column}:{code}"]
    return named


def _fault(path: Path, message: str) -> Fault:
    row = re.search(r"\[row : (\d+)\]\s*", message)
    words = " ".join(message.replace(row[0], "").split() if row else message.split())
    sentence = f"the spreadsheet is not a right XLSForm: {words.rstrip('.')}."
    return Fault(path, int(row[1]) if row else 1, sentence)
