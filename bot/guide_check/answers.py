"""How a question is answered: its key, choices, bounds and follow-ups, against its kind."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from bot.guide_check.place import Place

LONGEST_KEY = 30
LONGEST_CHOICE_KEY = 20
"""Both stand in a button's hidden data with the interview's mark: 64 bytes on Telegram."""
FEWEST_STEPS, MOST_STEPS = 3, 7
MOST_CHOICES = 15
KEPT_KEYS = ("item", "answer")
KEPT_CHOICE_KEYS = ("other",)

_WORDS_JOINED = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_CHOICE_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_NUMBERED = re.compile(r"(q|s|v|question|vraag|item|nr|no)_?\d+")
_WITH_CHOICES = ("one", "many", "scale")

Content = Mapping[str, Any]


def look_at_question(place: Place, question: Content, *, first: bool, in_frame: bool) -> None:
    """Look at one question by itself."""
    _key(place, str(question.get("key", "")), in_frame=in_frame)
    if "kind" not in question:
        return
    _choices(place, question)
    _bounds(place, question)
    _only_where_it_belongs(place, question)
    _follow_ups(place, question, first=first)


def _key(place: Place, key: str, *, in_frame: bool) -> None:
    where = place.at("key")
    if not key:
        return
    if _NUMBERED.fullmatch(key):
        where.fault(f"the key '{key}' is a number; name what it asks, such as 'contact_rhythm'.")
    elif not _WORDS_JOINED.fullmatch(key) or not (in_frame or "_" in key):
        where.fault(
            f"the key '{key:.40}' must be topic and aspect in small letters joined by '_', such as 'contact_rhythm'."
        )
    elif len(key) > LONGEST_KEY:
        where.fault(f"the key '{key:.40}' is {len(key)} letters long; at most {LONGEST_KEY} fit behind a button.")
    elif key in KEPT_KEYS:
        where.fault(f"the key '{key}' is used by the bot itself; choose another.")


def _choices(place: Place, question: Content) -> None:
    kind, choices = question["kind"], [choice or {} for choice in question.get("choices", [])]
    count, where = len(choices), place.at("choices")
    if kind == "scale" and not FEWEST_STEPS <= count <= MOST_STEPS:
        where.fault(f"{{me}} is a scale with {count} choices; a scale has {FEWEST_STEPS} to {MOST_STEPS}, low to high.")
    elif kind in ("one", "many") and count < 2:  # noqa: PLR2004 - to choose takes two
        where.fault(f"{{me}} has {count} choices; a question of kind '{kind}' has at least two.")
    elif count > MOST_CHOICES:
        where.fault(f"{{me}} has {count} choices; more than {MOST_CHOICES} do not fit on a telephone.")
    elif kind in ("number", "list") and count:
        where.fault(f"{{me}} has choices, but a question of kind '{kind}' is typed; take them out.")
    for index, choice in enumerate(choices):
        _choice(where.at(index), choice, kind)
    _told_apart(where, choices)


def _choice(place: Place, choice: Content, kind: str) -> None:
    key = choice.get("key", "")
    if key and (not _CHOICE_KEY.fullmatch(key) or len(key) > LONGEST_CHOICE_KEY):
        place.at("key").fault(
            f"the key '{key:.40}' of a choice must be small letters and digits joined by '_', at most {LONGEST_CHOICE_KEY}."
        )
    if key in KEPT_CHOICE_KEYS:
        place.at("key").fault("the choice 'other' is made by 'other: true' of the question; take this choice out.")
    if choice.get("alone") and kind != "many":
        place.at("alone").fault("{me} has 'alone:', which belongs to a question of kind 'many' only.")


def _told_apart(place: Place, choices: list[Any]) -> None:
    """Two choices may share neither key nor button text."""
    seen: Counter[tuple[str, str]] = Counter()
    for index, choice in enumerate(choices):
        for name, value in [("key", choice.get("key", "")), *choice.get("text", {}).items()]:
            seen[name, value.casefold()] += 1
            if value and seen[name, value.casefold()] == 2:  # noqa: PLR2004 - told once, at the second
                where = place.at(index, "key") if name == "key" else place.at(index, "text", name)
                where.fault(f"two choices of this question are called '{value}'; nobody could tell them apart.")


def _bounds(place: Place, question: Content) -> None:
    low, high = question.get("low"), question.get("high")
    if question["kind"] == "number":
        if low is None or high is None:
            place.fault("{me} asks a number and needs both 'low:' and 'high:', the least and the most it can be.")
        elif low >= high:
            place.at("low").fault(f"'low: {low:g}' of {{me}} must be smaller than 'high: {high:g}'.")
    if question["kind"] == "list" and "most" not in question:
        place.fault("{me} asks a list and needs 'most:', how many names at most.")


_BELONGS = {
    "low": ("number",),
    "high": ("number",),
    "most": ("list", "many"),
    "other": ("one", "many"),
}


def _only_where_it_belongs(place: Place, question: Content) -> None:
    for name, kinds in _BELONGS.items():
        if name in question and question["kind"] not in kinds:
            kind = question["kind"]
            place.at(name).fault(
                f"'{name}:' of {{me}} belongs to a question of kind {' or '.join(kinds)}, not '{kind}'."
            )


def _follow_ups(place: Place, question: Content, *, first: bool) -> None:
    wanted = question.get("max_probes", 0)
    has_any = bool(question.get("probes") or question.get("own_probes"))
    where = place.at("max_probes")
    if wanted and first:
        where.fault("{me} comes first; the first question has no follow-up, or people leave. Take out 'max_probes:'.")
    elif wanted and question["kind"] != "text":
        where.fault("{me} is answered with a tap; only a question of kind 'text' can have follow-ups.")
    elif wanted and not has_any:
        where.fault("{me} allows follow-ups and names none; add 'probes:' or 'own_probes:'.")
    elif has_any and not wanted and not (where.written and "max_probes" not in question):
        place.at("probes" if "probes" in question else "own_probes").fault(
            "the follow-ups of {me} are never asked; add 'max_probes: 1'."
        )
    elif wanted > 1 and question.get("core") is False:
        where.fault("{me} allows two follow-ups; only a question of the short version (core) does. Make it 1.")
    rules = Counter(probe.get("rule", "") for probe in question.get("own_probes", []) if probe)
    for rule, times in rules.items():
        if rule and (times > 1 or not _WORDS_JOINED.fullmatch(rule)):
            place.at("own_probes").fault(
                f"the follow-up '{rule:.40}' needs a name of its own in small letters joined by '_', used once."
            )
