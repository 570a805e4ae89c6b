"""One answer made ready: its words, its language, what it sets aside, and the places that speak for a code."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analytics.themes.codebook import LANGUAGES, Codebook
from analytics.themes.lexicon import Hit, Lexicon
from analytics.themes.tokens import CLAUSE_END, Token, guess_language, tokens


@dataclass(frozen=True)
class Read:
    """An answer as the coder sees it."""

    text: str
    """Without the parts that were set aside."""
    words: tuple[Token, ...]
    hits: tuple[Hit, ...]

    def written(self, hit: Hit) -> str:
        """Return the words of a hit as the person typed them."""
        return self.text[self.words[hit.first].start : self.words[hit.last].end]


class Reader:
    """Reads answers with the codebook's words."""

    def __init__(self, book: Codebook, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._common = book.common_words
        self._turns = frozenset(word for words in book.turns.values() for word in words)
        phrases = sorted({phrase for some in book.set_aside.values() for phrase in some}, key=len, reverse=True)
        self._aside = re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\S)")

    def read(self, text: str, language: str | None = None) -> Read:
        """Read one answer; the language given is that of the chat and may be wrong."""
        words = tokens(text)
        if self._aside.search(" ".join([word.plain for word in words])):
            text = self._without_aside(text, words)
            words = tokens(text)
        spoken = guess_language(words, self._common, language)
        return Read(text, tuple(words), tuple(self._hits(words, spoken)))

    def _hits(self, words: Sequence[Token], spoken: str | None) -> list[Hit]:
        """Hear the words of the answer's language, and in the others those that its own dictionary does not know."""
        if spoken is None:
            return [hit for language in LANGUAGES for hit in self._in(language, words)]
        own = self._in(spoken, words)
        taken = {place for hit in own for place in range(hit.first, hit.last + 1)}
        foreign = set(self._lexicons[spoken].unknown(words)) - taken
        if not foreign:
            return own
        others = [language for language in LANGUAGES if language != spoken]
        return own + [
            hit
            for language in others
            if any(self._lexicons[language].starting_with(words[at]).begins for at in foreign)
            for hit in self._in(language, words)
            if foreign.issuperset(range(hit.first, hit.last + 1))
        ]

    def _in(self, language: str, words: Sequence[Token]) -> list[Hit]:
        return self._lexicons[language].hits(words)

    def _without_aside(self, text: str, words: Sequence[Token]) -> str:
        """Leave out each clause that says its subject is not the point."""
        clauses = self._clauses(text, words)
        return " ".join(c for c in clauses if not self._aside.search(" ".join(word.plain for word in tokens(c))))

    def _clauses(self, text: str, words: Sequence[Token]) -> list[str]:
        cuts = {end.end() for end in CLAUSE_END.finditer(text)} | {w.start for w in words if w.plain in self._turns}
        edges = [0, *sorted(cuts), len(text)]
        return [text[a:b] for a, b in pairwise(edges) if text[a:b].strip()]
