"""The words and thresholds of `data/probing/signals.yml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import Language
from bot.reply.fold import fold, words

FOLDER = Path(__file__).resolve().parents[2] / "data" / "probing"

GAP = r"(?: \w+){0,3}"
"""What "..." in a pattern stands for: up to three words."""


@dataclass(frozen=True)
class Rule:
    """One line of the table: a signal and the family of probes it leads to."""

    rule: str
    signal: str
    family: str
    response: str
    ahead: bool = False
    """Only at a question that looks ahead."""


@cache
def _load(name: str) -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in order of priority."""
    said = _load("signals.yml")["response_of"]
    return tuple(
        Rule(row["rule"], row["signal"], row["family"], said[row["rule"]], ahead=row.get("ahead", False))
        for row in _load("signals.yml")["probe_rules"]
    )


def limit(name: str) -> float:
    """Return a threshold, in words or points."""
    return float(_load("signals.yml")["limits"][name])


def points(kind: str) -> float:
    """Return what one sign of concreteness counts for."""
    return float(_load("signals.yml")["points"][kind])


@cache
def strong_signs() -> frozenset[str]:
    """Return the signs without which nothing is concrete."""
    return frozenset(_load("signals.yml")["strong"])


@cache
def kinds_of_signs() -> frozenset[str]:
    """Return the signs of which concreteness takes more than one."""
    return frozenset(_load("signals.yml")["kinds"])


@cache
def signals_asked_again() -> frozenset[str]:
    """Return the signals that may lead to a second probe on one question."""
    return frozenset(_load("signals.yml")["again"])


@cache
def listed(topic: str, language: Language) -> frozenset[str]:
    """Return the words of a topic in one language, folded."""
    return frozenset(fold(str(word)) for word in _load("signals.yml")[topic][language])


@cache
def anywhere(topic: str) -> frozenset[str]:
    """Return the words of a topic that is the same in every language."""
    return frozenset(str(word) for word in _load("signals.yml")[topic])


@cache
def spoken_as(language: Language) -> Mapping[str, str]:
    """Return how a lemma is handed back where the lemma itself would sound odd."""
    return {str(key): str(value) for key, value in _load("signals.yml")["spoken_as"][language].items()}


@cache
def pattern(topic: str, language: Language) -> re.Pattern[str]:
    """Return a topic's patterns as one expression over folded words with single spaces between and around."""
    found = sorted(_load("signals.yml")[topic][language], key=lambda one: -len(str(one)))
    return re.compile("|".join(_compiled(str(one)) for one in found))


def _compiled(written: str) -> str:
    """Return a pattern as an expression: "weet ... niet/nie" is " weet( word){0,3} (niet|nie)(?= )"."""
    parts = []
    for part in written.split():
        if part == "...":
            parts.append(GAP)
            continue
        choices = [_word(choice) for choice in part.split("/")]
        parts.append(" (?:" + "|".join(choices) + ")")
    return "".join(parts) + "(?= )"


def _word(written: str) -> str:
    folded = " ".join(words(written))
    before, after = (r"\w*" if written.startswith("*") else ""), (r"\w*" if written.endswith("*") else "")
    return before + re.escape(folded).replace(r"\ ", " ") + after


@cache
def wordings(response: str, language: Language) -> int:
    """Return how many wordings a response has in a language."""
    rows = _load("responses.yml")["responses"][response]
    return sum(row["condition"][0]["value"] == language for row in rows)
