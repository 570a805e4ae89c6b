"""Which fields a guide may hold and what each must be: the first look at a file, field by field.

What is wrong is left out of the cleaned values and the rest is kept, so that the later looks can report too.
"""

import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.guide import LANGUAGES, Guide, Kind
from bot.guide_check.place import Place, listed, near_names, nearest

Read = Callable[[Place, Any], Any]
"""Returns the cleaned value, or None after noting a fault."""

LANGUAGE_NAMES = {"nl": "Dutch", "en": "English", "fr": "French"}
FAMILIES = ("example", "own_word", "effect", "step", "angle")
SIGNALS = ("short", "vague", "problem", "wish", "dont_know")
ROLES = typing.get_args(typing.get_type_hints(Guide)["role"])
MOST_QUESTIONS = 200
_CALLED = {"explain": "explanation"}
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Field:
    """How one field is read, and whether it must be there."""

    read: Read
    required: bool = False


def line(place: Place, value: Any) -> str | None:
    """Read a text."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    place.fault(f"'{place.where[-1]}:' of {{me}} needs a text.")
    return None


def texts(place: Place, value: Any) -> dict[str, str] | None:
    """Read one wording a language; all three must be there."""
    called = _CALLED.get(str(place.where[-1]), str(place.where[-1]))
    if not isinstance(value, dict):
        place.fault(f"the {called} of {{me}} needs one line a language: 'nl:', 'en:' and 'fr:'.")
        return None
    _meant(place, value, LANGUAGES)
    found: dict[str, str] = {}
    for language in LANGUAGES:
        wording = value.get(language)
        if isinstance(wording, str) and wording.strip():
            found[language] = wording.strip()
        else:
            add = "fill in" if language in value else "add a line"
            where = place.at(language) if language in value else place
            where.fault(f"{{me}} has no {LANGUAGE_NAMES[language]} {called}; {add} '{language}:'.")
    return found


def words_by_language(place: Place, value: Any) -> dict[str, list[str]] | None:
    """Read lists of words, by language; a language may be absent."""
    if not isinstance(value, dict):
        place.fault(f"'{place.where[-1]}:' of {{me}} needs a list of words a language, such as 'nl: [ja, graag]'.")
        return None
    _meant(place, value, LANGUAGES)
    read = list_of(line)
    return {key: read(place.at(key), value[key]) or [] for key in LANGUAGES if key in value}


def number(place: Place, value: Any) -> float | None:
    """Read a number."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}([.,]\d{1,6})?", value):
        return float(value.replace(",", "."))
    place.fault(f"'{place.where[-1]}:' of {{me}} needs a number.")
    return None


def whole(lowest: int, highest: int) -> Read:
    """Read a whole number within bounds."""

    def read(place: Place, value: Any) -> int | None:
        if isinstance(value, str) and value.isdecimal() and len(value) < 5 and lowest <= int(value) <= highest:  # noqa: PLR2004 - no bound has five digits
            return int(value)
        place.fault(f"'{place.where[-1]}:' of {{me}} needs a whole number from {lowest} to {highest}.")
        return None

    return read


def flag(place: Place, value: Any) -> bool | None:
    """Read true or false."""
    if isinstance(value, str) and value.lower() in _YES_NO:
        return _YES_NO[value.lower()]
    place.fault(f"'{place.where[-1]}:' of {{me}} needs 'true' or 'false'.")
    return None


def one_of(*names: str) -> Read:
    """Read one of these words."""

    def read(place: Place, value: Any) -> str | None:
        if value in names:
            return str(value)
        field = next(str(step) for step in reversed(place.where) if isinstance(step, str))
        place.fault(f"'{field}:' of {{me}} is '{_short(value)}'; it can be {listed(names)}.{nearest(value, names)}")
        return None

    return read


def list_of(read: Read) -> Read:
    """Read a list; what is wrong in it becomes None, so that the others keep their place."""

    def read_list(place: Place, value: Any) -> list[Any] | None:
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            place.fault(f"'{place.where[-1]}:' of {{me}} needs a list, each item on a line that starts with '- '.")
            return None
        return [read(place.at(index), item) for index, item in enumerate(value)]

    return read_list


def shape(fields: Mapping[str, Field]) -> Read:
    """Read a group of fields; a misspelt field is named with the one that was probably meant."""

    def read(place: Place, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            place.fault(f"{{me}} needs fields, such as '{next(iter(fields))}: ...'.")
            return {}
        meant = _meant(place, value, tuple(fields))
        for name, field in fields.items():
            if field.required and name not in meant:
                place.fault(f"{{me}} has no '{name}:'; add it.")
        found = {name: fields[name].read(place.at(written), value[written]) for name, written in meant.items()}
        return {name: kept for name, kept in found.items() if kept is not None}

    return read


def questions(place: Place, value: Any) -> list[Any] | None:
    """Read the list of questions; an absurd number is refused before it is looked at."""
    if isinstance(value, list) and len(value) > MOST_QUESTIONS:
        place.fault(f"the guide has {len(value)} questions; at most {MOST_QUESTIONS} are read, and 20 is already long.")
        return None
    if not value:
        place.fault("the guide has no questions; add at least one under 'questions:'.")
        return None
    found = list_of(shape(QUESTION))(place, value)
    return found if found is None or isinstance(found, list) else None


def _meant(place: Place, value: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    """Return known field -> as it is written; a misspelt one is told, and read as what it was meant to be."""
    meant = {key: key for key in value if key in known}
    for key in value:
        if key not in known:
            place.at(key).fault(f"'{_short(key)}:' is not a field of {{me}}.{nearest(key, known)}")
            for close in near_names(key, known):
                meant.setdefault(close, key)
    return meant


def _short(value: Any) -> str:
    return "empty" if value is None else f"{value:.30}" if isinstance(value, str) else "a list"


CHOICE = {
    "key": Field(line, required=True),
    "text": Field(texts, required=True),
    "words": Field(words_by_language),
    "alone": Field(flag),
}
CONDITION = {
    "question": Field(line, required=True),
    "among": Field(list_of(line)),
    "not_among": Field(list_of(line)),
    "answered": Field(flag),
    "differs_from": Field(line),
}
OWN_PROBE = {
    "rule": Field(line, required=True),
    "text": Field(texts, required=True),
    "unless_words": Field(words_by_language),
    "after": Field(list_of(one_of(*SIGNALS))),
}
QUESTION = {
    "key": Field(line, required=True),
    "kind": Field(one_of(*typing.get_args(Kind)), required=True),
    "text": Field(texts, required=True),
    "goal": Field(line, required=True),
    "explain": Field(texts, required=True),
    "label": Field(texts),
    "choices": Field(list_of(shape(CHOICE))),
    "low": Field(number),
    "high": Field(number),
    "most": Field(whole(1, 20)),
    "other": Field(flag),
    "core": Field(flag),
    "for_each": Field(line),
    "ask_if": Field(list_of(shape(CONDITION))),
    "probes": Field(list_of(one_of(*FAMILIES))),
    "own_probes": Field(list_of(shape(OWN_PROBE))),
    "max_probes": Field(whole(0, 2)),
    "serves": Field(line),
}
GUIDE = {
    "guide": Field(line, required=True),
    "title": Field(texts, required=True),
    "role": Field(one_of(*ROLES), required=True),
    "minutes": Field(whole(1, 120), required=True),
    "minutes_short": Field(whole(1, 120)),
    "opening": Field(list_of(line), required=True),
    "closing": Field(list_of(line), required=True),
    "purpose": Field(texts, required=True),
    "questions": Field(questions, required=True),
    "probes_in_all": Field(whole(0, 8)),
    "rotate": Field(whole(1, MOST_QUESTIONS)),
    "formal": Field(flag),
    "member_check": Field(flag),
}
FRAME = {"questions": Field(questions, required=True)}
