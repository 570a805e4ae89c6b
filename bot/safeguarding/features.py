"""What likeness looks at in a text: its letters, its words, and which kinds of words stand close together.

`sentence` is the fourth view: the meaning of the whole, as `bot.understanding.sentences` has it. It cannot tell
praise from blame and is never trusted alone; the rules of words.yml speak beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher

from bot.safeguarding.spelling import plain
from bot.understanding.features import bare
from bot.understanding.words import load_words

VIEWS = {"letters": 0.25, "words": 0.1, "kinds": 0.25}
"""How much each counted view weighs beside the sentence, which weighs 1. Chosen by leaving examples out."""
BUCKETS = 1 << 16
"""Features of a view share so many numbers, so that no word of an example is stored."""
_NEAR = 3
_MOST_KINDS = 4
_MOST_LETTERS = 5
_MOST_WORDS = 3

Read = Sequence[tuple[str, Sequence[str]]]
"""Each word as meant, with the kinds of words.yml it belongs to."""


def letters(text: str) -> Iterator[str]:
    """Yield runs of two to five letters, each word between spaces so that its start and end count."""
    for word in plain(text).split():
        padded = f" {word} "
        for size in range(2, min(_MOST_LETTERS, len(padded)) + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def words(text: str) -> Iterator[str]:
    """Yield runs of one to three words."""
    tokens = "".join(letter if letter.isalnum() else " " for letter in plain(text)).split()
    for size in range(1, _MOST_WORDS + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def kinds(read: Read) -> Iterator[str]:
    """Yield each word and its kinds, and the pairs of those within three words: "<ouder>~<mij>", "wil <dood>"."""
    named = [[word, *(f"<{kind}>" for kind in found[:_MOST_KINDS])] for word, found in read]
    for at, here in enumerate(named):
        yield from here
        for gap, there in enumerate(named[at + 1 : at + 1 + _NEAR]):
            for one in here:
                for other in there:
                    yield f"{one}~{other}" if gap else f"{one} {other}"


def counted(view: str, many: Sequence[Sequence[str]]) -> csr_matrix:
    """Return texts x BUCKETS: one plus the logarithm of how often a feature stands in a text."""
    return _hashed([f"{view}:{feature}" for feature in features] for features in many)


def counted_each(many: Sequence[Mapping[str, Sequence[str]]]) -> csr_matrix:
    """Return the same of all views in one go: the rows of each text below each other, in the order of its views."""
    return _hashed([f"{view}:{feature}" for feature in features] for split in many for view, features in split.items())


def _hashed(rows: Iterable[list[str]]) -> csr_matrix:
    hasher = FeatureHasher(BUCKETS, input_type="string", alternate_sign=False, dtype=np.float32)
    table = hasher.transform(rows)
    table.data = 1 + np.log(table.data)
    return table


def written_out(text: str) -> str:
    """Return the text as the sentence encoder gets it: small letters, shorthand written out, no signs."""
    return bare(_words().tokens(text.encode("utf-8", "replace").decode("utf-8"))) or " "


_words = lru_cache(maxsize=1)(load_words)


def weighed(table: csr_matrix, rarity: NDArray[np.float32]) -> csr_matrix:
    """Return the table with rare features weighing more, each text of length 1."""
    scaled = table.multiply(rarity).tocsr()
    size = np.sqrt(np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel())
    size[size == 0] = 1
    return scaled.multiply(1 / size[:, None]).tocsr()
