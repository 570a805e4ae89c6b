"""Coding open answers: which themes of the codebook an answer is about, how sure, and because of which words.

First the words alone (`depths`, "words": thousands of answers a second). Where they leave doubt, for six answers in ten, the
quick encoder is asked ("quick"), and where doubt is left and it can run the fine one as well: for four in ten ("fine"), or only
for close calls, two in ten ("close").
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from analytics.themes.codebook import CODEBOOK, Codebook, load_codebook
from analytics.themes.depths import Decision, Depth, clear, close_calls
from analytics.themes.evidence import asked_in, evidence, lengths, word_counts
from analytics.themes.examples import examples_of
from analytics.themes.lexicon import build
from analytics.themes.meaning import Encoder, FineEncoder, Floats, QuickEncoder
from analytics.themes.model import Model, load_model
from analytics.themes.reading import Read, Reader
from analytics.themes.side_by_side import Programs, processors

BLOCK = 4096
MANY: Mapping[Depth, int] = {"fine": 250, "close": 400, "quick": 3_000, "words": 20_000}
"""So many different answers, some five seconds of work, are coded by a program a processor, each in `PARTS` parts."""
PARTS = 4
RESEMBLES = "≈ "
"""Stands before an example of the codebook that an answer without the code's own words resembles."""
REMEMBERED = 20_000
TELLING = 2
"""So many words are named where only their likeness to words of the examples led to a code."""


@dataclass(frozen=True)
class Coded:
    """One theme of one answer, as the machine suggests it; a human may confirm or correct it (`analytics.themes.review`)."""

    code: str
    score: float
    """How sure, 0 to 1; what is under the threshold is not returned."""
    because: tuple[str, ...]
    """The words of the answer that led to it; where there are none, the example it resembles, after `RESEMBLES`."""


class Answer(NamedTuple):
    """What is coded: the words, the language they were asked in and the key of the question, where these are known."""

    text: str
    language: str | None = None
    question: str | None = None


class Coding(Protocol):
    """What codes open answers, such as `Coder.code_all`."""

    def __call__(self, answers: Sequence[Answer], depth: Depth = "fine", /) -> list[tuple[Coded, ...]]:
        """Return the themes of each answer."""
        ...


class Coder:
    """Codes answers in nl, en and fr. Offline and deterministic."""

    def __init__(self, book: Codebook, model: Model, quick: Encoder | None = None, fine: Encoder | None = None) -> None:
        self.book = book
        self._file: Path | None = None
        self._beside: Programs | None = None
        self._reader = Reader(book, build(book))
        self._model = model
        self._quick, self._fine = quick or QuickEncoder(), fine or FineEncoder()
        self._examples = examples_of(book)
        self._worths: dict[Depth, dict[str, Floats]] = {}

    @classmethod
    def load(cls, codebook: Path = CODEBOOK) -> "Coder":
        """Return a coder for a codebook file; the encoders are loaded when an answer first needs them."""
        made = cls(load_codebook(codebook), load_model())
        made._file, made._beside = codebook, Programs(partial(_coder_of, codebook))
        return made

    def code(self, text: str, language: str | None = None, question: str | None = None) -> tuple[Coded, ...]:
        """Return the themes of one answer, the surest first; none where it is about nothing in the codebook."""
        return self.code_all([Answer(text, language, question)])[0]

    def code_all(self, answers: Iterable[Answer | str], depth: Depth = "fine") -> list[tuple[Coded, ...]]:
        """Return the themes of many answers, in their order; equal answers are coded once.

        `depth` is how deep to look at most; `depths.deepest` says which for how many different ones.
        """
        asked = [one if isinstance(one, Answer) else Answer(one) for one in answers]
        place = {one: at for at, one in enumerate(dict.fromkeys(asked))}
        unique = list(place)
        many = len(unique) >= MANY[depth] and processors() > 1
        beside, file = self._beside, self._file
        size = BLOCK if not many else min(BLOCK, -(-len(unique) // (PARTS * processors())))
        blocks = [unique[at : at + size] for at in range(0, len(unique), size)]
        if many and beside is not None and file is not None:
            each = beside.each(partial(_code_block, file, depth), blocks)
        else:
            each = (self.code_block(block, depth) for block in blocks)
        coded = [found for block in each for found in block]
        return [coded[place[one]] for one in asked]

    def close(self) -> None:
        """End the programs that coded beside this one, if any; they end with it anyway."""
        if self._beside is not None:
            self._beside.close()

    def code_block(self, answers: Sequence[Answer], depth: Depth) -> list[tuple[Coded, ...]]:
        """Return the themes of some answers, in one go."""
        reads = [self._reader.read(one.text, one.language) for one in answers]
        asked = asked_in([one.question for one in answers], self.book)
        counts = word_counts(reads, self.book)
        scores = self._scores("words", reads, counts, asked)
        said = np.array([bool(read.words) for read in reads])
        deep = said & ~clear(scores) & (depth != "words")
        found: list[tuple[Coded, ...]] = [()] * len(reads)
        self._choose("words", found, np.flatnonzero(said & ~deep), reads, scores)
        at = np.flatnonzero(deep)
        if at.size:
            quick = self._model.quick.place(self._quick.encode([reads[one].text for one in at]))
            scores[at] = self._scores("quick", [reads[one] for one in at], counts[at], asked[at], quick)
            doubt = self._doubt(depth, scores[at])
            self._choose("quick", found, at[~doubt], reads, scores, quick[~doubt])
            self._finer(found, at[doubt], reads, (counts, asked, scores), quick[doubt])
        return found

    def _doubt(self, depth: Depth, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Say which answers the fine encoder is asked for, after the quick one."""
        if depth not in ("fine", "close") or not self._fine.can_encode():
            return np.zeros(len(scores), bool)
        doubt: NDArray[np.bool_] = ~clear(scores, none=True)
        return doubt if depth == "fine" else doubt & close_calls(scores, self._decision("quick").threshold)

    def _finer(
        self,
        found: list[tuple[Coded, ...]],
        at: NDArray[np.intp],
        reads: Sequence[Read],
        seen: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float64]],
        quick: Floats,
    ) -> None:
        """Code anew, with both encoders, the answers at these places."""
        if not at.size:
            return
        counts, asked, scores = seen
        some = [reads[one] for one in at]
        fine = self._model.fine.place(self._fine.encode([read.text for read in some]))
        scores[at] = self._scores("fine", some, counts[at], asked[at], quick, fine)
        self._choose("fine", found, at, reads, scores, quick)

    def _scores(
        self,
        depth: Depth,
        reads: Sequence[Read],
        counts: NDArray[np.float32],
        asked: NDArray[np.float32],
        quick: Floats | None = None,
        fine: Floats | None = None,
    ) -> NDArray[np.float64]:
        spelled = self._model.spelling.rows([[word.plain for word in read.words] for read in reads])
        like = self._model.like(depth, spelled, quick, fine)
        return self._decision(depth).scores(evidence(counts, like, lengths(reads), asked))

    def _decision(self, depth: Depth) -> Decision:
        return self._model.depths[depth].decision

    def _choose(
        self,
        depth: Depth,
        found: list[tuple[Coded, ...]],
        rows: NDArray[np.intp],
        reads: Sequence[Read],
        scores: NDArray[np.float64],
        quick: Floats | None = None,
    ) -> None:
        """Enter in `found` the codes of these answers, each with its reason."""
        codes: dict[int, list[Coded]] = {}
        keys = self.book.keys
        given = np.nonzero(scores[rows] >= self._decision(depth).threshold)
        places = [(at, int(rows[at]), column) for at, column in zip(*(one.tolist() for one in given), strict=True)]
        own = [_own_words(reads[row], keys[column]) for _, row, column in places]
        if quick is None:
            without = {row for (_, row, _), words in zip(places, own, strict=True) if not words}
            worth = self._worth(depth, {word.plain for row in without for word in reads[row].words})
        for (at, row, column), words in zip(places, own, strict=True):
            code, because = keys[column], words
            if not words and quick is not None:
                because = (RESEMBLES + self._nearest(quick[at], code),)
            elif not words:
                because = _telling(worth, reads[row], column)
            codes.setdefault(row, []).append(Coded(code, round(float(scores[row, column]), 3), because))
        for row, some in codes.items():
            found[row] = tuple(sorted(some, key=lambda one: -one.score))

    def _worth(self, depth: Depth, words: AbstractSet[str]) -> Mapping[str, Floats]:
        """Return what each word alone is worth for each code."""
        held = self._worths.setdefault(depth, {})
        if len(held) + len(words) > REMEMBERED:
            held.clear()
        new = sorted(words - held.keys())
        if new:
            learned = self._model.depths[depth]
            letters, whole = self._model.spelling.rows([[word] for word in new])
            held.update(zip(new, letters @ learned.letters + whole @ learned.words, strict=True))
        return held

    def _nearest(self, quick: Floats, code: str) -> str:
        """Return the example of the codebook for a code that an answer resembles most."""
        own = [at for at, one in enumerate(self._examples) if code in one.codes]
        return self._examples[own[int(np.argmax(self._model.quick.vectors[own] @ quick))]].text


@lru_cache(maxsize=1)
def _coder_of(codebook: Path) -> Coder:
    return Coder.load(codebook)


def _code_block(codebook: Path, depth: Depth, answers: Sequence[Answer]) -> list[tuple[Coded, ...]]:
    return _coder_of(codebook).code_block(answers, depth)


def _own_words(read: Read, code: str) -> tuple[str, ...]:
    """Return the codebook's words that the answer holds, the strong ones first."""
    own = [hit for hit in read.hits if hit.pattern.code == code]
    own.sort(key=lambda hit: hit.pattern.force != "strong")
    return tuple(dict.fromkeys(map(read.written, own)))


def _telling(worth: Mapping[str, Floats], read: Read, column: int) -> tuple[str, ...]:
    """Return the words of an answer that are most like those of a code's examples, as typed."""
    weight = [float(worth[word.plain][column]) for word in read.words]
    most = sorted(range(len(weight)), key=lambda at: (-weight[at], at))[:TELLING]
    return tuple(dict.fromkeys(read.text[read.words[at].start : read.words[at].end] for at in sorted(most)))
