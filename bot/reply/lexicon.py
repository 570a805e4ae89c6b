"""The words of `data/interview/reply_words.yml`: how people type answers to closed questions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import LANGUAGES, Language
from bot.reply.fold import words

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "interview" / "reply_words.yml"

Phrase = tuple[str, ...]


@cache
def _file() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load(WORDS_FILE.read_text(encoding="utf-8"))
    return loaded


@cache
def phrases(topic: str, language: Language | None = None) -> tuple[Phrase, ...]:
    """Return the phrases of a topic, longest first; of all three languages when none is named."""
    languages = (language,) if language else LANGUAGES
    found = {tuple(words(str(phrase))) for one in languages for phrase in _file()[topic][one]}
    return tuple(sorted(found - {()}, key=lambda phrase: (-len(phrase), phrase)))


@cache
def vocabulary(topic: str, language: Language | None = None) -> frozenset[str]:
    """Return the single words of a topic."""
    return frozenset(phrase[0] for phrase in phrases(topic, language) if len(phrase) == 1)


@cache
def figures(topic: str, language: Language | None = None) -> Mapping[str, int]:
    """Return what each word of a topic counts for; both `{word: 12}` and `{12: [words]}` are read."""
    found: dict[str, int] = {}
    for one in (language,) if language else LANGUAGES:
        for key, value in _file()[topic][one].items():
            pairs = [(key, value)] if isinstance(value, int) else [(word, key) for word in value]
            found |= {" ".join(words(str(word))): int(figure) for word, figure in pairs}
    return found


@cache
def _same() -> Mapping[str, tuple[str, ...]]:
    table = _file()["same"]
    return {" ".join(words(str(word))): tuple(words(str(first))) for first in table for word in table[first]}


def canonical(told: Sequence[str]) -> list[str]:
    """Return the words with those that count as one written alike: "zeer" is "heel", "2x" and "twee keer" are one."""
    apart = (
        [part for word in told for part in re.findall(r"\d+|\D+", word)] if any(w[0].isdigit() for w in told) else told
    )
    return [one for word in apart for one in _same().get(word, (word,))]


@cache
def articles() -> frozenset[str]:
    """Return the words that are a figure only when they stand alone: een, one, un, une."""
    return frozenset(_file()["article_figures"])


def find(phrase: Sequence[str], inside: Sequence[str], start: int = 0) -> int:
    """Return where the phrase stands in the words, or -1."""
    size = len(phrase)
    for place in range(start, len(inside) - size + 1):
        if tuple(inside[place : place + size]) == tuple(phrase):
            return place
    return -1


def holds(inside: Sequence[str], these: Iterable[Phrase]) -> bool:
    """Tell whether the words hold any of the phrases."""
    return any(find(phrase, inside) >= 0 for phrase in these)
