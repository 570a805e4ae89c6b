"""Reading `search.yml`, `spelling.yml` and `outside.yml`: what the search is told beside the sections."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.guidance.fault import Fault, GuidanceProblem
from bot.guidance.search import MEASURES, Weights
from bot.guide import LANGUAGES


@dataclass(frozen=True)
class Rules:
    """When an answer is sure, and what a follow-up changes."""

    with_vectors: Weights
    without_vectors: Weights
    sure: float
    doubt: float
    none: float
    weakest: float
    hours: float
    """So long the section at hand stays at hand."""
    longest: int
    """Words of a follow-up."""
    alike: float
    here: float
    beside: float


def read_rules(path: Path) -> Rules:
    """Read `search.yml`.

    Raises:
        GuidanceProblem: it cannot be read, or a number is missing.

    """
    raw = _mapping(path)
    try:
        follow_up = raw["follow_up"]
        return Rules(
            with_vectors=_weights(raw["with_vectors"]),
            without_vectors=_weights(raw["without_vectors"]),
            sure=float(raw["sure"]),
            doubt=float(raw["doubt"]),
            none=float(raw["none"]),
            weakest=float(raw["weakest"]),
            hours=float(follow_up["hours"]),
            longest=int(follow_up["longest"]),
            alike=float(follow_up["alike"]),
            here=float(follow_up["here"]),
            beside=float(follow_up["beside"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GuidanceProblem((Fault(path, 1, f"a number is missing or is not a number: {error}"),)) from error


def read_spelling(path: Path) -> Mapping[str, str]:
    """Read which spoken forms stand for which words; a form of two languages keeps its first meaning."""
    found: dict[str, str] = {}
    for forms in _mapping(path).values():
        for form, words in forms.items():
            found.setdefault(str(form), str(words))
    return found


def read_outside(path: Path) -> tuple[str, ...]:
    """Read the example questions that the guide does not answer."""
    raw = _mapping(path)
    return tuple(str(question) for language in LANGUAGES for question in raw.get(language, ()))


def _weights(raw: Mapping[str, Any]) -> Weights:
    first, second, third, fourth = (float(raw[name]) for name in MEASURES)
    return Weights((first, second, third, fourth), float(raw["outside"]))


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        raw = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise GuidanceProblem((Fault(path, 1, "the file cannot be read; it has to be valid YAML"),)) from error
    if not isinstance(raw, dict):
        raise GuidanceProblem((Fault(path, 1, "the file has to be a list of names and values"),))
    return raw
