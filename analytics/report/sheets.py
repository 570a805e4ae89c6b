"""The sheet of each organisation: what it told about its involvement, and what is left to agree on together.

One file for each organisation, never one for all, so that nobody is sent what another told.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from analytics.agreements import Agreement
from analytics.groups import questions_serving
from analytics.guidebook import Guides, choice_label
from analytics.insight_words import theme_name
from analytics.report.blocks import Block, Paragraph, Part, Section, Table
from analytics.report.page import page
from analytics.report.paper import Paper, made_on
from analytics.report.pdf import write_pdf
from analytics.report.words import Words
from bot.guide import Language

FORMATS = ("html", "pdf", "json")
USUAL = ("html", "pdf")
_TOLD = ("today", "wanted", "rhythm", "channel", "themes", "contribution")
_SERVES = {"today": "involvement_today", "wanted": "involvement_wanted"}
_TO_AGREE = ("level", "themes", "contribution", "return", "rhythm", "contact_theirs", "contact_ours", "review")
_LONGEST = 60
"""Signs of an organisation's name in that of a file."""


def write_sheets(
    found: Sequence[Agreement],
    out: Path,
    guides: Guides,
    *,
    now: datetime,
    language: Language | None = None,
    formats: Sequence[str] = USUAL,
) -> list[Path]:
    """Write the sheet of each organisation, and return the files; without a language, each in that of who spoke for it."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, agreement in zip(_file_names(found), found, strict=True):
        paper = sheet(agreement, guides, now, language or agreement.language)
        for kind in dict.fromkeys(formats):
            path = out / f"{name}.{kind}"
            if kind == "pdf":
                write_pdf(paper, path)
            else:
                text = page(paper) if kind == "html" else json.dumps(asdict(agreement), ensure_ascii=False, indent=1)
                path.write_text(text, encoding="utf-8")
            written.append(path)
    return written


def sheet(agreement: Agreement, guides: Guides, now: datetime, language: Language) -> Paper:
    """Return the sheet of one organisation as a paper."""
    words = Words(language)
    sections = (_told(agreement, guides, words), _to_agree(words), _how(words))
    title = words("sheet_title", organisation=agreement.organisation)
    note = words("sheet_note_one" if agreement.people == 1 else "sheet_note", people=agreement.people)
    return Paper(words, title, made_on(words, now), note, sections, contents=False)


def _told(agreement: Agreement, guides: Guides, words: Words) -> Section:
    rows = []
    for name in _TOLD:
        said = [_label(guides, name, value, words.language) for value in getattr(agreement, name)]
        rows.append((words(f"sheet_{name}"), "; ".join(said) or words("sheet_not_told")))
    header = (words("sheet_what"), words("sheet_answer"))
    blocks: list[Block] = [Table(words("sheet_told"), header, tuple(rows), "told", ("what", "answer"))]
    quoted = [(words(f"sheet_{name}"), getattr(agreement, name)) for name in ("conditions", "contribution_example")]
    parts = [Part(title, [Paragraph(f"“{said}”", "item") for said in told]) for title, told in quoted if told]
    if agreement.condition_themes:
        about = "; ".join(theme_name(code, words.language) for code in agreement.condition_themes)
        parts.append(Part(words("sheet_conditions"), [Paragraph(words("sheet_condition_themes", themes=about))]))
    return Section("told", words("sheet_told"), tuple(blocks), tuple(parts))


def _label(guides: Guides, name: str, value: object, language: Language) -> str:
    """Return the words of a choice; of a level also its number on the ladder."""
    for _, question in questions_serving(guides, _SERVES.get(name, name)):
        label = choice_label(question, value, language)
        return f"{value}. {label}" if name in _SERVES else label
    return str(value)


def _to_agree(words: Words) -> Section:
    """Return what people settle together, with room to write; who the contact person is is never in our data."""
    rows = tuple((words(f"sheet_agree_{name}"), "") for name in _TO_AGREE)
    table = Table(
        words("sheet_to_agree"), (words("sheet_what"), words("sheet_agreed")), rows, "to_agree", ("what", "agreed")
    )
    return Section("to_agree", words("sheet_to_agree"), (Paragraph(words("sheet_to_agree_lead"), "lead"), table))


def _how(words: Words) -> Section:
    return Section("how", words("sheet_how"), (Paragraph(words("sheet_how_made")), Paragraph(words("sheet_how_wrong"))))


def _file_names(found: Iterable[Agreement]) -> list[str]:
    """Return a name for the file of each organisation that any disk takes; two alike get a number."""
    made: list[str] = []
    for one in found:
        plain = unicodedata.normalize("NFKD", one.organisation).encode("ascii", "ignore").decode().casefold()
        base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST] or "organisation"
        names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(made) + 2))
        made.append(next(name for name in names if name not in made))
    return made
