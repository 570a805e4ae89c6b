"""The words of a message, as typed and as meant: `data/understanding/words.yml` put to work.

People type "kwil da ge stopt" and "stp arrête". Shorthand becomes the written form, and each word is
tied to the ideas it is about (stop, later, my data, ...) whatever its language, so that a command is
known by what it asks for even in a wording nobody wrote down before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

WORDS_FILE = Path(__file__).parents[2] / "data" / "understanding" / "words.yml"

_TOKEN = re.compile(r"\w[\w'-]*\w|[^\s]", re.UNICODE)
_STRETCHED = re.compile(r"(\w)\1{2,}")


@dataclass(frozen=True)
class Words:
    """Shorthand, ideas and the small words that are about nothing."""

    shorthand: Mapping[str, str]
    ideas: Mapping[str, Sequence[str]]
    """Idea -> its words, as in the file: `*` matches any ending, `_` joins words."""
    small: frozenset[str]
    _exact: dict[str, set[str]] = field(default_factory=dict, repr=False, compare=False)
    _starts: list[tuple[str, str]] = field(default_factory=list, repr=False, compare=False)
    _phrases: dict[str, list[tuple[list[str], str]]] = field(default_factory=dict, repr=False, compare=False)
    """By their first word."""
    _known: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for idea, words in self.ideas.items():
            for word in words:
                if "_" in word:
                    words_of_it = word.split("_")
                    self._phrases.setdefault(words_of_it[0], []).append((words_of_it, idea))
                elif word.endswith("*"):
                    self._starts.append((word[:-1], idea))
                else:
                    self._exact.setdefault(word, set()).add(idea)

    def tokens(self, text: str) -> list[str]:
        """Return the words and signs of a text, in lower case and written out."""
        plain = _STRETCHED.sub(r"\1", text.lower().replace("\u2019", "'"))
        return [word for token in _TOKEN.findall(plain) for word in self.shorthand.get(token, token).split()]

    def ideas_by_word(self, tokens: Sequence[str]) -> list[set[str]]:
        """Return for each token the ideas it is about; an empty set where it is about none."""
        found = [set(self._ideas_of(token)) for token in tokens]
        for start, token in enumerate(tokens):
            for words, idea in self._phrases.get(token, ()):
                if list(tokens[start : start + len(words)]) == words:
                    for place in range(start, start + len(words)):
                        found[place].add(idea)
        return found

    def _ideas_of(self, token: str) -> frozenset[str]:
        """Look one word up once; a bounded memory, since people type anything."""
        if token not in self._known:
            if len(self._known) > 50_000:  # noqa: PLR2004 - a bound on memory (about 10 MB), not a rule
                self._known.clear()
            starts = {idea for start, idea in self._starts if token.startswith(start)}
            self._known[token] = frozenset(self._exact.get(token, ())) | starts
        return self._known[token]

    def as_data(self) -> dict[str, Any]:
        """Return what `Words(**data)` is made from, to be stored with a model."""
        return {
            "shorthand": dict(self.shorthand),
            "ideas": {k: list(v) for k, v in self.ideas.items()},
            "small": sorted(self.small),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Words":
        """Make them again from `as_data`."""
        return cls(data["shorthand"], data["ideas"], frozenset(data["small"]))


def load_words(path: Path = WORDS_FILE) -> Words:
    """Read the file of words."""
    data = YAML(typ="safe").load(path)
    shorthand = {short: written for written, shorts in data["shorthand"].items() for short in shorts}
    return Words(shorthand, data["ideas"], frozenset(data["small"]))
