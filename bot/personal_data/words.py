"""The names, cues and words that the search goes by, read once from `data/personal_data/`."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from ruamel.yaml import YAML

FOLDER = Path(__file__).resolve().parents[2] / "data" / "personal_data"

_SPECIAL = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "s", "æ": "ae", "œ": "oe", "’": "'", "ĳ": "ij"})
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Write a word without capitals and accents, as people often do."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_SPECIAL))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def joined(words: str) -> str:
    """Write a name as letters only: `De Smet`, `de smet` and `Desmet` are one."""
    return "".join(_WORD.findall(fold(words)))


def phrase(words: str) -> tuple[str, ...]:
    """Cut a cue into the words a text is compared with."""
    return tuple(_WORD.findall(fold(words)))


class Phrases:
    """Cues of one or more words, found by their first."""

    def __init__(self, cues: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for cue in {phrase(words) for words in cues}:
            if cue:
                self._by_first.setdefault(cue[0], []).append(cue)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def length_at(self, words: list[str], at: int) -> int:
        """Return how many words the longest cue that starts here has, or 0."""
        for cue in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(cue)]) == cue:
                return len(cue)
        return 0


@lru_cache(maxsize=1)
def cues() -> dict[str, Any]:
    """Read `cues.yml`: what tells that a name is near."""
    return cast("dict[str, Any]", _yaml("cues.yml"))


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    """Read `patterns.yml`: words of addresses, schools, dates, numbers and user names."""
    return cast("dict[str, Any]", _yaml("patterns.yml"))


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, str]]:
    """Read `labels.yml`: what stands in a masked text, by language and type."""
    return cast("dict[str, dict[str, str]]", _yaml("labels.yml"))


@lru_cache(maxsize=16)
def cue_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for whole words of one list of `patterns.yml`, the longest first."""
    entries = sorted(every(patterns()[name]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(entry) for entry in entries) + r")(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def pattern_words(name: str) -> frozenset[str]:
    """Return one list of `patterns.yml`, folded."""
    return frozenset(map(fold, every(patterns()[name])))


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Return the cities, regions and countries, which stay."""
    return frozenset(map(fold, every(cues()["places"])))


@lru_cache(maxsize=64)
def word_set(name: str) -> frozenset[str]:
    """Return the single words of one list of `cues.yml`, whatever the language."""
    return frozenset(part[0] for part in map(phrase, every(cues()[name])) if len(part) == 1)


@lru_cache(maxsize=64)
def phrases(name: str) -> Phrases:
    """Return the cues of one list of `cues.yml`, whatever the language."""
    return Phrases(every(cues()[name]))


def every(value: Any) -> list[str]:
    """Flatten a list that is kept by language or by row into its entries; a row of prose is cut into words."""
    if isinstance(value, dict):
        return [entry for part in value.values() for entry in every(part)]
    if isinstance(value, str):
        return [value]
    return [entry for part in value for entry in every(part)]


@lru_cache(maxsize=8)
def prose_set(name: str) -> frozenset[str]:
    """Return every word of a list whose rows are words with spaces between."""
    return frozenset(word for row in every(cues()[name]) for word in (*phrase(row), fold(row)))


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the first names, folded; of a double name also its parts."""
    return frozenset(
        part
        for line in _lines("first_names.txt")
        for name in line.split()
        for part in (fold(name), *fold(name).split("-"))
    )


@lru_cache(maxsize=1)
def family_names() -> frozenset[str]:
    """Return the family names as letters only."""
    return frozenset(
        joined(name) for line in _lines("family_names.txt") for name in line.split(",") if len(joined(name)) > 1
    )


@lru_cache(maxsize=8)
def names_that_are_words(section: str) -> frozenset[str]:
    """Return the ambiguous names of one section of the file."""
    found: set[str] = set()
    current = ""
    for line in _lines("names_that_are_words.txt"):
        if line.startswith("["):
            current = line.strip("[]")
        elif current == section:
            found.update(map(fold, line.split()))
    return frozenset(found)


def level_sections() -> tuple[str, ...]:
    """Return the sections of the file of names that are words, the strictest first."""
    return ("never alone", "not by a verb", "always", "lower case")


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _yaml(name: str) -> Any:
    return YAML(typ="safe").load((FOLDER / name).read_text(encoding="utf-8"))
