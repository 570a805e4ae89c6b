"""Fitting the decision: `python -m analytics.themes.fit tests/themes/labelled.jsonl` writes `decision.json`.

Only answers marked `dev` and the codebook's own examples are used. Each example is judged by a ridge that has not seen it
(the closed form for leaving one out, Hastie, Tibshirani and Friedman 2009, section 7.10), and in each of `ROUNDS` passes a
part of the codebook's words is hidden, so that the decision does not lean on words that a new answer may not hold.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.themes.codebook import LANGUAGES, Codebook, load_codebook
from analytics.themes.coder import DECISION, Answer, Decision, asked_in, lengths
from analytics.themes.evidence import FEATURES, evidence, word_counts
from analytics.themes.lexicon import Pattern, build
from analytics.themes.meaning import Meaning, SentenceEncoder
from analytics.themes.reading import Reader

HIDDEN = 0.3
ROUNDS = 6
THRESHOLDS = np.arange(0.2, 0.55, 0.01)


@dataclass(frozen=True)
class Labelled:
    """An answer and the codes a person gave it."""

    answer: Answer
    codes: frozenset[str]


def read_labelled(path: Path, split: str | None = None) -> list[Labelled]:
    """Read labelled answers (JSON Lines: text, language, question, codes, split)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(Answer(row["text"], row["language"], row["question"]), frozenset(row["codes"]))
        for row in rows
        if split is None or row["split"] == split
    ]


def fit(book: Codebook, meaning: Meaning, dev: Sequence[Labelled]) -> Decision:
    """Return the decision that fits the dev answers and the codebook's examples best."""
    from sklearn.linear_model import LogisticRegression

    own = _examples(book)
    known = [*dev, *own]
    reader = Reader(book, build(book))
    reads = [reader.read(one.answer.text, one.answer.language) for one in known]
    texts = [read.text for read in reads[: len(dev)]]
    like = np.vstack([meaning.likeness(texts, meaning.encode(texts)), meaning.likeness_unseen()])
    length, asked, truth = lengths(reads), asked_in([one.answer for one in known], book), matrix(known, book)
    hidden = [evidence(word_counts(reads, book, _hiding(seed)), like, length, asked) for seed in range(1, ROUNDS + 1)]
    model = LogisticRegression(C=1 / ROUNDS, max_iter=3000).fit(
        np.concatenate(hidden).reshape(-1, len(FEATURES)), np.tile(truth, (ROUNDS, 1)).ravel()
    )
    decision = Decision(model.coef_[0].astype(np.float32), float(model.intercept_[0]), 0.5)
    seen = np.concatenate([decision.scores(table) for table in hidden])
    return Decision(decision.weights, decision.constant, _best_threshold(seen, np.tile(truth, (ROUNDS, 1))))


def matrix(known: Sequence[Labelled], book: Codebook) -> NDArray[np.bool_]:
    """Return answers x codes: whether a person gave the code."""
    return np.array([[key in one.codes for key in book.keys] for one in known])


def _examples(book: Codebook) -> list[Labelled]:
    """Return the codebook's examples in the order of `Meaning.examples`."""
    found: list[Labelled] = []
    for code in book.codes:
        for language in LANGUAGES:
            found += [Labelled(Answer(text, language), frozenset([code.key])) for text in code.examples[language]]
            found += [
                Labelled(Answer(c.text, language), frozenset([c.instead] if c.instead else []))
                for c in code.counter_examples[language]
            ]
    return found + [Labelled(Answer(text, lang), frozenset()) for lang, texts in book.uncoded.items() for text in texts]


def _hiding(seed: int) -> Callable[[Pattern], bool]:
    draw, kept = np.random.default_rng(seed), dict[Pattern, bool]()

    def keep(pattern: Pattern) -> bool:
        if pattern not in kept:
            kept[pattern] = bool(draw.random() >= HIDDEN)
        return kept[pattern]

    return keep


def _best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    def micro(threshold: float) -> float:
        said = scores >= threshold
        return float(2 * (said & truth).sum() / (said.sum() + truth.sum()))

    return round(float(max(THRESHOLDS, key=micro)), 2)


def main() -> None:
    """Fit on a file of labelled answers and write the weights beside the coder."""
    parser = argparse.ArgumentParser(description="Fit how the evidence for a code is weighed.")
    parser.add_argument("labelled", type=Path, help="JSON Lines; only rows of split dev are read")
    book = load_codebook()
    decision = fit(book, Meaning(book, SentenceEncoder()), read_labelled(parser.parse_args().labelled, "dev"))
    weights = {feature: round(float(weight), 4) for feature, weight in zip(FEATURES, decision.weights, strict=True)}
    figures = {
        "codebook": book.edition,
        "threshold": decision.threshold,
        "constant": round(decision.constant, 4),
        "weights": weights,
    }
    DECISION.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
