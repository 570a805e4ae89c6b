"""Answers that people coded: the codebook's own examples, and files of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analytics.themes.codebook import LANGUAGES, Codebook

CODEBOOK_HAND = "codebook "
PARTS = 6
"""The codebook's examples are judged in so many parts."""


@dataclass(frozen=True)
class Example:
    """An answer with the codes that belong to it; none where it is about nothing in the codebook."""

    text: str
    language: str
    codes: frozenset[str]
    question: str | None = None
    hand: str = ""
    """Who wrote it, or the file; what one hand wrote is never judged by what it wrote itself."""


def examples_of(book: Codebook) -> list[Example]:
    """Return every example and counter-example of the codebook, in the order of the file.

    The three languages often say the same: what stands in the same place counts as one hand.
    """
    found: list[Example] = []
    for code in book.codes:
        for language in LANGUAGES:
            found += _placed(language, ((text, {code.key}) for text in code.examples[language]))
            counters = code.counter_examples[language]
            found += _placed(language, ((one.text, {one.instead} - {""}) for one in counters))
    for language, texts in book.uncoded.items():
        found += _placed(language, ((text, set()) for text in texts))
    return found


def _placed(language: str, ones: Iterable[tuple[str, set[str]]]) -> list[Example]:
    return [
        Example(text, language, frozenset(codes), hand=f"{CODEBOOK_HAND}{at % PARTS}")
        for at, (text, codes) in enumerate(ones)
    ]


def read_examples(path: Path) -> list[Example]:
    """Read answers that people coded: JSON Lines with text, language, codes, and question, hand or split where there are.

    Rows of the split `test` are left out.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Example(row["text"], row["language"], frozenset(row["codes"]), row.get("question"), row.get("hand", path.stem))
        for row in rows
        if row.get("split") != "test"
    ]
