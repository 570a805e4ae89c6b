"""What speaks for each code in each answer, as one table of figures that the decision is made on."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from analytics.themes.codebook import Codebook
from analytics.themes.lexicon import Pattern
from analytics.themes.meaning import Floats
from analytics.themes.reading import Read

FEATURES = (
    "strong", "strong_twice", "weak", "share", "others_only", "like", "lead", "strong_and_like", "no_words_but_like",
    "like_a_word", "like_none", "asked_in",
)  # fmt: skip
WEAK = 0.35
"""What a weak word counts beside a strong one in a code's share of an answer."""
HALF = 0.5
"""Keeps one weak word alone from being taken for the whole of an answer."""


def word_counts(
    reads: Sequence[Read], book: Codebook, keep: Callable[[Pattern], bool] | None = None
) -> NDArray[np.float32]:
    """Return answers x codes x (strong, weak): in how many places each code is spoken for. `keep` leaves patterns out."""
    column = {key: at for at, key in enumerate(book.keys)}
    counts = np.zeros((len(reads), len(book.codes), 2), np.float32)
    for row, read in enumerate(reads):
        if not read.hits:
            continue
        places: dict[str, tuple[set[int], set[int]]] = {}
        for hit in read.hits:
            if keep is None or keep(hit.pattern):
                strong, weak = places.setdefault(hit.pattern.code, (set(), set()))
                (strong if hit.pattern.force == "strong" else weak).add(hit.first)
        for code, (strong, weak) in places.items():
            counts[row, column[code]] = len(strong), len(weak - strong)
    return counts


def evidence(
    counts: NDArray[np.float32], like: Floats, lengths: NDArray[np.float32], asked: NDArray[np.float32]
) -> Floats:
    """Return answers x codes x `FEATURES`.

    `like` is answers x (codes + 1), the last for no code; `lengths` the words an answer has; `asked` answers x codes: 1 where
    the question itself is about the code.
    """
    strong, weak = counts[..., 0], counts[..., 1]
    mass = strong + WEAK * weak
    total = mass.sum(axis=1, keepdims=True)
    own, none = like[:, :-1], like[:, -1:]
    some = np.minimum(strong, 1)
    table = (
        some, np.minimum(strong, 2) - some, np.minimum(weak, 1), mass / (total + HALF), (total > 0) * (mass == 0),
        own, own - _best_other(own), some * own, (total == 0) * own,
        own / np.sqrt(np.maximum(lengths[:, None], 1)), np.broadcast_to(none, own.shape), asked,
    )  # fmt: skip
    stacked: Floats = np.stack(table, axis=-1).astype(np.float32)
    return stacked


def lengths(reads: Sequence[Read]) -> NDArray[np.float32]:
    """Return how many words each answer has."""
    return np.array([len(read.words) for read in reads], np.float32)


def asked_in(questions: Sequence[str | None], book: Codebook) -> NDArray[np.float32]:
    """Return answers x codes: 1 where the question itself is about the code."""
    rows = {key: [key in code.asked_in for code in book.codes] for key in set(questions)}
    return np.array([rows[key] for key in questions], np.float32)


def _best_other(own: Floats) -> Floats:
    """Return for each code the highest figure among the others."""
    order = np.sort(own, axis=1)
    first, second = order[:, -1:], order[:, -2:-1]
    result: Floats = np.where(own == first, second, first)
    return result
