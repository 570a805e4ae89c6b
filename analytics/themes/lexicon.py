"""The words that speak for a code: found in inflected forms, in Dutch compounds and with a typo."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from analytics.themes.codebook import LANGUAGES, Codebook
from analytics.themes.dictionary import known, lemma
from analytics.themes.patterns import GAP, Piece, pieces
from analytics.themes.tokens import Token

Force = Literal["strong", "weak", "never"]
SHORTEST_TYPO = 6
"""Shorter words are too close to too many others to be read with a typo."""
SHORTEST_COMPOUND = 8
SHORTEST_KNOWN_COMPOUND = 11
"""A shorter word that stands in the dictionary is not taken apart ("kwartaal" is no language)."""
REMEMBERED = 200_000
_NONE: Mapping[str, tuple["Pattern", ...]] = MappingProxyType({})
LINKS = ("", "s", "e", "en", "n")
"""What Dutch puts between the parts of a compound."""


@dataclass(frozen=True)
class Pattern:
    """One entry of the codebook's words."""

    code: str
    force: Force
    pieces: tuple[Piece, ...]


class Hit(NamedTuple):
    """One place in an answer that speaks for a code."""

    pattern: Pattern
    first: int
    last: int
    """Its first and last word, both included."""


@dataclass(frozen=True, slots=True)
class Starts:
    """What a word can be the beginning of."""

    alone: tuple[Pattern, ...]
    """Patterns of one word."""
    before: Mapping[str, tuple[Pattern, ...]]
    """Longer ones by their second word, where that one follows at once and in this form: most of them."""
    before_others: tuple[Pattern, ...]
    """The other longer ones."""
    goes_on: bool
    """Whether there are longer ones."""
    form: str
    """The word's dictionary form."""
    known: bool
    """Whether the word stands in the dictionary of the language."""

    @property
    def begins(self) -> bool:
        """Whether any pattern begins with the word."""
        return self.goes_on or bool(self.alone)

    @classmethod
    def of(cls, patterns: Iterable[Pattern], form: str, *, known: bool) -> "Starts":
        """Put the patterns that begin with a word in their place."""
        alone, others = [], []
        before: dict[str, tuple[Pattern, ...]] = {}
        for one in patterns:
            if len(one.pieces) == 1:
                alone.append(one)
            elif one.pieces[1].shape == "exact" and not one.pieces[1].gap:
                before[one.pieces[1].text] = (*before.get(one.pieces[1].text, ()), one)
            else:
                others.append(one)
        return cls(tuple(alone), before or _NONE, tuple(others), bool(before or others), form, known)

    def longer(self, following: str, form: str) -> tuple[Pattern, ...]:
        """Return the longer patterns that may go on with the word that follows, given as written and in its dictionary form."""
        if not self.before:
            return self.before_others
        found = self.before.get(following, ()) + (self.before.get(form, ()) if form != following else ())
        return found + self.before_others


class Lexicon:
    """The words of one language."""

    def __init__(self, patterns: Iterable[Pattern], language: str) -> None:
        self.language = language
        self._by_shape: dict[str, dict[str, list[Pattern]]] = {
            s: defaultdict(list) for s in ("exact", "prefix", "suffix", "infix")
        }
        terms: set[str] = set()
        for pattern in patterns:
            head = pattern.pieces[0]
            self._by_shape[head.shape][head.text].append(pattern)
            if (
                len(pattern.pieces) == 1
                and head.shape in ("exact", "prefix")
                and pattern.force == "strong"
                and len(head.text) >= SHORTEST_TYPO - 1
            ):
                terms.add(head.text)
        self._terms = sorted(terms)
        self._found: dict[str, Starts] = {}

    def hits(self, words: Sequence[Token]) -> list[Hit]:
        """Return what speaks for any code; where a longer pattern says `never`, the code's hits inside it are dropped."""
        found: list[Hit] = []
        every = [self.starting_with(word) for word in words]
        for place, starts in enumerate(every[:-1]):
            if starts.alone:
                found += [Hit(pattern, place, place) for pattern in starts.alone]
            if not starts.goes_on:
                continue
            for pattern in starts.longer(words[place + 1].plain, every[place + 1].form):
                last = _fit(pattern.pieces, words, every, place)
                if last is not None:
                    found.append(Hit(pattern, place, last))
        found += [Hit(pattern, len(words) - 1, len(words) - 1) for starts in every[-1:] for pattern in starts.alone]
        if not found:
            return found
        barred = [hit for hit in found if hit.pattern.force == "never"]
        return [hit for hit in found if hit.pattern.force != "never" and not any(_inside(hit, bar) for bar in barred)]

    def unknown(self, words: Sequence[Token]) -> list[int]:
        """Return the places of words that the dictionary of the language does not know."""
        return [place for place, word in enumerate(words) if not self.starting_with(word).known]

    def starting_with(self, word: Token) -> Starts:
        """Return what a word can be the beginning of."""
        cached = self._found.get(word.written)
        if cached is None:
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            form, stands = lemma(word.written, self.language), known(word.written, self.language)
            cached = self._found[word.written] = Starts.of(self._look_up(word, form), form, known=stands)
        return cached

    def _look_up(self, word: Token, form: str) -> list[Pattern]:
        found = self._direct(word.plain, form)
        if any(len(pattern.pieces) == 1 for pattern in found) or len(word.plain) < SHORTEST_TYPO:
            return found
        parts = self._compound(word) if self.language == "nl" else []
        return found + (parts or self._typo(word))

    def _direct(self, text: str, form: str) -> list[Pattern]:
        found = list(self._by_shape["exact"].get(text, ()))
        if form != text:
            found += self._by_shape["exact"].get(form, ())
        for cut in range(2, len(text) + 1):
            found += self._by_shape["prefix"].get(text[:cut], ())
            found += self._by_shape["suffix"].get(text[-cut:], ())
        for inner, patterns in self._by_shape["infix"].items():
            found += patterns if inner in text else ()
        return found

    def _compound(self, word: Token) -> list[Pattern]:
        """Read "vervoerskosten" as "vervoer" and "kosten": each part has to be a word, and the last one at least four letters."""
        if len(word.written) < (SHORTEST_KNOWN_COMPOUND if known(word.written, "nl") else SHORTEST_COMPOUND):
            return []
        for cut in range(3, len(word.written) - 3):
            left, right = word.written[:cut], word.written[cut:]
            if not known(right, "nl"):
                continue
            for link in LINKS:
                stem = left.removesuffix(link) if link else left
                if len(stem) >= 3 and known(stem, "nl"):  # noqa: PLR2004  # the shortest Dutch noun that is a part
                    parts = [p for part in (stem, right) for p in self._direct(part, lemma(part, "nl"))]
                    return [p for p in parts if len(p.pieces) == 1]
        return []

    def _typo(self, word: Token) -> list[Pattern]:
        if any(known(word.written, language) for language in LANGUAGES) or not word.plain.isalpha():
            return []
        near = process.extractOne(word.plain, self._terms, scorer=OSA.distance, score_cutoff=1)
        term = near[0] if near else next((t for t in self._terms if self._starts_nearly(word.plain, t)), None)
        return [p for p in self._direct(term, term) if len(p.pieces) == 1] if term else []

    @staticmethod
    def _starts_nearly(word: str, term: str) -> bool:
        if len(term) < SHORTEST_TYPO or term[:2] != word[:2]:
            return False
        return OSA.distance(term, word[: len(term)], score_cutoff=1) <= 1


def build(book: Codebook) -> dict[str, Lexicon]:
    """Return one lexicon a language."""
    return {
        language: Lexicon(
            [
                Pattern(code.key, force, pieces(text))
                for code in book.codes
                for force in ("strong", "weak", "never")
                for text in getattr(code.words[language], force)
            ],
            language,
        )
        for language in LANGUAGES
    }


def _fit(wanted: tuple[Piece, ...], words: Sequence[Token], every: Sequence[Starts], place: int) -> int | None:
    """Return the place of the pattern's last word when it stands at `place`, else None."""
    for piece in wanted[1:]:
        following = place + 1
        reach = min(following + (GAP if piece.gap else 0), len(words) - 1)
        while following <= reach and not piece.fits(words[following].plain, every[following].form):
            following += 1
        if following > reach:
            return None
        place = following
    return place


def _inside(hit: Hit, bar: Hit) -> bool:
    return hit.pattern.code == bar.pattern.code and bar.first <= hit.first and hit.last <= bar.last
