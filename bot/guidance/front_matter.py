"""The front matter of a section: read, and checked value by value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from bot.guidance.fault import Fault
from bot.guide import LANGUAGES, Language

_KEYS = ("key", "date", "serves", "tags", "sources", "related", "asked_as")
_PHASES = (1, 2, 3, 4)
FEWEST_EXAMPLES = 3
"""Example questions a language; with fewer the search rests on the text alone."""


@dataclass(frozen=True)
class Front:
    """The checked front matter."""

    key: str
    written: date
    serves: tuple[int, ...]
    tags: tuple[str, ...]
    sources: tuple[str, ...]
    """Keys of `sources.yml`."""
    related: tuple[str, ...]
    asked_as: Mapping[Language, tuple[str, ...]]


def read_front(path: Path, text: str) -> tuple[Front | None, list[Fault]]:
    """Read the YAML between the two lines of `---`; None with at least one fault where it cannot be used."""
    try:
        raw = YAML(typ="rt").load(text) if text.strip() else None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return None, [Fault(path, line, f"the front matter is not valid YAML: {error.problem}")]
    except Exception:  # noqa: BLE001 - ruamel also raises ValueError and its own kinds on wild values
        return None, [Fault(path, 1, "the front matter is not valid YAML")]
    if not isinstance(raw, dict):
        return None, [Fault(path, 1, "the front matter is empty or is not a list of names and values")]
    return _checked(_Reader(path, raw))


def _checked(reader: "_Reader") -> tuple[Front | None, list[Fault]]:
    reader.refuse_unknown()
    front = Front(
        key=reader.word("key"),
        written=reader.day("date"),
        serves=reader.phases("serves"),
        tags=reader.words("tags"),
        sources=reader.words("sources"),
        related=reader.words("related"),
        asked_as=reader.examples("asked_as"),
    )
    return (None if reader.faults else front), reader.faults


class _Reader:
    """Takes values out of the YAML and notes what is wrong with each."""

    def __init__(self, path: Path, raw: Any) -> None:
        self._path = path
        self._raw = raw
        self.faults: list[Fault] = []

    def refuse_unknown(self) -> None:
        for name in self._raw:
            if name not in _KEYS:
                self._fault(name, f"{name!r} is not known here; use {', '.join(_KEYS)}")

    def word(self, name: str) -> str:
        value = self._raw.get(name)
        if isinstance(value, str) and value == self._path.stem:
            return str(value)
        self._fault(name, f"{name!r} has to be the file's name, {self._path.stem!r}")
        return ""

    def day(self, name: str) -> date:
        value = self._raw.get(name)
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        self._fault(name, f"{name!r} has to be a date such as 2026-11-21")
        return date.min

    def phases(self, name: str) -> tuple[int, ...]:
        value = self._raw.get(name)
        if isinstance(value, list) and value and all(number in _PHASES for number in value):
            return tuple(int(number) for number in value)
        self._fault(name, f"{name!r} has to list phases of the action, from 1 to 4")
        return ()

    def words(self, name: str) -> tuple[str, ...]:
        value = self._raw.get(name)
        if isinstance(value, list) and value and all(isinstance(word, str) for word in value):
            return tuple(str(word) for word in value)
        self._fault(name, f"{name!r} has to list at least one word")
        return ()

    def examples(self, name: str) -> Mapping[Language, tuple[str, ...]]:
        value = self._raw.get(name)
        if not isinstance(value, dict):
            self._fault(name, f"{name!r} has to give example questions in {', '.join(LANGUAGES)}")
            return {}
        found: dict[Language, tuple[str, ...]] = {}
        for language in LANGUAGES:
            asked = value.get(language)
            if not isinstance(asked, list) or len(asked) < FEWEST_EXAMPLES:
                self._fault(name, f"{name!r} has to give at least {FEWEST_EXAMPLES} example questions in {language}")
            elif not all(isinstance(question, str) for question in asked):
                self._fault(name, f"an example question in {language} is not a text; put it between quotes")
            else:
                found[language] = tuple(str(question) for question in asked)
        return found

    def _fault(self, name: str, sentence: str) -> None:
        line = 1
        if name in self._raw:
            line = self._raw.lc.key(name)[0] + 2
        self.faults.append(Fault(self._path, line, sentence))
