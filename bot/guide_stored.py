"""Keep a guide as JSON, without loss, and name its edition.

An interview in course goes on with the guide it began with: the store keeps `as_stored(guide)` beside the
edition, and `from_stored` brings it back whatever has become of the file. A field with its default value is left out,
so that a field added to the shapes later changes no edition.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any, TypeVar

from bot.guide import Choice, Condition, Guide, OwnProbe, Question

EDITION_DIGITS = 12

Shape = TypeVar("Shape")


def as_stored(guide: Guide) -> dict[str, Any]:
    """Return the content of a guide as JSON values; the edition is computed from it and not in it."""
    return {name: value for name, value in plain(guide).items() if name != "edition"}


def from_stored(stored: Mapping[str, Any]) -> Guide:
    """Return the guide that `as_stored` gave, with its edition.

    Raises:
        TypeError: a field is missing or unknown.

    """
    questions = tuple(question_from_stored(question) for question in stored["questions"])
    return _made(Guide, {**stored, "questions": questions, "edition": edition_of(stored)})


def question_from_stored(stored: Mapping[str, Any]) -> Question:
    """Return one question from its JSON values."""
    parts: dict[str, Any] = {
        "choices": tuple(_made(Choice, choice) for choice in stored.get("choices", ())),
        "ask_if": tuple(_made(Condition, condition) for condition in stored.get("ask_if", ())),
        "own_probes": tuple(_made(OwnProbe, probe) for probe in stored.get("own_probes", ())),
    }
    return _made(Question, {**stored, **parts})


def edition_of(content: object) -> str:
    """Return the first 12 hex digits of the SHA-256 of the canonical JSON: sorted keys, no layout, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:EDITION_DIGITS]


def plain(thing: Any) -> Any:
    """Return a shape as JSON values: tuples as lists, fields at their default left out."""
    if dataclasses.is_dataclass(thing):
        return {
            field.name: plain(getattr(thing, field.name))
            for field in dataclasses.fields(thing)
            if getattr(thing, field.name) != _default(field)
        }
    if isinstance(thing, Mapping):
        return {key: plain(value) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [plain(value) for value in thing]
    return thing


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _made(shape: type[Shape], values: Mapping[str, Any]) -> Shape:
    """Build one frozen shape from JSON values, with its lists as tuples."""
    return shape(**{name: _as_tuple(value) for name, value in values.items()})


def _as_tuple(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, Mapping):
        return {key: _as_tuple(inner) for key, inner in value.items()}
    return value
