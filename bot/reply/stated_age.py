"""Hearing in free text that somebody says how old they are: "eigenlijk ben ik 11"."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import LANGUAGES, Language
from bot.reply.figures import Figure, find_figures
from bot.reply.fold import fold

PATTERNS_FILE = Path(__file__).resolve().parents[2] / "data" / "interview" / "stated_age.yml"
OLDEST = 110
NEAR = 160
"""Characters around a figure in which it is told whose age it is."""


@cache
def _patterns() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load(PATTERNS_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def _any_of(topic: str, language: Language) -> str:
    """Return the topic's words as one pattern, longest first, with any space or apostrophe between words."""
    found = sorted((fold(word) for word in _patterns()[topic][language]), key=len, reverse=True)
    return "|".join(r"[\s']+".join(re.escape(part) for part in re.split(r"[\s']+", word)) for word in found)


@cache
def _before(language: Language) -> re.Pattern[str]:
    said, between = _any_of("self", language), _any_of("between", language)
    return re.compile(
        rf"(?<![\w'])(?P<self>{said})(?P<between>(?:[\s,]+(?:{between}|{_patterns()['when'][language]}))*)[\s:]*$"
    )


@cache
def _after(language: Language) -> re.Pattern[str]:
    unit, ends, strange = (_any_of(topic, language) for topic in ("unit", "ends", "not_after_unit"))
    close = rf"\s*(?:$|[.,;:!?()\n\"]|[^\w\s'-]|(?:{ends})\b)"
    with_unit = rf"[\s-]*(?:{unit})\b(?!\s+(?:{strange})\b)(?!\s*'?\s*d'(?:exp|anc))(?:{close}|(?:\s+(?:{unit})\b))"
    return re.compile(with_unit if language in _patterns()["unit_needed"] else rf"(?:{with_unit}|{close})")


@cache
def _spoken_by_others(language: Language) -> re.Pattern[str]:
    others, past = _any_of("others", language), _any_of("past", language)
    return re.compile(rf"\b(?:{others})\b[^.!?\n]*$|\b(?:{past})\b[^.,!?\n]*$")


@cache
def _with_half(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any_of('unit', language)})\s")


@cache
def _coming(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of('not_yet', language)})(?!\w)")


def stated_age(text: str) -> int | None:
    """Return the age a person says they are, in whole years, or None.

    A birthday still to come counts as the year before. Ages of others, years of experience, times and quantities
    are not ages.
    """
    return next(_ages(text), None)


def _ages(text: str) -> Iterator[int]:
    folded = fold(text)
    for language in LANGUAGES:
        figures = find_figures(text, language)
        if not figures:
            return  # number words of the other languages were tried already: there is no figure in it at all
        for figure in figures:
            if 0 <= figure.value <= OLDEST and not figure.rough:
                years = _years(folded, figure, language)
                if years is not None:
                    yield years


def _years(folded: str, figure: Figure, language: Language) -> int | None:
    before, after = folded[max(figure.start - NEAR, 0) : figure.start], folded[figure.end : figure.end + NEAR]
    with_half = _with_half(language).search(folded[figure.start : figure.end])
    after = (with_half.group().rstrip() if with_half else "") + after  # "12 ans et demi" holds its unit
    said = _before(language).search(before)
    if not said or not _after(language).match(after) or _spoken_by_others(language).search(before[: said.start()]):
        return None
    coming = _coming(language).search(said.group())
    return int(figure.value) - 1 if coming else int(figure.value)
