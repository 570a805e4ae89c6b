"""From a spreadsheet to a guide."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.guide import LANGUAGES, Guide
from bot.guide_check import GuideProblem
from bot.guide_check.look import look_at_guide
from bot.guide_check.place import nearest
from bot.guide_file import guide_from
from bot.xlsform import kinds
from bot.xlsform.relevant import KNOWN_FORMS, NotUnderstood, conditions_from
from bot.xlsform.sheets import Row, SheetFindings, Sheets, read_sheets
from bot.xlsform.standard import standard_faults
from bot.xlsform.tidying import tidied

OPENING = {
    "youth": ["age_band", "take_part_youth", "quote_youth", "contact_youth"],
    "stakeholder": ["take_part", "quote", "contact"],
}
CLOSING = ["rating", "rating_reasons"]
SECONDS_A_QUESTION = 40
"""For a spreadsheet that names no minutes: a mean of taps and open questions."""
OTHER = "other"
"""A choice of that name is no button here: whatever is typed and is none of the choices is kept as it was said."""
MOST_NAMES = 5
"""For a repeat without `repeat_count`."""

_PASSED_OVER = ("start", "end", "today", "deviceid", "username", "phonenumber", "audit", "start-geopoint")
_ABOUT = ("title", "purpose")
_COLUMNS = (
    *("type", "name", "label", "hint", "guidance_hint", "relevant", "constraint", "parameters", "repeat_count"),
    *("goal", "probes", "max_probes", "core", "serves", "for_each", "ready_answers", "short_label"),
)
_PASSED_OVER_COLUMNS = (
    *("required", "required_message", "constraint_message", "appearance", "default", "readonly", "read_only"),
)
_SETTINGS = ("role", "minutes", "minutes_short", "probes_in_all", "rotate", "formal", "member_check")


def import_xlsform(path: Path) -> Guide:
    """Return the guide in a spreadsheet.

    Raises:
        GuideProblem: with every fault found, by row; nothing of the file is used then.

    """
    sheets = tidied(read_sheets(path))
    reading = _Reading(sheets, SheetFindings(path, {}, []))
    content = look_at_guide(reading.guide(), reading.findings)
    faults = reading.findings.found or standard_faults(sheets)
    if faults:
        raise GuideProblem(sorted(faults))
    return guide_from(content)


@dataclass
class _Reading:
    """One spreadsheet being read, row by row, into the fields that a guide's YAML file has."""

    sheets: Sheets
    findings: SheetFindings
    questions: list[dict[str, Any]] = field(default_factory=list)
    about: dict[str, dict[str, str]] = field(default_factory=dict)
    """The texts of the notes `title` and `purpose`."""
    said_first: dict[str, str] = field(default_factory=dict)
    """The text of a note, to be said with the question that follows."""
    groups: list[str] = field(default_factory=list)
    """The conditions of the groups one is in; they hold for every question inside."""
    repeat: Row | None = None
    names: str | None = None
    """Within a repeat: the key of the text question that asks the names."""

    def guide(self) -> dict[str, Any]:
        """Return the whole as a guide's file would hold it."""
        self._check_columns()
        for row in self.sheets["survey"]:
            self._row(row)
        kinds.number_the_scales(self.questions)
        for row in self.sheets["follow_ups"]:
            self._follow_up(row)
        return {**self._settings(), "questions": self.questions}

    @property
    def settings(self) -> Row:
        """The one row of the sheet `settings`."""
        return next(iter(self.sheets["settings"]), Row(2, {}))

    def _settings(self) -> dict[str, Any]:
        cells = self.settings.cells
        self.findings.put((), "settings", self.settings.number)
        values: dict[str, Any] = {name: cells[name] for name in _SETTINGS if name in cells}
        values.setdefault("role", "stakeholder")
        values.setdefault("minutes", str(max(2, round(len(self.questions) * SECONDS_A_QUESTION / 60))))
        length = ["length"] if "minutes_short" in values else []
        opening = OPENING.get(values["role"], OPENING["stakeholder"]) + length
        values["opening"] = cells["opening"].split() if "opening" in cells else opening
        values["closing"] = cells["closing"].split() if "closing" in cells else CLOSING
        title = self.about.get("title") or dict.fromkeys(LANGUAGES, cells.get("form_title", ""))
        guide = cells.get("form_id") or re.sub(r"\W+", "_", self.sheets.path.stem.lower())
        return {"guide": guide, **values, "title": title, "purpose": self._purpose()}

    def _purpose(self) -> dict[str, str]:
        if "purpose" not in self.about:
            self.findings.add((), "the guide does not say what it is for; add a row of type 'note' named 'purpose'.")
        return self.about.get("purpose", dict.fromkeys(LANGUAGES, "-"))

    def _check_columns(self) -> None:
        self.findings.put(("survey",), "survey", 1)
        written = {column.partition(":")[0] for row in self.sheets["survey"] for column in row.cells}
        for column in sorted(written - {*_COLUMNS, *_PASSED_OVER_COLUMNS}):
            hint = nearest(column, _COLUMNS)
            if hint:
                self.findings.add(("survey",), f"the column '{column}' is not known.{hint}")

    def _row(self, row: Row) -> None:
        kind, options = kinds.type_of(row)
        if kind in ("begin_group", "begin_repeat"):
            self.groups.append(row.cells.get("relevant", ""))
            self.repeat, self.names = (row, None) if kind == "begin_repeat" else (self.repeat, self.names)
        elif kind in ("end_group", "end_repeat"):
            del self.groups[-1:]
            self.repeat, self.names = (None, None) if kind == "end_repeat" else (self.repeat, self.names)
        elif kind == "note":
            self._note(row)
        elif kind not in _PASSED_OVER:
            self._question(row, kind, options)

    def _note(self, row: Row) -> None:
        texts, name = self._texts(row, "label"), row.cells.get("name", "").lower()
        if name in _ABOUT:
            self.about[name] = texts
            self.findings.put((name,), "survey", row.number)
        else:
            self.said_first = self._after_note(texts)

    def _question(self, row: Row, kind: str, options: list[str]) -> None:
        self.findings.put(("questions", len(self.questions)), "survey", row.number)
        question: dict[str, Any] = {"key": row.cells.get("name", "")}
        question["text"], self.said_first = self._after_note(self._texts(row, "label")), {}
        question["explain"] = self._texts(row, "hint")
        label = self._texts(row, "short_label")
        question |= {"label": label} if label else {}
        question |= {"for_each": self.names} if self.names else {}
        question |= kinds.own_fields(row) | self._conditions(row) | self._answers(row, kind, options)
        self.questions.append(question)

    def _answers(self, row: Row, kind: str, options: list[str]) -> dict[str, Any]:
        """Return how the question is answered: its kind, choices and bounds."""
        if kind in kinds.SELECTS:
            choices = self._choices("".join(options[:1]))
            own = [choice for choice in choices if choice["key"] != OTHER]
            other = {"other": "true"} if len(own) < len(choices) else {}
            return kinds.select_fields(row, kind, options) | {"choices": own} | other
        if kind in ("integer", "decimal"):
            fields = kinds.number_fields(row)
            if not {"low", "high"} <= set(fields):
                self._fault("the column 'constraint' must say the least and the most, such as '. >= 0 and . <= 10'.")
            return {"low": "0", "high": "1000", **fields}
        if kind == "range":
            return kinds.range_fields(row)
        if kind == "text" and self.repeat and not self.names:
            self.names = row.cells.get("name", "")
            return {"kind": "list", "most": self.repeat.cells.get("repeat_count", str(MOST_NAMES))}
        if kind != "text":
            written = row.cells.get("type", "")
            self._fault(f"the type '{written}' cannot be asked in a chat; the types are {kinds.READ_TYPES}.")
        ready = row.cells.get("ready_answers")
        return {"kind": "text", **({"choices": self._choices(ready)} if ready else {})}

    def _conditions(self, row: Row) -> dict[str, Any]:
        found: list[dict[str, Any]] = []
        try:
            for formula in filter(None, [*self.groups, row.cells.get("relevant", "")]):
                found += conditions_from(formula)
        except NotUnderstood as part:
            self._fault(f"the condition '{part}' in column 'relevant' cannot be used; the forms are {KNOWN_FORMS}.")
        return {"ask_if": found} if found else {}

    def _choices(self, name: str) -> list[dict[str, Any]]:
        rows = [row for row in self.sheets["choices"] if row.cells.get("list_name") == name]
        if not rows:
            self._fault(f"there is no list of choices '{name}' on the sheet 'choices'.")
        for index, row in enumerate(rows):
            self.findings.put(("questions", len(self.questions), "choices", index), "choices", row.number)
        return [self._choice(row) for row in rows]

    def _choice(self, row: Row) -> dict[str, Any]:
        choice = {"key": row.cells.get("name", ""), "text": self._texts(row, "label"), **kinds.words_of(row, "words")}
        return choice | ({"alone": row.cells["alone"]} if "alone" in row.cells else {})

    def _follow_up(self, row: Row) -> None:
        key = row.cells.get("question", "")
        index = next((at for at, question in enumerate(self.questions) if question["key"] == key), None)
        if index is None:
            self.findings.put(("follow_ups",), "follow_ups", row.number)
            self.findings.add(("follow_ups",), f"there is no question '{key}' for this follow-up.")
            return
        self.names = self.questions[index].get("for_each")
        probes = self.questions[index].setdefault("own_probes", [])
        self.findings.put(("questions", index, "own_probes", len(probes)), "follow_ups", row.number)
        probe = {"rule": row.cells.get("rule", ""), "text": self._texts(row, "label")}
        probe |= {"after": row.cells["after"].split()} if "after" in row.cells else {}
        probes.append(probe | kinds.words_of(row, "unless_words"))

    def _texts(self, row: Row, column: str) -> dict[str, str]:
        """Return the wordings of a column, with `${x}` as `{x}`, and as `{item}` where x asks the names."""
        default = re.search(r"\b(nl|en|fr)\b", self.settings.cells.get("default_language", "").lower())
        texts = row.texts(column, default[1] if default else LANGUAGES[0])
        return {code: re.sub(r"\$\{\s*([^{}\s]+)\s*\}", self._filled_in, text) for code, text in texts.items()}

    def _filled_in(self, found: re.Match[str]) -> str:
        return "{item}" if self.names and found[1] == self.names else f"{{{found[1]}}}"

    def _after_note(self, texts: dict[str, str]) -> dict[str, str]:
        """Return texts with what a note before them said in front."""
        return {code: f"{self.said_first.get(code, '')} {text}".strip() for code, text in texts.items()}

    def _fault(self, sentence: str) -> None:
        """Note a fault on the row of the question being read."""
        self.findings.add(("questions", len(self.questions)), sentence)
