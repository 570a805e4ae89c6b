"""Whether a line of a study gathered elsewhere can be brought in: a sentence for each thing that is wrong with it.

Pure: a line in, the columns of its row out, or `Wrong`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.guide import LANGUAGES, Guide, Question
from bot.reply.fold import clean

_PSEUDONYM = re.compile(r"[A-Za-z0-9_.-]{1,40}")
_AMONG: dict[str, tuple[str, ...]] = {
    "role": ("stakeholder", "youth", "coach"),
    "language": LANGUAGES,
    "scope": ("take_part", "quote", "map", "contact"),
    "status": ("open", "completed", "stopped", "paused", "erased"),
    "kind": ("one", "many", "scale", "number", "text", "list"),
    "missing": ("skipped", "not_asked", "unclear"),
    "source": ("button", "text", "import"),
    "age_band": (),
}
_TIMES = ("at", "started_at", "ended_at", "asked_at", "answered_at", "acknowledged_at")
_LONGEST = {
    "organisation_type": 40,
    "region": 40,
    "partnership": 80,
    "age_band": 10,
    "guide": 80,
    "edition": 12,
    "round": 40,
    "channel": 12,
    "question": 60,
    "probe_of": 60,
    "probe_rule": 60,
    "consent_edition": 12,
    "parsed_by": 60,
    "theme": 40,
}
_TEXTS = (*_LONGEST, "organisation", "item", "said", "wording")
NEEDED: dict[str, tuple[str, ...]] = {
    "participants": ("participant", "role", "language"),
    "consents": ("participant", "scope", "given", "at"),
    "interviews": ("interview", "participant", "guide", "started_at", "status"),
    "answers": ("interview", "question", "kind"),
    "flags": ("interview", "theme", "at"),
    "decisions": ("theme", "you_said", "we_did", "at"),
}
"""What a line of each file must say; everything else may be null or left out."""


@dataclass(frozen=True)
class Asked:
    """An interview that answers are brought in for."""

    number: int
    """Its number in the store."""
    guide: str
    edition: str
    participant: str
    language: str
    started_at: datetime
    new: bool
    """Whether this folder brings it."""


class Wrong(ValueError):
    """What is wrong with a line."""


def checked(name: str, row: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of a line, its times read and its texts cleaned as a message's are.

    Raises:
        Wrong: a field is missing, not known, or not of its type.

    """
    for field in row:
        if field not in known:
            raise Wrong(f"'{field}' is not a field of {name}.jsonl.")
    for field in NEEDED[name]:
        if row.get(field) in (None, ""):
            raise Wrong(f"'{field}' is missing.")
    values = {field: _value(field, row[field]) for field in row if row[field] is not None}
    return {field: values.get(field) for field in known}


def _value(field: str, value: Any) -> Any:
    if field in _TIMES:
        return _time(field, value)
    if field == "participant" and not (isinstance(value, str) and _PSEUDONYM.fullmatch(value)):
        raise Wrong("'participant' has to be a pseudonym of at most 40 letters, digits, _ . and -; never a name.")
    if field in ("interview", "flag", "id") and not _is_label(value):
        raise Wrong(f"'{field}' has to be a number or a text.")
    if field in ("given", "current") and not isinstance(value, bool):
        raise Wrong(f"'{field}' has to be true or false.")
    if field in ("version", "told") and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise Wrong(f"'{field}' has to be a whole number.")
    if field in ("you_said", "we_did") and not isinstance(value, str | dict):
        raise Wrong(f"'{field}' has to be a text, or a text for each language.")
    if _AMONG.get(field) and value not in _AMONG[field]:
        raise Wrong(f"'{field}' has to be one of: {', '.join(_AMONG[field])}.")
    return _text(field, value) if field in _TEXTS else value


def _is_label(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _text(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong(f"'{field}' has to be a text.")
    if len(value) > _LONGEST.get(field, len(value)):
        raise Wrong(f"'{field}' is longer than {_LONGEST[field]} characters.")
    return clean(value)


def _time(field: str, value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        raise Wrong(f"'{field}' is not a time, such as 2026-03-01T14:00:00+01:00.") from None
    if found.tzinfo is None:
        raise Wrong(f"'{field}' has no zone; write it as 2026-03-01T14:00:00+01:00.")
    return found


_SHAPES: dict[str, tuple[Any, str]] = {
    "one": (str, "the key of a choice"),
    "many": (list, "a list of keys"),
    "scale": (int, "a whole number"),
    "number": ((int, float), "a number"),
    "text": (str, "null, or the key of a choice"),
    "list": (list, "a list of texts"),
}


def check_answer(row: Mapping[str, Any], question: Question | None) -> Any:
    """Return the value of an answer, checked against its kind, its reason for missing, and its question when known.

    Raises:
        Wrong: they do not go together.

    """
    value, missing = row.get("value"), row.get("missing")
    if missing is not None:
        if value is not None:
            raise Wrong(f"an answer that is {missing} has no value; make 'value' null.")
        return None
    if value is None:
        if row["kind"] != "text" or not row.get("said"):
            raise Wrong("there is neither an answer nor a reason why it is missing ('missing').")
        return None
    shape, words = _SHAPES[row["kind"]]
    if isinstance(value, bool) or not isinstance(value, shape):
        raise Wrong(f"the value of a question of kind '{row['kind']}' is {words}.")
    if isinstance(value, list):
        value = _list(value)
    if question is not None and not row.get("probe_of"):
        _check_choice(row["kind"], value, question)
    return value


def _list(value: list[Any]) -> list[str]:
    if not value or not all(isinstance(one, str) and one.strip() for one in value):
        raise Wrong("'value' has to be a list of texts, and not an empty one.")
    return [clean(one) for one in value]


def _check_choice(kind: str, value: Any, question: Question) -> None:
    if kind != question.kind:
        raise Wrong(f"the question '{question.key}' is of kind '{question.kind}', not '{kind}'.")
    if kind == "scale" and question.choices and not 1 <= value <= len(question.choices):
        raise Wrong(f"the scale '{question.key}' runs from 1 to {len(question.choices)}.")
    if kind == "number":
        low, high = question.low, question.high
        if (low is not None and value < low) or (high is not None and value > high):
            raise Wrong(f"the number of '{question.key}' lies between {low:g} and {high:g}.")
    if kind in ("one", "many", "text"):
        keys = [choice.key for choice in question.choices] + (["other"] if question.other else [])
        for one in value if isinstance(value, list) else [value]:
            if one not in keys:
                raise Wrong(
                    f"'{one[:60]}' is not a choice of '{question.key}'; there are: {', '.join(keys) or 'none'}."
                )


def question_of(
    guides: Mapping[str, Guide], editions: Mapping[str, Guide], asked: Asked, key: str, frame: frozenset[str]
) -> Question | None:
    """Return the question that an answer is to, from its own edition, else from today's guide; None: it is not known.

    `frame` holds the keys of the questions that stand around every guide.

    Raises:
        Wrong: the edition is at hand, and has no such question.

    """
    guide = editions.get(asked.edition) or guides.get(asked.guide)
    if guide is None:
        return None
    found = next((question for question in guide.questions if question.key == key), None)
    if found is None and guide.edition == asked.edition and key not in frame:
        raise Wrong(f"the guide '{guide.key}' has no question '{key[:60]}'.")
    return found
