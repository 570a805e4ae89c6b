"""Which known words a typed token may be, spelling mistakes and all."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from bot.safeguarding.spelling import drawn_out, holes, skeleton, sound, squeezed, unmasked

_SHORTEST_STEM = 3
_SKELETON_LETTERS = 4
_ONE_MISTAKE = 6
_TWO_MISTAKES = 10
_RUN_TOGETHER = 7


class Vocabulary:
    """The words of all patterns; each belongs to one or more sets, named by a number."""

    def __init__(self, tolerant: Iterable[str], openers: Iterable[str]) -> None:
        self._sets: defaultdict[str, list[int]] = defaultdict(list)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        self._tolerant = {word: sound(word) for word in tolerant}
        self._skeletons = {skeleton(word): word for word in self._tolerant}
        self._openers = sorted(openers, key=len, reverse=True)
        self._squeezed: dict[str, str] = {}
        self._longest_stem = _SHORTEST_STEM

    def add(self, word: str, number: int) -> None:
        """Put a word (or, ending in `*`, all words that begin so) in a set."""
        if word.endswith("*"):
            self._stems[word[:-1]].append(number)
            self._longest_stem = max(self._longest_stem, len(word))
        else:
            self._sets[word].append(number)
            self._squeezed.setdefault(squeezed(word), word)

    def sets(self, word: str) -> list[int]:
        """Return the numbers of all sets a plainly spelled word is in."""
        found = list(self._sets.get(word, ()))
        for end in range(1, min(len(word), self._longest_stem) + 1):
            found += self._stems.get(word[:end], ())
        return found

    def knows(self, word: str) -> bool:
        """Tell whether a plainly spelled word is in any set."""
        return word in self._sets or any(
            word[:end] in self._stems for end in range(1, min(len(word), self._longest_stem) + 1)
        )

    def read(self, token: str) -> list[str]:
        """Return the plain words a token stands for; the token itself when nothing better is known."""
        if self.knows(token):
            return [token]
        word = self._uncovered(token) or self._nearest(token)
        return [word] if word else self._apart(token) or [token]

    def _uncovered(self, token: str) -> str | None:
        """Return the word under figures for letters, stars or held letters."""
        for plainer in unmasked(token):
            if word := plainer if self.knows(plainer) else self._nearest(plainer):
                return word
        if mask := holes(token):
            return next((word for word in self._tolerant if mask.fullmatch(word)), None)
        return self._squeezed.get(squeezed(token)) if drawn_out(token) else None

    def _nearest(self, token: str) -> str | None:
        """Return the often misspelled word that this token is meant to be."""
        bones = skeleton(token)
        if bones in self._skeletons and (len(bones) > _SKELETON_LETTERS or token == bones):
            return self._skeletons[bones]
        heard = sound(token)
        if len(heard) < _ONE_MISTAKE - 1:
            return None
        for word, said in self._tolerant.items():
            mistakes = 2 if len(said) >= _TWO_MISTAKES else int(len(said) >= _ONE_MISTAKE)
            if said[0] == heard[0] and OSA.distance(heard, said, score_cutoff=mistakes) <= mistakes:
                return word
        return None

    def _apart(self, token: str) -> list[str] | None:
        """Split what was typed as one: "kwil", "jveux", "wilk", "ikwildood"."""
        if token[0] in "kj" and len(token) > _SHORTEST_STEM - 1 and self.knows(token[1:]):
            return [token[0], token[1:]]
        if token[-1] == "k" and len(token) > _SHORTEST_STEM and self.knows(token[:-1]):
            return [token[:-1], "k"]
        if len(token) < _RUN_TOGETHER or len(token) > 60:  # noqa: PLR2004  # no such run is longer; keeps wild input cheap
            return None
        for opener in self._openers:
            if token.startswith(opener) and (rest := self._words_of(token[len(opener) :])):
                return [opener, *rest]
        return None

    def _words_of(self, letters: str) -> list[str] | None:
        """Cut letters into known words of two letters or more, the fewest; None where that cannot be."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(letters) + 1):
            options = [
                [*before, letters[start:end]]
                for start in range(max(0, end - 14), end - 1)
                if (before := best[start]) is not None and letters[start:end] in self._sets
            ]
            best.append(min(options, key=len, default=None))
        return best[-1] or None
