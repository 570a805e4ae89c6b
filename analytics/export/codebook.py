"""What goes with every export: each table, column, question, choice and reason for a missing answer, in three languages."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analytics.cases import Cases
from analytics.columns import columns
from analytics.export.coding import REVIEW
from analytics.export.csv_files import write_csv
from analytics.export.safe import without_controls
from bot.guide import LANGUAGES, Texts

FIELDS = ("table", "column", "type", "about", "question", *(f"question_{one}" for one in LANGUAGES), "value")
HEADER = (*FIELDS, *(f"value_{one}" for one in LANGUAGES))

MISSING: dict[str, Texts] = {
    "skipped": {"nl": "overgeslagen", "en": "skipped", "fr": "passée"},
    "not_asked": {"nl": "niet gesteld", "en": "not asked", "fr": "pas posée"},
    "unclear": {"nl": "onduidelijk gebleven", "en": "stayed unclear", "fr": "restée peu claire"},
}
"""Why there is no answer."""

NOTES = (
    "A missing answer is an empty cell; the reason stands in the column `missing` (`<question>_missing` in a wide table). No number ever stands for it.",
    "In CSV files a text that a spreadsheet could take for a formula has an apostrophe (') before it, headers too; take one off to get the text as it was written. NUL becomes U+FFFD. JSON Lines and Parquet files hold every text as it is.",
    "In Excel files control signs become U+FFFD and a line ends with a line feed alone; a text longer than a cell can hold goes on in the columns (2), (3) and so on beside it.",
    "In SPSS files a choice is coded by its place, with its words as value label; a missing answer is system-missing, with its reason as labelled text beside it.",
    "Masked files: personal data in free text is replaced by its kind in brackets; organisations are named only where their person agreed to the map. Whoever does not agree to take part, or no longer, is in no file.",
    "Times are in UTC.",
)


def rows(wide: Iterable[Cases]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the codebook: one a column, and below it one for each value that has words."""
    for table, described in columns().items():
        for column in described:
            yield _row(table, column.name, type_=column.type, about=column.about)
            if column.name == "missing":
                yield from (_row(table, column.name, value=key, words=words) for key, words in MISSING.items())
    for cases in wide:
        table = f"cases_{cases.guide}"
        for name, made in cases.columns.items():
            about = made.question.goal if made.question else ""
            key = made.question.key if made.question else ""
            yield _row(table, name, type_=made.type, about=about, question=key, label=made.label)
            labels = MISSING if name.endswith("_missing") else made.labels
            yield from (_row(table, name, question=key, value=value, words=words) for value, words in labels.items())


def _row(
    table: str,
    column: str,
    *,
    type_: str = "",
    about: str = "",
    question: str = "",
    label: Texts | None = None,
    value: str = "",
    words: Texts | None = None,
) -> tuple[str, ...]:
    asked = ((label or {}).get(language, "") for language in LANGUAGES)
    told = ((words or {}).get(language, "") for language in LANGUAGES)
    return (table, column, type_, about, question, *asked, value, *told)


def write(wide: Iterable[Cases], folder: Path, themes: str = "") -> int:
    """Write `codebook.csv` and `codebook.md`, and return the number of rows; `themes` says how those came about."""
    made = list(rows(wide))
    write_csv(pd.DataFrame(made, columns=list(HEADER), dtype="string"), folder / "codebook.csv")
    (folder / "codebook.md").write_text(without_controls("".join(_page(made, themes)))[0], encoding="utf-8")
    return len(made)


def _page(made: list[tuple[str, ...]], themes: str) -> Iterator[str]:
    yield "# Codebook\n\n"
    yield from (f"- {note}\n" for note in NOTES)
    if themes:
        yield f"- `codes_by_case.csv`, `{REVIEW}`: {themes}\n"
    table = None
    for row in made:
        told = dict(zip(HEADER, row, strict=True))
        if told["table"] != table:
            table = told["table"]
            yield f"\n## {table}\n\n| column | type | meaning |\n|---|---|---|\n"
        words = " / ".join(filter(None, (told[f"value_{one}"] for one in LANGUAGES)))
        asked = " / ".join(filter(None, (told[f"question_{one}"] for one in LANGUAGES)))
        if told["value"]:
            yield f"| | {_cell(told['value'])} | {_cell(words)} |\n"
        else:
            yield f"| `{_cell(told['column'])}` | {told['type']} | {_cell(' '.join(filter(None, (told['about'], asked))))} |\n"


def _cell(text: str) -> str:
    plain = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")
    return plain.replace("[", "\\[").replace("`", "'")
