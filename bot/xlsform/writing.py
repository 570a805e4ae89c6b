"""From a guide to a spreadsheet."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.guide import Choice, Guide, Question, Texts
from bot.xlsform.relevant import formula_from
from bot.xlsform.sheets import LANGUAGE_COLUMNS

Cells = dict[str, str]

_SELECT = {"one": "select_one", "scale": "select_one", "many": "select_multiple"}
_NAMED = re.compile(r"\{([^{}]+)\}")
_COLUMN_WIDTH = 30


def export_xlsform(guide: Guide, path: Path) -> None:
    """Write a guide as a spreadsheet that Excel, KoboToolbox and `import_xlsform` read.

    No text becomes a formula, whatever it begins with. In other tools than this one a question whose condition is that two
    answers differ is asked too when one of the two was skipped: XLSForm has no word for that.
    """
    lists = _Lists()
    sheets = {"survey": list(_survey(guide, lists)), "choices": lists.rows}
    sheets |= {"settings": [_settings(guide)], "follow_ups": list(_follow_ups(guide))}
    _write(path, sheets)


class _Lists:
    """The sheet `choices`: one list a question, or shared by questions with the same choices."""

    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self.named: list[tuple[tuple[Choice, ...], str]] = []

    def name_of(self, question: Question) -> str:
        """Return the name of a question's list, after writing it where it is new."""
        for choices, name in self.named:
            if choices == question.choices:
                return name
        self.named.append((question.choices, question.key))
        self.rows += [self._row(question.key, choice) for choice in question.choices]
        return question.key

    def _row(self, name: str, choice: Choice) -> Cells:
        cells = {"list_name": name, "name": choice.key, **_texts("label", choice.text)}
        cells |= {"alone": "true"} if choice.alone else {}
        return cells | _words("words", choice.words)


def _settings(guide: Guide) -> Cells:
    cells = {
        "form_id": guide.key,
        "form_title": guide.title["nl"],
        "version": guide.edition,
        "default_language": LANGUAGE_COLUMNS["nl"],
        "role": guide.role,
        "minutes": str(guide.minutes),
        "opening": " ".join(guide.opening),
        "closing": " ".join(guide.closing),
        "probes_in_all": str(guide.probes_in_all),
        "formal": _flag(guide.formal),
        "member_check": _flag(guide.member_check),
    }
    wholes = {"minutes_short": guide.minutes_short, "rotate": guide.rotate}
    return cells | {name: str(whole) for name, whole in wholes.items() if whole is not None}


def _survey(guide: Guide, lists: _Lists) -> Iterator[Cells]:
    yield {"type": "note", "name": "title", **_texts("label", guide.title)}
    yield {"type": "note", "name": "purpose", **_texts("label", guide.purpose)}
    names = _scale_names(guide)
    inside: str | None = None
    for question in guide.questions:
        if inside and question.for_each != inside:
            yield {"type": "end repeat"}
            inside = None
        if question.kind == "list":
            inside = question.key
            yield _begin_repeat(question)
        yield _row(question, lists, names, inside)
    if inside:
        yield {"type": "end repeat"}


def _begin_repeat(question: Question) -> Cells:
    begin = {"type": "begin repeat", "name": f"{question.key}_each", **_texts("label", question.text)}
    return begin | {"repeat_count": str(question.most)}


def _row(question: Question, lists: _Lists, names: Mapping[str, Mapping[str, str]], inside: str | None) -> Cells:
    cells = {"type": _type(question, lists), "name": question.key}
    for column, texts in (("label", question.text), ("hint", question.explain)):
        cells |= _texts(column, _referring(texts, question.for_each))
    if question.label:
        cells |= _texts("short_label", question.label)
    cells["guidance_hint::English (en)"] = question.goal
    own = {
        "relevant": formula_from(question.ask_if, names),
        "constraint": _constraint(question),
        "appearance": "likert" if question.kind == "scale" else "",
        "probes": " ".join(question.probes),
        "max_probes": str(question.max_probes or ""),
        "core": "" if question.core else "false",
        "serves": question.serves or "",
        "for_each": question.for_each if question.for_each and question.for_each != inside else "",
        "ready_answers": lists.name_of(question) if question.kind == "text" and question.choices else "",
    }
    return cells | {column: text for column, text in own.items() if text}


def _type(question: Question, lists: _Lists) -> str:
    if question.kind in _SELECT:
        other = " or_other" if question.other else ""
        return f"{_SELECT[question.kind]} {lists.name_of(question)}{other}"
    if question.kind == "number":
        bounds = (question.low or 0.0, question.high or 0.0)
        return "integer" if all(bound.is_integer() for bound in bounds) else "decimal"
    return "text"


def _constraint(question: Question) -> str:
    if question.kind == "number" and question.low is not None and question.high is not None:
        return f". >= {question.low:g} and . <= {question.high:g}"
    if question.kind == "many" and question.most:
        return f"count-selected(.) <= {question.most}"
    return ""


def _follow_ups(guide: Guide) -> Iterator[Cells]:
    for question in guide.questions:
        for probe in question.own_probes:
            cells = {"question": question.key, "rule": probe.rule, "after": " ".join(probe.after)}
            cells |= _texts("label", _referring(probe.text, question.for_each))
            yield cells | _words("unless_words", probe.unless_words)


def _scale_names(guide: Guide) -> dict[str, dict[str, str]]:
    """Return for every scale the choice's key by its number, as conditions name it."""
    scales = (question for question in guide.questions if question.kind == "scale")
    return {q.key: {str(step): choice.key for step, choice in enumerate(q.choices, start=1)} for q in scales}


def _referring(texts: Texts, for_each: str | None) -> dict[str, str]:
    """Return texts with `{x}` as XLSForm's `${x}`; `{item}` is the answer to the question that asks the names."""

    def reference(found: re.Match[str]) -> str:
        return f"${{{for_each if found[1] == 'item' and for_each else found[1]}}}"

    return {code: _NAMED.sub(reference, text) for code, text in texts.items()}


def _texts(column: str, texts: Texts) -> Cells:
    return {f"{column}::{called}": texts[code] for code, called in LANGUAGE_COLUMNS.items()}


def _words(column: str, words: Mapping[str, tuple[str, ...]]) -> Cells:
    return {f"{column}_{code}": " | ".join(each) for code, each in words.items()}


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _write(path: Path, sheets: Mapping[str, list[Cells]]) -> None:
    from xlsxwriter import Workbook

    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        for name, rows in sheets.items():
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(0, len(columns) - 1), _COLUMN_WIDTH)
            for at, column in enumerate(columns):
                sheet.write_string(0, at, column, bold)
            for number, row in enumerate(rows, start=1):
                for column, text in row.items():
                    sheet.write_string(number, columns.index(column), text)
