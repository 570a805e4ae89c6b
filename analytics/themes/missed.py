"""What the codebook misses: words that are frequent among answers without a theme, and rarer among those with one.

Words and pairs of words are counted by different answers, of one language at a time; what stands in answers with a theme as
often is left out, so that no list of small words is needed. The order is that of the log-likelihood ratio (Dunning 1993,
"Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19:1).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import log

from analytics.themes.coder import Answer
from analytics.themes.tokens import tokens

FEWEST = 3
"""In so many different answers a word stands before it is told."""
MOST = 50
"""So many are told of a language."""
LOOKED_AT = 20_000
"""Of so many different answers of a language at most the words are counted, evenly through the study: memory stays bounded."""
SURE = 3.84
"""Of the ratio: chance alone gives as much one time in twenty."""
_MASKED = re.compile(r"\[[^\]]*\]")
_SHORTEST = 3


@dataclass(frozen=True)
class Missed:
    """A word, or two that stand together, of answers without a theme."""

    language: str
    words: str
    answers: int
    """In how many different answers without a theme it stands."""
    of: int
    """How many of these there are."""
    elsewhere: int
    """In how many different answers with a theme it stands."""
    ids: tuple[str, ...]
    """Some of the answers without a theme."""


def missed(answers: Iterable[tuple[str, Answer, bool]]) -> list[Missed]:
    """Return what the codebook misses, of each language the most telling first; `answers`: id, answer, whether it has a theme."""
    by_language: dict[str, dict[str, tuple[str, bool]]] = {}
    for key, answer, coded in answers:
        by_language.setdefault(answer.language or "", {}).setdefault(answer.text, (key, coded))
    return [one for language, texts in sorted(by_language.items()) for one in _of_language(language, _some(texts))]


def _some(texts: dict[str, tuple[str, bool]]) -> dict[str, tuple[str, bool]]:
    """Return texts evenly through the study, not more than are looked at."""
    return dict(islice(texts.items(), 0, None, 1 + (len(texts) - 1) // LOOKED_AT))


def _of_language(language: str, texts: dict[str, tuple[str, bool]]) -> list[Missed]:
    without: dict[str, list[str]] = {}
    elsewhere: Counter[str] = Counter()
    for text, (key, coded) in texts.items():
        for words in _words(text):
            if coded:
                elsewhere[words] += 1
            else:
                without.setdefault(words, []).append(key)
    some = sum(not coded for _, coded in texts.values())
    told = {
        words: ratio
        for words, keys in without.items()
        if len(keys) >= FEWEST and (ratio := _ratio(len(keys), some, elsewhere[words], len(texts) - some)) >= SURE
    }
    order = sorted(told, key=lambda words: (-told[words], -len(words), words))
    kept = islice((words for words in order if not _said_by_another(words, order, without)), MOST)
    return [
        Missed(language, words, len(without[words]), some, elsewhere[words], tuple(without[words][:FEWEST]))
        for words in kept
    ]


def _words(text: str) -> set[str]:
    """Return the words of an answer, and each two that stand side by side, without what is masked."""
    written = [token.plain for token in tokens(_MASKED.sub(" . ", text))]
    alone = {word for word in written if len(word) >= _SHORTEST and not word.isdigit()}
    return alone | {f"{one} {other}" for one, other in pairwise(written) if {one, other} <= alone}


def _said_by_another(words: str, order: Sequence[str], without: dict[str, list[str]]) -> bool:
    """Return whether a longer one stands in the same answers, which then says it better."""
    parts = set(words.split())
    return any(
        parts < set(other.split()) and len(without[other]) == len(without[words]) for other in order if " " in other
    )


def _ratio(here: int, some: int, there: int, others: int) -> float:
    """Return how surprising it is that a word stands `here` of `some` and `there` of `others`; 0 where it is rarer here."""
    if others and here / some <= there / others:
        return 0.0
    share = (here + there) / (some + others)
    expected = (
        (here, some * share),
        (there, others * share),
        (some - here, some * (1 - share)),
        (others - there, others * (1 - share)),
    )
    return 2 * sum(seen * log(seen / due) for seen, due in expected if seen)
