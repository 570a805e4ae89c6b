"""The sheets of a workbook as rows of text, with the numbers people see at the left in Excel."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bot.guide_check.fault import Fault, Findings, GuideProblem, Where

MOST_BYTES = 5_000_000
MOST_BYTES_UNPACKED = 100_000_000
"""A small file can unpack to gigabytes; a guide of 200 questions unpacks to less than one megabyte."""
MOST_ROWS = 5_000

LANGUAGE_COLUMNS = {"nl": "Nederlands (nl)", "en": "English (en)", "fr": "Français (fr)"}
_LANGUAGES_CALLED = {
    **dict.fromkeys(("nl", "dutch", "nederlands", "vlaams", "flemish", "néerlandais"), "nl"),
    **dict.fromkeys(("en", "english", "engels", "anglais"), "en"),
    **dict.fromkeys(("fr", "french", "français", "francais", "frans"), "fr"),
}
_COLUMNS_CALLED = {"list name": "list_name", "relevance": "relevant", "value": "name", "guidance hint": "guidance_hint"}


@dataclass(frozen=True)
class Row:
    """One row that is not empty: its number, and its cells by column name (`label:nl` for `label::Dutch (nl)`)."""

    number: int
    cells: Mapping[str, str]

    def texts(self, column: str, default_language: str) -> dict[str, str]:
        """Return the wordings of a column by language; a column without language is in the default one."""
        found = {code: self.cells[f"{column}:{code}"] for code in LANGUAGE_COLUMNS if f"{column}:{code}" in self.cells}
        if column in self.cells:
            found.setdefault(default_language, self.cells[column])
        return found


@dataclass(frozen=True)
class Sheets:
    """What a workbook holds, sheet by sheet; a sheet that is absent has no rows."""

    path: Path
    rows: Mapping[str, list[Row]]

    def __getitem__(self, sheet: str) -> list[Row]:
        return self.rows.get(sheet, [])


def read_sheets(path: Path) -> Sheets:
    """Return the rows of every sheet.

    Raises:
        GuideProblem: the file cannot be opened as an Excel workbook.

    """
    _refuse_harm(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return Sheets(path, {sheet.title.strip().lower(): _rows(path, sheet) for sheet in book.worksheets})
        finally:
            book.close()
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile, SyntaxError):
        raise _refused(path, 1, "the file is damaged or is not an Excel workbook (.xlsx).") from None


def _refuse_harm(path: Path) -> None:
    try:
        size = path.stat().st_size
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except FileNotFoundError:
        raise _refused(path, 1, "there is no such file.") from None
    except (OSError, zipfile.BadZipFile):
        raise _refused(path, 1, "the file is not an Excel workbook (.xlsx); save it as one.") from None
    if size > MOST_BYTES or unpacked > MOST_BYTES_UNPACKED:
        raise _refused(path, 1, "the file is far larger than a guide; take out pictures and other sheets.")


def _rows(path: Path, sheet: Any) -> list[Row]:
    columns: list[str] = []
    rows: list[Row] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise _refused(path, number, f"the sheet '{sheet.title}' has more than {MOST_ROWS} rows.")
        if not columns:
            columns = [_column(_text(value)) for value in values] if any(map(_text, values)) else []
            continue
        cells = {column: _text(value) for column, value in zip(columns, values, strict=False) if column}
        filled = {column: text for column, text in cells.items() if text}
        if filled:
            rows.append(Row(number, filled))
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _column(written: str) -> str:
    """Return `label:nl` for `label::Dutch (nl)`, `Label :: nl` and the like; other names in small letters."""
    name, _, language = (part.strip().lower() for part in written.partition(":"))
    language = language.lstrip(": ")
    name = _COLUMNS_CALLED.get(name, name)
    if not language:
        return name
    code = re.search(r"\((\w\w)\b[^)]*\)", language)
    return f"{name}:{_LANGUAGES_CALLED.get(code[1] if code else language, language)}"


@dataclass
class SheetFindings(Findings):
    """Gathers faults of a spreadsheet: `line` is the row, and the sentence names sheet and columns."""

    sheets: dict[Where, str] = field(default_factory=dict)

    def put(self, where: Where, sheet: str, row: int) -> None:
        """Note on which sheet and row a value of the guide stands."""
        self.lines[where], self.sheets[where] = row, sheet

    def add(self, where: Where, sentence: str) -> None:
        """Note a fault in the words of a spreadsheet."""
        sentence = _in_columns(where, sentence)
        while where not in self.lines and where:
            where = where[:-1]
        sheet = self.sheets.get(where, "settings")
        self.found.append(Fault(self.path, self.lines.get(where, 1), f"on the sheet '{sheet}': {sentence}"))


_COLUMN_OF = {
    "text": "label",
    "explain": "hint",
    "label": "short_label",
    "kind": "type",
    "key": "name",
    "ask_if": "relevant",
    "guide": "form_id",
    "low": "constraint",
    "high": "constraint",
    "most": "repeat_count",
    "goal": "guidance_hint",
}


def _in_columns(where: Where, sentence: str) -> str:
    """Say "column 'hint'" where a YAML file would have the line 'explain:'."""
    fields = [str(step) for step in where if isinstance(step, str)]
    field_ = next((step for step in reversed(fields) if step not in LANGUAGE_COLUMNS), "")
    column = _COLUMN_OF.get(field_, field_)

    def of_language(found: re.Match[str]) -> str:
        return f"fill in the column '{column}::{LANGUAGE_COLUMNS[found[1]]}'"

    sentence = re.sub(r"(?:add a line|fill in) '(nl|en|fr):'", of_language, sentence)
    return re.sub(r"'(\w+):'", lambda found: f"column '{_COLUMN_OF.get(found[1], found[1])}'", sentence)


def _refused(path: Path, line: int, sentence: str) -> GuideProblem:
    return GuideProblem([Fault(path, line, sentence)])
