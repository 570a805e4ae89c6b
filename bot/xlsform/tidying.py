"""Names as people type them in Excel, made one way: "Company Size" is `company_size`, wherever it stands.

A sheet is tidied before it is read, so that conditions and lists still find what they name, and pyxform sees the same.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.reply.fold import fold
from bot.xlsform.sheets import Row, Sheets

_NAMED = re.compile(r"\$\{([^{}]*)\}")
_COMPARED = re.compile(
    r"""(?P<before>[=,]\s*)(?P<quote>['"\u2018\u2019\u201c\u201d]?)(?P<choice>[^'"\u2018-\u201d=,()$\s][^'"\u2018-\u201d=,()$]*)"""
)

_SELECT = re.compile(r"(select[ _](?:one|multiple)) (.+?)( or[ _]other)?")


def tidied(sheets: Sheets) -> Sheets:
    """Return the sheets with every name, and every mention of one, in small letters joined by `_`."""
    rows = {
        sheet: [replace(row, cells=_cells(row, _TIDY.get(sheet, {}))) for row in sheets[sheet]] for sheet in sheets.rows
    }
    return replace(sheets, rows=rows)


def name(written: str) -> str:
    """Return one name in small letters and figures, joined by `_`."""
    return re.sub(r"[^a-z0-9]+", "_", fold(written)).strip("_")


def _type(written: str) -> str:
    """Tidy the type, and the list of choices that it names: "Select_One Our Sizes or other"."""
    plain = " ".join(written.lower().split())
    select = _SELECT.fullmatch(plain)
    return f"{select[1]} {name(select[2])}{' or_other' if select[3] else ''}" if select else plain


def _condition(written: str) -> str:
    """Tidy the question in `${...}`, and what it is compared with."""
    return _COMPARED.sub(lambda hit: f"{hit['before']}{hit['quote']}{name(hit['choice'])}", _mentions(written))


def _mentions(written: str) -> str:
    return _NAMED.sub(lambda hit: f"${{{name(hit[1])}}}", written)


Tidy = Callable[[str], str]
_TIDY: Mapping[str, Mapping[str, Tidy]] = {
    "survey": {
        **dict.fromkeys(("name", "for_each", "ready_answers"), name),
        **dict.fromkeys(("label", "hint", "short_label"), _mentions),
        "type": _type,
        "relevant": _condition,
    },
    "choices": {"list_name": name, "name": name},
    "settings": {"form_id": name},
    "follow_ups": {"question": name, "label": _mentions},
}
"""What is tidied, by sheet and column (without its language)."""


def _cells(row: Row, tidy: Mapping[str, Tidy]) -> dict[str, str]:
    as_it_is: Tidy = str
    return {column: tidy.get(column.partition(":")[0], as_it_is)(text) for column, text in row.cells.items()}
