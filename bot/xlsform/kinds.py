"""What each type of row of a spreadsheet becomes: the kind of a question, its choices and its bounds."""

import re
from collections.abc import Mapping
from typing import Any

from bot.xlsform.sheets import Row

READ_TYPES = "text, integer, decimal, range, note, select_one, select_multiple, begin group and begin repeat"
SELECTS = {"select_one": "one", "select_multiple": "many"}
MOST_STEPS = 7
"""A range of up to so many steps is a scale with a button each; a longer one is a number to type."""


def type_of(row: Row) -> tuple[str, list[str]]:
    """Return the type and what follows it: `select one list or_other` is `select_one` and `["list", "or_other"]`."""
    written = re.sub(r"^(select|begin|end)[ _](\w+)", r"\1_\2", row.cells.get("type", ""), flags=re.IGNORECASE)
    first, _, rest = written.partition(" ")
    return first.lower(), rest.split()


def select_fields(row: Row, kind: str, options: list[str]) -> dict[str, Any]:
    """Return the fields of a question that is tapped; the appearance `likert` marks a scale."""
    likert = kind == "select_one" and "likert" in row.cells.get("appearance", "")
    fields = {"kind": "scale" if likert else SELECTS[kind]}
    if "or_other" in options:
        fields["other"] = "true"
    most = re.search(r"count-selected\(\s*\.\s*\)\s*<=\s*(\d+)", row.cells.get("constraint", ""))
    return fields | ({"most": most[1]} if most and kind == "select_multiple" else {})


def number_fields(row: Row) -> dict[str, Any]:
    """Return kind and bounds of a typed number; a bound that the constraint does not give is absent."""
    fields = {"kind": "number"}
    for name, sign in (("low", ">="), ("high", "<=")):
        bound = re.search(rf"\.\s*{sign}\s*(-?\d+(?:\.\d+)?)", row.cells.get("constraint", ""))
        if bound:
            fields[name] = bound[1]
    return fields


def range_fields(row: Row) -> dict[str, Any]:
    """Return the fields of a range: a scale of numbers, or a number between start and end."""
    parameters = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d{1,4})\b", row.cells.get("parameters", "").lower()))
    start, end = int(parameters.get("start", 1)), int(parameters.get("end", 10))
    steps = [str(step) for step in range(start, end + 1, max(1, int(parameters.get("step", 1))))]
    if len(steps) > MOST_STEPS or start < 0:
        return {"kind": "number", "low": str(start), "high": str(end)}
    choices = [{"key": step, "text": dict.fromkeys(("nl", "en", "fr"), step)} for step in steps]
    return {"kind": "scale", "choices": choices}


def own_fields(row: Row) -> dict[str, Any]:
    """Return what the columns of our own and the hint for staff say of a question; without a goal, its own words are it."""
    cells = row.cells
    goals = (*row.texts("guidance_hint", "en").values(), cells.get("label:en"), *row.texts("label", "en").values())
    fields: dict[str, Any] = {"goal": cells.get("goal") or next(filter(None, goals), None)}
    fields |= {name: cells[name] for name in ("for_each", "core", "serves", "max_probes") if name in cells}
    return fields | ({"probes": re.split(r"[\s,;]+", cells["probes"])} if "probes" in cells else {})


def words_of(row: Row, column: str) -> dict[str, dict[str, list[str]]]:
    """Return a field with the words of `words_nl`, `words_en` and `words_fr`, separated by `|`; empty without any."""
    written = {code: row.cells.get(f"{column}_{code}", "") for code in ("nl", "en", "fr")}
    found = {code: [word.strip() for word in words.split("|")] for code, words in written.items() if words}
    return {column: found} if found else {}


def number_the_scales(questions: list[dict[str, Any]]) -> None:
    """In a guide a condition on a scale names the number of the step; in a spreadsheet, its choice."""
    scales = {question["key"]: _keys(question) for question in questions if question["kind"] == "scale"}
    for question in questions:
        for condition in question.get("ask_if", []):
            steps = scales.get(condition["question"], [])
            for name in {"among", "not_among"} & set(condition):
                condition[name] = [str(steps.index(key) + 1) if key in steps else key for key in condition[name]]


def _keys(question: Mapping[str, Any]) -> list[str]:
    return [choice["key"] for choice in question["choices"]]
