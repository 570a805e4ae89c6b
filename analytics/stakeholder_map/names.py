"""When two spellings are one organisation: what is compared, and the evidence."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analytics.stakeholder_map.rules import Rules, rules

Evidence = Literal["spelling", "spaces", "also_called", "letters", "typo", "part_of", "alike"]
SURE: frozenset[Evidence] = frozenset({"spelling", "spaces", "also_called", "letters", "typo"})
"""What makes two spellings one by itself; the others are only put before a human."""
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_SHORTEST_TYPO, _LONG = 5, 9
_SHORTEST_LETTERS = 4
_ALIKE = 88


@dataclass(frozen=True)
class Name:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Without legal form and fillers, each in its first form."""
    letters: str
    """First letters of its words."""

    @property
    def joined(self) -> str:
        """The words without spaces."""
        return "".join(self.words)

    @property
    def key(self) -> tuple[str, ...]:
        """The words whatever their order."""
        return tuple(sorted(self.words))


@lru_cache(maxsize=100_000)
def read_name(written: str) -> Name:
    """Return what is compared of a name: no capitals, accents, points, legal form or words for the same thing."""
    known = rules()
    plain = _plain(written)
    if (alias := known.also_called.get(" ".join(_WORD.findall(plain)))) is not None:
        return Name((alias,), alias[0])
    every = _WORD.findall(plain) or [plain.strip()]
    telling = [word for word in every if word not in known.silent] or every
    words = tuple(dict.fromkeys(known.first_form.get(word, word) for word in telling))
    if len(words) == 1 and words[0] in known.towns:
        words = (known.municipality, *words)  # a place by itself stands for its municipality
    alias = known.also_called.get(" ".join(words))
    words = (alias,) if alias else words
    return Name(words, "".join(word[:1] for word in words))


def _plain(written: str) -> str:
    text = unicodedata.normalize("NFKD", written.casefold())
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    outside = re.sub(r"\([^)]*\)", " ", text)
    return outside if _WORD.search(outside) else text


def compare(one: Name, other: Name) -> Evidence | None:
    """Return why two names may be one organisation, the strongest reason first; None where nothing says so."""
    if one.key == other.key:
        return "spelling"
    if one.joined == other.joined:
        return "spaces"
    known = rules()
    if _told_apart(one, other, known):
        return None
    if _is_letters(one, other) or _is_letters(other, one):
        return "letters"
    if (unlike := _unlike(one, other)) is not None and _one_typo(*unlike):
        return "typo"
    return _perhaps(one, other, known)


def _told_apart(one: Name, other: Name, known: Rules) -> bool:
    """Return whether both name a place, or a number, and another one."""
    for kind in (known.places.__contains__, _has_digit):
        mine, yours = ({word for word in name.words if kind(word)} for name in (one, other))
        if mine and yours and mine != yours:
            return True
    return False


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def _is_letters(short: Name, long: Name) -> bool:
    """Return whether one name is the first letters of the other."""
    return len(short.words) == 1 and len(long.words) >= _SHORTEST_LETTERS and short.words[0] == long.letters


def _unlike(one: Name, other: Name) -> tuple[str, str] | None:
    """Return the only words in which two names differ; joined, where the number of words differs."""
    mine, yours = (sorted(set(a.words) - set(b.words)) for a, b in ((one, other), (other, one)))
    if len(mine) == len(yours) == 1:
        return mine[0], yours[0]
    return (one.joined, other.joined) if len(one.words) != len(other.words) and mine and yours else None


def _one_typo(mine: str, yours: str) -> bool:
    """Return whether the words are one with a slip: one letter from five letters on, two from nine; never two real words."""
    from rapidfuzz.distance import OSA

    shortest = min(len(mine), len(yours))
    allowed = 0 if shortest < _SHORTEST_TYPO else 1 if shortest < _LONG else 2
    if OSA.distance(mine, yours, score_cutoff=allowed) > allowed:
        return False
    return not (_is_word(mine) and _is_word(yours))


@lru_cache(maxsize=50_000)
def _is_word(word: str) -> bool:
    import simplemma

    return any(simplemma.is_known(word, lang=language, low_memory=True) for language in ("nl", "en", "fr"))


def _perhaps(one: Name, other: Name, known: Rules) -> Evidence | None:
    from rapidfuzz import fuzz

    less, more = sorted((set(one.words), set(other.words)), key=len)
    if less < more and not less <= known.general:
        return "part_of"
    return "alike" if fuzz.token_sort_ratio(" ".join(one.words), " ".join(other.words)) >= _ALIKE else None
