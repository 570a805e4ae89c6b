"""What questions say of each other: conditions, repeats for each name, and earlier answers filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.guide_check.place import Place, listed, nearest

Content = Mapping[str, Any]

FILLED_IN = re.compile(r"\{([^{}]*)\}")
_TESTS = ("among", "not_among", "answered", "differs_from")


@dataclass
class Before:
    """The questions asked before the one that is looked at, by key, and what is still to come."""

    short_version: bool = False
    asked: dict[str, Content] = field(default_factory=dict)
    later: dict[str, Content] = field(default_factory=dict)

    def find(self, place: Place, key: str, question: Content) -> Content | None:
        """Return the earlier question with this key, or note what is wrong with the reference."""
        found = self.asked.get(key)
        if found is not None:
            self._in_short_version(place, found, question)
        elif key == question.get("key"):
            place.fault("{me} depends on itself; it can only depend on an earlier question.")
        elif question.get("key") in _depends_on(self.later.get(key, {})):
            place.fault(f"{{me}} depends on '{key}', which depends on it in turn; one of the two must go.")
        elif key in self.later:
            place.fault(f"{{me}} depends on '{key}', which comes later; move '{key}' before it.")
        else:
            place.fault(f"{{me}} depends on '{key:.40}', and there is no such question.{nearest(key, [*self.asked])}")
        return found

    def _in_short_version(self, place: Place, found: Content, question: Content) -> None:
        if self.short_version and question.get("core", True) and not found.get("core", True):
            place.fault(
                f"{{me}} depends on '{found['key']}', which the short version leaves out; "
                f"write 'core: false' for '{question.get('key')}' too."
            )


def look_at_references(place: Place, questions: Sequence[Content], before: Before) -> None:
    """Look at every question in order, with what comes before it."""
    keys = [str(question.get("key", "")) for question in questions]
    before.later.update(zip(keys, questions, strict=True))
    for index, question in enumerate(questions):
        here = place.at("questions", index)
        if keys[index] in before.asked:
            here.at("key").fault(f"the key '{keys[index]:.40}' is used by an earlier question; each has its own.")
        before.later.pop(keys[index], None)
        _repeat(here.at("for_each"), question, before)
        for number, condition in enumerate(question.get("ask_if", [])):
            _condition(here.at("ask_if", number), condition or {}, question, before)
        for where, wording in _wordings(here, question):
            _filled_in(where, wording, question, before)
        before.asked.setdefault(keys[index], question)


def _repeat(place: Place, question: Content, before: Before) -> None:
    if "for_each" not in question:
        return
    names = before.find(place, question["for_each"], question)
    if names is not None and names.get("kind") != "list":
        place.fault(f"{{me}} is repeated for '{question['for_each']}', which is not a question of kind 'list'.")
    if question.get("kind") == "list":
        place.fault("{me} asks a list for each name of a list; choose another kind.")


def _condition(place: Place, condition: Content, question: Content, before: Before) -> None:
    tests = [name for name in _TESTS if name in condition]
    if len(tests) != 1:
        place.fault(f"{{me}} needs exactly one of {listed(_TESTS)}.")
    other = None
    if "question" in condition:
        other = _one_answer(place.at("question"), condition["question"], question, before)
    if "differs_from" in condition:
        _one_answer(place.at("differs_from"), condition["differs_from"], question, before)
    for name in ("among", "not_among"):
        if other is not None and name in condition:
            _choices_exist(place.at(name), condition[name], other)


def _one_answer(place: Place, key: str, question: Content, before: Before) -> Content | None:
    """Return an earlier question that has one answer where this one is asked."""
    other = before.find(place, key, question)
    if other is not None and other.get("for_each") not in (None, question.get("for_each")):
        place.fault(f"{{me}} depends on '{key}', which is asked once for each name; no other question can use that.")
    return other


def _choices_exist(place: Place, wanted: Sequence[str | None], other: Content) -> None:
    key, choices = other["key"], [choice.get("key", "") for choice in other.get("choices", []) if choice]
    if other.get("kind") == "scale":
        names = [str(number) for number in range(1, len(choices) + 1)]
        called = f"the numbers 1 to {len(choices)}"
    else:
        names = [*choices, *(["other"] if other.get("other") else [])]
        called = listed(names) if names else "no choices; use 'answered: true'"
    for index, choice in enumerate(wanted):
        if choice is not None and choice not in names:
            hint = nearest(choice, names)
            place.at(index).fault(f"{{me}} names the choice '{choice:.40}', but '{key}' has {called}.{hint}")


def _wordings(place: Place, question: Content) -> list[tuple[Place, str]]:
    """Every wording in which an earlier answer can stand."""
    groups = [(place.at(name), question.get(name)) for name in ("text", "explain")]
    probes = enumerate(question.get("own_probes", []))
    groups += [(place.at("own_probes", index, "text"), (probe or {}).get("text")) for index, probe in probes]
    return [(where.at(language), wording) for where, texts in groups for language, wording in (texts or {}).items()]


def _filled_in(place: Place, wording: str, question: Content, before: Before) -> None:
    if "{" in FILLED_IN.sub("", wording) or "}" in FILLED_IN.sub("", wording):
        place.fault("{me} has a '{' or '}' that stands alone; they are only used in pairs, such as '{item}'.")
    for key in FILLED_IN.findall(wording):
        if key == "item":
            if "for_each" not in question:
                place.fault("{me} says '{item}' and is not repeated; add 'for_each:' with the key of a list question.")
        elif _one_answer(place, key, question, before) is not None and not _surely_answered(key, question):
            place.fault(
                f"{{me}} says '{{{key}}}', which may have been skipped; "
                f"add 'ask_if: [{{question: {key}, answered: true}}]'."
            )


def _surely_answered(key: str, question: Content) -> bool:
    """Whether the question's conditions hold only where the other one was answered."""
    for condition in filter(None, question.get("ask_if", [])):
        sure = "among" in condition or "differs_from" in condition or condition.get("answered") is True
        if sure and key in (condition.get("question"), condition.get("differs_from")):
            return True
    return False


def _depends_on(question: Content) -> set[str]:
    conditions = [condition for condition in question.get("ask_if", []) if condition]
    names = (condition.get(name) for condition in conditions for name in ("question", "differs_from"))
    return {name for name in (*names, question.get("for_each")) if name}
