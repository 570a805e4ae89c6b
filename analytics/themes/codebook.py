"""What a codebook is: the themes of open answers, as staff describe them in `analytics/rules/codebook.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LANGUAGES = ("nl", "en", "fr")
CODEBOOK = Path(__file__).parent.parent / "rules" / "codebook.yml"


class CodebookFaultError(ValueError):
    """The codebook says something that cannot be; the message names the code and the fault in plain words."""


@dataclass(frozen=True)
class Words:
    """The words of one code in one language, in the notation that the head of the file explains."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True)
class Counter:
    """An answer that looks like the code and belongs elsewhere, or nowhere (`instead` is empty)."""

    text: str
    instead: str


@dataclass(frozen=True)
class Code:
    """One theme."""

    key: str
    name: Mapping[str, str]
    definition: Mapping[str, str]
    use_when: Mapping[str, str]
    not_when: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]
    counter_examples: Mapping[str, tuple[Counter, ...]]
    words: Mapping[str, Words]
    asked_in: tuple[str, ...] = ()
    """Keys of questions that are about the theme themselves; an answer there must say it again in its own words."""


@dataclass(frozen=True)
class Codebook:
    """All themes, and what belongs to none."""

    edition: str
    codes: tuple[Code, ...]
    uncoded: Mapping[str, tuple[str, ...]]
    set_aside: Mapping[str, tuple[str, ...]]
    turns: Mapping[str, tuple[str, ...]]
    common_words: Mapping[str, frozenset[str]]

    @property
    def keys(self) -> tuple[str, ...]:
        """The codes' keys, in the order of the file."""
        return tuple(code.key for code in self.codes)


def load_codebook(path: Path = CODEBOOK) -> Codebook:
    """Read the codebook and check it; a file that has not changed is read once.

    Raises `CodebookFaultError` where a language is missing, a code has no examples or a counter-example points to no code.
    """
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, _changed_at: int) -> Codebook:
    raw = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    codes = tuple(_code(key, body) for key, body in raw["codes"].items())
    _check(codes)
    return Codebook(
        edition=str(raw["edition"]),
        codes=codes,
        uncoded=_lists(raw["uncoded"]),
        set_aside=_lists(raw["set_aside"]),
        turns=_lists(raw["turns"]),
        common_words={language: frozenset(words) for language, words in raw["common_words"].items()},
    )


def _code(key: str, body: Mapping[str, Any]) -> Code:
    try:
        return Code(
            key=key,
            name=body["name"],
            definition=body["definition"],
            use_when=body["use_when"],
            not_when=body["not_when"],
            examples=_lists(body["examples"]),
            counter_examples={
                language: tuple(Counter(one["text"], one["instead"]) for one in ones)
                for language, ones in body["counter_examples"].items()
            },
            words={
                language: Words(*(tuple(lists.get(kind) or ()) for kind in ("strong", "weak", "never")))
                for language, lists in body["words"].items()
            },
            asked_in=tuple(body.get("asked_in") or ()),
        )
    except KeyError as missing:
        raise CodebookFaultError(f"Code {key} lacks {missing.args[0]}.") from missing


def _lists(by_language: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {language: tuple(items) for language, items in by_language.items()}


def _check(codes: tuple[Code, ...]) -> None:
    keys = {code.key for code in codes} | {""}
    for code in codes:
        parts: tuple[Mapping[str, object], ...] = (
            code.name, code.definition, code.use_when, code.not_when, code.examples, code.counter_examples, code.words,
        )  # fmt: skip
        if any(not part.get(language) for part in parts for language in LANGUAGES):
            raise CodebookFaultError(f"Code {code.key} is not complete in {', '.join(LANGUAGES)}.")
        for counter in (one for ones in code.counter_examples.values() for one in ones):
            if counter.instead not in keys:
                raise CodebookFaultError(f"Code {code.key}: the counter-example {counter.text!r} points to no code.")
