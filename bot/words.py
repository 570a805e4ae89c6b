"""What the bot says, from the `responses:` of `data/<topic>/`, in the person's language.

The files are Rasa's own (`rasa train` merges them into the domain); here they are read without
Rasa, so that a person can be told that something is wrong when Rasa itself is what is wrong.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class DuplicateResponse(ValueError):
    """A response stands in two files; Rasa would use the last one and say nothing."""


class Words:
    """Every response, by name and language."""

    def __init__(self, texts: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
        self.texts = texts

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Read the responses of every YAML file below `folder`.

        Raises:
            DuplicateResponse: a name stands in two files.

        """
        texts: dict[str, dict[str, tuple[str, ...]]] = {}
        for path, responses in response_files(folder):
            for name, variations in responses.items():
                if name in texts:
                    raise DuplicateResponse(f"{path}: the response {name} stands in another file too")
                texts[name] = _by_language(variations)
        return cls(texts)

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
