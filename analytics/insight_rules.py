"""The rules of insights and tips as data: `rules/insights.yml` and `rules/tips.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent / "rules"

Verdict = Literal["went_well", "to_improve", "lesson", "watch"]


@dataclass(frozen=True)
class Rule:
    """One finding that is worth saying."""

    key: str
    finder: str
    phase: int
    verdict: Verdict
    weight: float
    sentence: Mapping[str, str]
    counter: Mapping[str, str] | None = None
    section: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    """The section of the guide by what was found; for the rest `section`."""
    serves: tuple[str, ...] = ()
    role: str = "stakeholder"
    against: str | None = None
    direction: str | None = None
    quote_from: str | None = None
    fact: bool = False
    """An observation, to which no counter-voice belongs."""


@dataclass(frozen=True)
class TipRule:
    """What a coach may try when an insight was found."""

    key: str
    fired_by: str
    """Key of the insight's rule."""
    subjects: tuple[str, ...]
    """What it must be about; empty: anything."""
    section: str
    try_this: Mapping[str, str]


@lru_cache(maxsize=1)
def insight_rules() -> Mapping[str, Rule]:
    """Return the rules of insights by key, in the order of the file."""
    return {key: _rule(key, dict(raw)) for key, raw in _read("insights")["rules"].items()}


def _rule(key: str, raw: dict[str, Any]) -> Rule:
    serves = raw.pop("serves", ())
    return Rule(key=key, serves=(serves,) if isinstance(serves, str) else tuple(serves), **raw)


@lru_cache(maxsize=1)
def tip_rules() -> tuple[TipRule, ...]:
    """Return the rules of tips, in the order of the file."""
    return tuple(
        TipRule(key, raw["fired_by"], tuple(raw.get("subjects", ())), raw["section"], raw["try"])
        for key, raw in _read("tips")["tips"].items()
    )


def phrase(key: str, language: str, **params: object) -> str:
    """Return a phrase that insights share, filled in."""
    text: str = _read("insights")["words"][key][language]
    return text.format(**params)


@lru_cache(maxsize=2)
def _read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = YAML(typ="safe").load(_FOLDER / f"{name}.yml")
    return content
