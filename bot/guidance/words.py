"""What the search reads in a text: lemmas in three languages, and pieces of words."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import simplemma

from bot.guide import LANGUAGES

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
PIECE_SIZES = (3, 4, 5)
LONGEST = 2000
"""Characters of a question that are read; more is a story, and its start tells enough."""


class Reader:
    """Turns a text into what the search compares, after spoken forms are written out."""

    def __init__(self, spelling: Mapping[str, str]) -> None:
        self._spelling = spelling

    def plain(self, text: str) -> str:
        """The words in lower case, spoken forms written out ("ni" becomes "niet")."""
        words = _WORD.findall(text[:LONGEST].lower().replace("\u2019", "'"))
        return " ".join(self._spelling.get(word, word) for word in words if self._spelling.get(word, word))

    def lemmas(self, text: str) -> list[str]:
        """Each word and its lemmas in the three languages, which mostly differ from one another."""
        return [form for word in self.plain(text).split() for form in _forms(word)]

    def pieces(self, text: str) -> list[str]:
        """All pieces of three to five characters, over word borders too: they bear typing faults."""
        line = f" {self.plain(text)} "
        return [line[at : at + size] for size in PIECE_SIZES for at in range(len(line) - size + 1)]

    def thoughts(self, text: str) -> Iterator[str]:
        """The whole text, then each question in a story of several sentences."""
        yield self.plain(text)
        sentences = _SENTENCE.findall(text[:LONGEST])
        if len(sentences) > 1:
            yield from (self.plain(sentence) for sentence in sentences if sentence.rstrip().endswith("?"))


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    forms = {word: None}
    for language in LANGUAGES:
        forms[simplemma.lemmatize(word, lang=language, low_memory=True).lower()] = None
    return tuple(forms)
