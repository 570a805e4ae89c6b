"""Learning to code: `python -m analytics.themes.fit` writes `learned.npz`; a minute or two.

Learned from the codebook's examples and `ANSWERS`. How the evidence is weighed and the threshold are fitted on answers judged
by a kernel that has seen nothing of the same hand, so that the decision does not lean on a way of writing; codebook examples
teach the kernel and do not count in the decision, as they were written with the codebook's words in mind.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.themes.codebook import CODEBOOK, Codebook, load_codebook
from analytics.themes.depths import SHARES, Decision, Depth, Learned, Shares
from analytics.themes.evidence import FEATURES, asked_in, evidence, lengths, word_counts
from analytics.themes.examples import CODEBOOK_HAND, Example, examples_of, read_examples
from analytics.themes.lexicon import build
from analytics.themes.meaning import FineEncoder, Floats, QuickEncoder, Space
from analytics.themes.model import LEARNED, Model, fingerprint
from analytics.themes.reading import Reader
from analytics.themes.spelling import Spelling

ROOT = Path(__file__).parents[2]
ANSWERS = tuple(ROOT / "tests" / "themes" / name for name in ("labelled.jsonl", "unseen.jsonl", "hands.jsonl"))
THRESHOLDS = np.arange(0.2, 0.6, 0.01)
SOFT = 0.2
"""Inverse strength of the ridge of the logistic regression."""


@dataclass(frozen=True)
class Read:
    """The examples as the kernel sees them."""

    wanted: NDArray[np.float64]
    """Examples x (codes + 1): 1 where the code belongs to it; last: none does."""
    letters: Any
    words: Any
    quick: Floats
    fine: Floats

    def kernel(self, shares: Shares) -> NDArray[np.float64]:
        """Return examples x examples."""
        total: NDArray[np.float64] = (
            shares.letters * (self.letters @ self.letters.T).toarray()
            + shares.words * (self.words @ self.words.T).toarray()
            + shares.quick * self.quick
            + shares.fine * self.fine
        ).astype(np.float64)
        return total


def learn(book: Codebook, known: Sequence[Example], made_of: str) -> Model:
    """Return the model that these answers teach; the codebook's examples come first."""
    reader = Reader(book, build(book))
    reads = [reader.read(one.text) for one in known]
    plain = [[word.plain for word in read.words] for read in reads]
    spelling = Spelling.learn(plain)
    texts = [read.text for read in reads]
    quick, fine = (Space.around(encoder.encode(texts)) for encoder in (QuickEncoder(), FineEncoder()))
    wanted = np.array([[*(key in one.codes for key in book.keys), not one.codes] for one in known], np.float64)
    seen = Read(wanted, *spelling.rows(plain), quick.nearness(quick.vectors), fine.nearness(fine.vectors))
    usual = wanted.mean(axis=0)
    counts, length = word_counts(reads, book), lengths(reads)
    asked = asked_in([one.question for one in known], book)
    hands = np.array([one.hand for one in known])
    depths: dict[Depth, Learned] = {}
    for depth, shares in SHARES.items():
        kernel = seen.kernel(shares)
        table = evidence(counts, unseen(kernel, wanted, hands, shares.ridge).astype(np.float32), length, asked)
        counted = np.array([not hand.startswith(CODEBOOK_HAND) for hand in hands])
        decision = decide(table[counted], wanted[counted, :-1] > 0, hands[counted])
        pull = _pull(kernel, wanted - usual, shares.ridge)
        depths[depth] = Learned(
            pull.astype(np.float32) if shares.quick else np.zeros((0, len(usual)), np.float32),
            (shares.letters * (seen.letters.T @ pull)).astype(np.float32),
            (shares.words * (seen.words.T @ pull)).astype(np.float32),
            decision,
        )
    return Model(made_of, book.keys, spelling, quick, fine, usual.astype(np.float32), depths)


def unseen(
    kernel: NDArray[np.float64], wanted: NDArray[np.float64], hands: NDArray[np.str_], ridge: float
) -> NDArray[np.float64]:
    """Return the likeness of each example, judged by those of other hands alone."""
    like = np.zeros_like(wanted)
    for hand in sorted(set(hands)):
        own, other = hands == hand, hands != hand
        usual = wanted[other].mean(axis=0)
        like[own] = (
            kernel[np.ix_(own, other)] @ _pull(kernel[np.ix_(other, other)], wanted[other] - usual, ridge) + usual
        )
    return like


def decide(table: Floats, truth: NDArray[np.bool_], hands: NDArray[np.str_]) -> Decision:
    """Return the decision that fits best, its threshold the best one on answers of hands left out."""
    scores = np.zeros(truth.shape)
    for hand in sorted(set(hands)):
        own = hands == hand
        scores[own] = _regression(table[~own], truth[~own], 0.5).scores(table[own])
    return _regression(table, truth, _best_threshold(scores, truth))


def _regression(table: Floats, truth: NDArray[np.bool_], threshold: float) -> Decision:
    from sklearn.linear_model import LogisticRegression

    flat = table.reshape(-1, len(FEATURES)).astype(np.float64)
    middle, spread = flat.mean(axis=0), flat.std(axis=0) + 1e-6
    model = LogisticRegression(C=SOFT, max_iter=2000).fit((flat - middle) / spread, truth.ravel())
    weights = model.coef_[0] / spread
    return Decision(weights.astype(np.float32), float(model.intercept_[0] - weights @ middle), threshold)


def _pull(kernel: NDArray[np.float64], wanted: NDArray[np.float64], ridge: float) -> NDArray[np.float64]:
    solved: NDArray[np.float64] = np.linalg.solve(kernel + ridge * np.eye(len(kernel)), wanted)
    return solved


def _best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    def micro(threshold: float) -> float:
        said = scores >= threshold
        return float(2 * (said & truth).sum() / (said.sum() + truth.sum()))

    return round(float(max(THRESHOLDS, key=micro)), 2)


def main() -> None:
    """Learn from the codebook and the answers, and write what was learned."""
    parser = argparse.ArgumentParser(description="Learn to code from the codebook and from answers that people coded.")
    parser.add_argument("--out", type=Path, default=LEARNED)
    book = load_codebook()
    known = examples_of(book) + [one for path in ANSWERS for one in read_examples(path)]
    learn(book, known, fingerprint(CODEBOOK, ANSWERS)).save(parser.parse_args().out)


if __name__ == "__main__":
    main()
