"""Answers as words: without accents, capitals and hyphens, with the language they are most likely in."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+|€")
CLAUSE_END = re.compile(r"[.;!?\n]+|,\s|:\s")
SYMBOLS = {"€": "euro", "🤑": " euro ", "💶": " euro ", "💸": " euro "}


class Token(NamedTuple):
    """One word of an answer."""

    plain: str
    """Lower case, without accents; what patterns see."""
    written: str
    """Lower case, as typed; what a dictionary sees."""
    start: int
    end: int


def plain(text: str) -> str:
    """Return the text in lower case without accents."""
    apart = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=200_000)
def _plain_word(word: str) -> str:
    return SYMBOLS.get(word) or plain(word)


def tokens(text: str) -> list[Token]:
    """Return the words of an answer; "j'ai" and "co-creatie" are two each."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when lowered; positions would shift
        lowered = text
    return [Token(_plain_word(word := m.group()), word, *m.span()) for m in WORD.finditer(lowered)]


def guess_language(words: list[Token], common: Mapping[str, frozenset[str]], given: str | None = None) -> str | None:
    """Return the language an answer is most likely in, or None where nothing tells.

    A given language (that of the chat) stands unless at least two more words speak for another one.
    """
    heard = [word.plain for word in words]
    votes = {language: sum(map(known.__contains__, heard)) for language, known in common.items()}
    best = max(votes, key=lambda language: (votes[language], language == given))
    if given in votes:
        return best if votes[best] >= votes[given] + 2 else given
    tied = sum(count == votes[best] for count in votes.values()) > 1
    return None if tied else best
