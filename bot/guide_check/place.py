"""Where in a guide one is while checking, and how to name it to the person who wrote it."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.guide_check.fault import Findings, Where


@dataclass(frozen=True)
class Place:
    """A value in the file: its way, the whole file around it, and where its faults go."""

    root: Any
    where: Where
    findings: Findings

    def at(self, *steps: str | int) -> "Place":
        """Return the place some steps further in."""
        return Place(self.root, self.where + steps, self.findings)

    def fault(self, sentence: str) -> None:
        """Note a fault on this value's line; `{me}` in the sentence stands for the thing it belongs to."""
        self.findings.add(self.where, sentence.replace("{me}", self.name))

    @property
    def written(self) -> bool:
        """Whether this stands in the file, right or wrong."""
        return self.where in self.findings.lines

    @property
    def name(self) -> str:
        """What the writer would call the thing around: "the choice 'a' of the question 'b'", "the guide"."""
        question = f"the question {self._label(2)}" if self._is_item(2) else "the guide"
        inner = _INNER.get(str(self.where[2])) if self._is_item(4) else None
        return f"{inner.format(self._label(4))} of {question}" if inner else question

    def _is_item(self, depth: int) -> bool:
        return len(self.where) >= depth and isinstance(self.where[depth - 1], int)

    def _label(self, depth: int) -> str:
        """The quoted key of a thing in a list, or its number where it has none."""
        thing = self.root
        for step in self.where[:depth]:
            thing = _inside(thing, step)
        label = next((thing[name] for name in ("key", "rule") if isinstance(thing, dict) and thing.get(name)), None)
        return f"'{label:.40}'" if isinstance(label, str) else f"number {int(self.where[depth - 1]) + 1}"


def _inside(thing: Any, step: str | int) -> Any:
    """Return what stands one step further in; None where a field is misspelt, or is not what it should be."""
    try:
        return thing[step]
    except (KeyError, IndexError, TypeError):
        return None


_INNER = {"choices": "the choice {}", "own_probes": "the follow-up {}", "ask_if": "a condition"}


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence holds them: "a, b or c"."""
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def nearest(value: Any, names: Sequence[str]) -> str:
    """Return " Did you mean 'x'?" for the name that looks most like a misspelt one; empty where none does."""
    return "".join(f" Did you mean '{close}'?" for close in near_names(value, names))


def near_names(value: Any, names: Sequence[str]) -> list[str]:
    """Return the one name that looks most like a misspelt one, or nothing."""
    return difflib.get_close_matches(f"{value!s:.40}".lower(), names, n=1, cutoff=0.6)
