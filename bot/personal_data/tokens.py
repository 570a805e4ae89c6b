"""A text cut into words that know where they stand."""

import re
from dataclasses import dataclass

from bot.personal_data.words import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_BREAK = re.compile(r"[.!?\n:;•]")
_SHOUTED_WORDS = 3
_PAIR = 2
_SHOUTED_SHARE = 0.7


@dataclass(frozen=True)
class Token:
    """One word or number of a text."""

    text: str
    start: int
    end: int
    folded: str
    gap: str
    """What stands between this word and the one before."""

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital."""
        return self.text[0].isupper()

    @property
    def all_capitals(self) -> bool:
        """Whether it is written in capitals throughout, as an abbreviation."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def opens(self) -> bool:
        """Whether a sentence starts here."""
        return self.start == len(self.gap) or _BREAK.search(self.gap) is not None


def tokenise(text: str) -> list[Token]:
    """Cut a text into words and numbers; an apostrophe parts two words, a hyphen does not."""
    found: list[Token] = []
    before = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        found.append(Token(word, match.start(), match.end(), fold(word), text[before : match.start()]))
        before = match.end()
    return found


def is_shouted(tokens: list[Token]) -> bool:
    """Return whether somebody types in capitals, so that capitals tell nothing."""
    words = [token for token in tokens if len(token.text) > 1 and not token.text.isdigit()]
    shouted = sum(token.all_capitals for token in words)
    if len(words) == _PAIR and shouted == _PAIR:
        return True
    return len(words) >= _SHOUTED_WORDS and shouted / len(words) >= _SHOUTED_SHARE
