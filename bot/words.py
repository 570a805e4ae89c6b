"""What the bot says, from the `responses:` of `data/<topic>/`, in the person's language.

The files are Rasa's own (`rasa train` merges them into the domain); here they are read without
Rasa, so that a person can be told that something is wrong when Rasa itself is what is wrong.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Buttons = tuple[tuple[str, str], ...]

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class DuplicateResponse(ValueError):
    """A response stands in two files; Rasa would use the last one and say nothing."""


class Words:
    """Every response, by name and language."""

    def __init__(
        self, texts: Mapping[str, Mapping[str, tuple[str, ...]]], buttons: Mapping[str, Mapping[str, Buttons]]
    ) -> None:
        self.texts = texts
        self.buttons = buttons
        """Those that a response carries itself, as (words, payload)."""

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Read the responses of every YAML file below `folder`.

        Raises:
            DuplicateResponse: a name stands in two files.

        """
        texts: dict[str, dict[str, tuple[str, ...]]] = {}
        buttons: dict[str, dict[str, Buttons]] = {}
        for path, responses in response_files(folder):
            for name, variations in responses.items():
                if name in texts:
                    raise DuplicateResponse(f"{path}: the response {name} stands in another file too")
                texts[name] = _by_language(variations)
                buttons[name] = _buttons(variations)
        return cls(texts, buttons)

    def say(self, name: str, language: str, turn: int = 0, /, **values: object) -> str:
        """Return the response `name` in `language`; `turn` rotates its variations.

        Raises:
            KeyError: the response, the language or a placeholder's value is not there.

        """
        variations = self.texts[name][language]
        return fill(variations[turn % len(variations)], values)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Put `values` in the `{places}` of `text`, once: what somebody typed is never a template itself."""
    return _PLACEHOLDER.sub(lambda place: str(values[place.group(1)]), text)


def placeholders(text: str) -> set[str]:
    """Return the names of the `{places}` in `text`: what `fill` wants a value of."""
    return set(_PLACEHOLDER.findall(text))


def response_files(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each file below `folder` that has `responses:`, with them."""
    reader = YAML(typ="safe")
    for path in sorted(folder.rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        if "\nresponses:" not in text:
            continue
        yield path, reader.load(text)["responses"]


def _by_language(variations: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for variation in variations:
        for condition in variation.get("condition", ()):
            if condition["name"] == "language":
                found.setdefault(condition["value"], []).append(variation["text"])
    return {language: tuple(texts) for language, texts in found.items()}


def _buttons(variations: list[dict[str, Any]]) -> dict[str, Buttons]:
    """Return the buttons by language, those of its first variation."""
    found: dict[str, Buttons] = {}
    for variation in variations:
        for condition in variation.get("condition", ()):
            if condition["name"] == "language":
                made = tuple((one["title"], one["payload"]) for one in variation.get("buttons", ()))
                found.setdefault(condition["value"], made)
    return found
