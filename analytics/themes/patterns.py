"""The notation of the codebook's words: `vertrouw-`, `-kosten`, `-subsidie-`, `op de hoogte`, `geen .. tijd`."""

import re
from dataclasses import dataclass
from typing import Literal

from analytics.themes.tokens import plain

Shape = Literal["exact", "prefix", "suffix", "infix"]
GAP = 3
"""At most so many words stand where a pattern has two dots."""


@dataclass(frozen=True)
class Piece:
    """One word of a pattern."""

    shape: Shape
    text: str
    gap: bool = False
    """Up to `GAP` other words may stand before it."""

    def fits(self, word: str, lemma: str) -> bool:
        """Say whether a word of an answer, or its dictionary form, is meant by this piece."""
        if self.shape == "exact":
            return self.text in (word, lemma)
        if self.shape == "prefix":
            return word.startswith(self.text)
        return word.endswith(self.text) if self.shape == "suffix" else self.text in word


def pieces(pattern: str) -> tuple[Piece, ...]:
    """Read one pattern of the codebook."""
    found: list[Piece] = []
    gap = False
    for part in plain(pattern).split():
        if part == "..":
            gap = True
            continue
        open_left, open_right = part.startswith("-"), part.endswith("-")
        words = re.findall(r"[^\W_]+", part)
        for index, word in enumerate(words):
            left, right = open_left and index == 0, open_right and index == len(words) - 1
            found.append(Piece(_shape(left=left, right=right), word, gap))
            gap = False
    return tuple(found)


def _shape(*, left: bool, right: bool) -> Shape:
    if left and right:
        return "infix"
    if left:
        return "suffix"
    return "prefix" if right else "exact"
