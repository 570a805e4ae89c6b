"""Conditions of a guide and the column `relevant` of XLSForm, in both directions.

Understood: `selected(${x}, 'a')`, `${x} = 'a'`, `${x} != 'a'`, `not(selected(${x}, 'a'))`, `${x} != ''`, `${x} = ''`, `${x} != ${y}`,
joined by `and`; and `or` between choices of one question.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.guide import Condition

KNOWN_FORMS = "selected(${question}, 'choice'), ${question} = 'choice', ${question} != 'choice' and ${question} != ''"
LONGEST_FORMULA = 1_000
"""In characters; a cell of Excel holds 32,767, and brackets inside brackets take their square to read."""

_NAME = r"\$\{\s*(?P<question>[^{}\s]+)\s*\}"
_QUOTED = r"['\"](?P<choice>[^'\"]*)['\"]"
_SELECTED = re.compile(rf"selected\(\s*{_NAME}\s*,\s*{_QUOTED}\s*\)")
_COMPARED = re.compile(rf"{_NAME}\s*(?P<sign>!?=)\s*(?:{_QUOTED}|\$\{{\s*(?P<other>[^{{}}\s]+)\s*\}}|(?P<bare>[\w-]+))")
_CURLED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


class NotUnderstood(ValueError):
    """A formula that has no place in a guide."""


def conditions_from(formula: str) -> list[dict[str, Any]]:
    """Return the conditions of a formula, as a guide's file holds them.

    Raises:
        NotUnderstood: with the part that is meant.

    """
    if len(formula) > LONGEST_FORMULA:
        raise NotUnderstood(formula[:40])
    found: list[dict[str, Any]] = []
    for part in _split(formula.translate(_CURLED), "and"):
        condition = _one_of_several(part)
        last = found[-1] if found else {}
        if "not_among" in condition and "not_among" in last and last["question"] == condition["question"]:
            last["not_among"] += condition["not_among"]
        else:
            found.append(condition)
    return found


def formula_from(conditions: Iterable[Condition], names: Mapping[str, Mapping[str, str]]) -> str:
    """Return the formula of some conditions; `names` gives the choice's key for a scale's number, by question."""
    return " and ".join(_formula(condition, names.get(condition.question, {})) for condition in conditions)


def _formula(condition: Condition, names: Mapping[str, str]) -> str:
    me = f"${{{condition.question}}}"
    if condition.among is not None:
        choices = [f"selected({me}, '{names.get(choice, choice)}')" for choice in condition.among]
        return choices[0] if len(choices) == 1 else f"({' or '.join(choices)})"
    if condition.not_among is not None:
        return " and ".join(f"not(selected({me}, '{names.get(choice, choice)}'))" for choice in condition.not_among)
    if condition.differs_from is not None:
        return f"{me} != ${{{condition.differs_from}}}"
    return f"{me} {'!=' if condition.answered else '='} ''"


def _one_of_several(part: str) -> dict[str, Any]:
    """Return one condition; several joined by `or` must each name a choice of the same question."""
    each = [_single(piece) for piece in _split(part, "or")]
    if len(each) == 1:
        return each[0]
    if any("among" not in one or one["question"] != each[0]["question"] for one in each):
        raise NotUnderstood(part)
    return {"question": each[0]["question"], "among": [choice for one in each for choice in one["among"]]}


def _single(piece: str) -> dict[str, Any]:
    negated = re.fullmatch(r"not\s*\((.*)\)", piece)
    selected = _SELECTED.fullmatch(_bare(negated[1]) if negated else piece)
    if selected:
        return {"question": selected["question"], "not_among" if negated else "among": [selected["choice"]]}
    compared = None if negated else _COMPARED.fullmatch(piece)
    if not compared:
        raise NotUnderstood(piece)
    question, differs = compared["question"], compared["sign"] == "!="
    if compared["other"]:
        if differs:
            return {"question": question, "differs_from": compared["other"]}
        raise NotUnderstood(piece)
    choice = compared["bare"] or compared["choice"]
    if not choice:
        return {"question": question, "answered": "true" if differs else "false"}
    return {"question": question, "not_among" if differs else "among": [choice]}


def _split(formula: str, word: str) -> list[str]:
    """Return the parts between a word that stands outside brackets."""
    parts, depth, start = [], 0, 0
    formula = _bare(formula)
    for found in re.finditer(rf"[()]|\b{word}\b", formula):
        if found[0] in "()":
            depth += 1 if found[0] == "(" else -1
        elif depth == 0 and not _in_name(formula, found.start()):
            parts.append(formula[start : found.start()])
            start = found.end()
    return [_bare(part) for part in (*parts, formula[start:])]


def _in_name(formula: str, at: int) -> bool:
    """Whether a place lies in `${...}` or in quotes."""
    before = formula[:at]
    return before.rfind("${") > before.rfind("}") or before.count("'") % 2 == 1 or before.count('"') % 2 == 1


def _bare(part: str) -> str:
    """Take off spaces, and the brackets that go around the whole."""
    part = part.strip()
    while part.startswith("(") and part.endswith(")") and _closes_at_end(part):
        part = part[1:-1].strip()
    return part


def _closes_at_end(part: str) -> bool:
    depth = 0
    for index, letter in enumerate(part):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return index == len(part) - 1
    return False
