"""What a word can be on its own account: a first name, a family name, both, or neither."""

import re
from functools import lru_cache
from typing import Literal

from bot.personal_data.tokens import Token
from bot.personal_data.words import family_names, first_names, joined, names_that_are_words, word_set

Level = Literal["sure", "lower case", "always"]
"""sure: a name however written; lower case: a name with a capital; always: a word first, a name with evidence."""

_LONGEST_FAMILY = 4
_FAMILY_SHAPE = re.compile(
    r"(?:vande[nr]?|vanh[aeou]|vanl[aeo]|vanm[ae]|vanw[aey]|vanst)[a-z]{3,}$"
    r"|[a-z]{3,}(?:aerts?|ckx|nckx|inck|wijck|enko|chuk|escu|ovic|evic|ewicz|owicz|owski|owska|inski|inska|oglu|zadeh|poulos|shvili|"
    r"mans|huys|eyns|ghem|geem|broeck|broucke|velde|bosch|straeten|meersch|kerke|houtte|yan|ssens|ssen|akis|adze|dottir|sson)$"
)
_NO_FAMILY = frozenset({"vandaag", "vandaar", "vandaan", "vanhaar", "ssen", "lemans", "dumans", "talismans", "romans"})
_SINGLE = 2
_WORDS_FIRST = ("always", "never alone", "not by a verb")


def first_name(token: Token) -> Level | None:
    """Return how surely a word is a first name; a double name is as sure as its surer half."""
    word = token.folded
    if "-" in word:
        parts = word.split("-")
        known = all(part in first_names() for part in parts)
        return "sure" if known and all(len(part) > _SINGLE for part in parts) else None
    return level(word) if word in first_names() else None


@lru_cache(maxsize=20_000)
def level(word: str) -> Level:
    """Return whether a known name is also a word."""
    if len(word) <= _SINGLE or any(word in names_that_are_words(section) for section in _WORDS_FIRST):
        return "always"
    return "lower case" if word in names_that_are_words("lower case") else "sure"


def family_length(tokens: list[Token], at: int) -> int:
    """Return how many words from here on make the longest known family name, or 0."""
    if at >= len(tokens):
        return 0
    if not is_particle_or_last(tokens[at]):  # a name of several words begins with a particle or an initial
        return int(_is_family_word(tokens[at].folded))
    for length in range(min(_LONGEST_FAMILY, len(tokens) - at), 0, -1):
        words = tokens[at : at + length]
        if all(word.gap in (" ", "'", "’", "-", "'t ", " '", " ’") for word in words[1:]) and _is_family(words):
            return length
    return 0


def family_level(tokens: list[Token], at: int, length: int) -> Level:
    """Return how surely a known family name is one; of a name with a particle its last word counts."""
    if length > 1:
        whole = joined("".join(token.folded for token in tokens[at : at + length]))
        last = tokens[at + length - 1].folded
        return "sure" if level(last) == "sure" and not _is_plain_word(whole) else "lower case"
    return level(tokens[at].folded)


def has_family_shape(token: Token) -> bool:
    """Return whether an unknown word is built like a family name of Belgium or of those who came to live there."""
    return token.capital and token.folded not in _NO_FAMILY and _FAMILY_SHAPE.fullmatch(token.folded) is not None


def is_particle(token: Token) -> bool:
    """Return whether a word may stand between the words of a family name ("van", "el")."""
    return token.folded in word_set("particles")


def _is_plain_word(whole: str) -> bool:
    return whole in names_that_are_words("always")


def _is_family(words: list[Token]) -> bool:
    if len(words) == 1:
        return _is_family_word(words[0].folded)
    key = joined("".join(word.folded for word in words))
    return key in family_names() and all(map(is_particle_or_last, words[:-1]))


@lru_cache(maxsize=100_000)
def _is_family_word(word: str) -> bool:
    if joined(word) in family_names():
        return True
    parts = word.split("-")
    return len(parts) > 1 and all(part in family_names() for part in parts)


def is_particle_or_last(token: Token) -> bool:
    """Return whether a word may stand before the last word of a family name."""
    return is_particle(token) or len(token.text) == 1
