"""Learn the weights of the search from questions, and print them for `search.yml`.

Run as `python -m bot.guidance.calibrate` from the root. It compares the measures on the development
questions, then learns weights by which the right sections become likeliest (a conditional logit).
"""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bot.guidance.library import Library
from bot.guidance.search import MEASURES

Table = npt.NDArray[np.float64]

GUIDE = Path("data/guidance")
QUESTIONS = Path("tests/guidance/dev_questions.tsv")
_RESTRAINT = 0.003
"""How strongly large weights are held back; with few questions they would run away."""


def read_questions(path: Path) -> list[tuple[str, frozenset[str], str]]:
    """Return language, right sections (or `none`) and question of every line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["language"], frozenset(row["sections"].split("|")), row["question"]) for row in rows]


def learn(measured: Table, right: Table, use: Sequence[int]) -> Table:
    """Return the weight of each measure and of "outside" that make the right documents likeliest.

    measured: questions x documents x measures; right: questions x documents, 1 where right;
    use: the measures that take part, the others weigh 0.
    """

    def miss(free: Table) -> float:
        weights = np.zeros(measured.shape[2])
        weights[list(use)] = free[:-1]
        scores = measured @ weights
        scores[:, -1] += free[-1]
        scores = scores - scores.max(axis=1, keepdims=True)
        chances = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
        likely = (chances * right).sum(axis=1)
        return float(-np.log(likely + 1e-12).mean() + _RESTRAINT * (free**2).mean())

    start = np.r_[np.full(len(use), 5.0), 0.0]
    found = minimize(miss, start, bounds=[(0, None)] * len(use) + [(None, None)]).x
    learned = np.zeros(measured.shape[2] + 1)
    learned[list(use)] = found[:-1]
    learned[-1] = found[-1]
    return learned


def main() -> None:
    """Print recall of each measure alone, then the learned weights with and without vectors."""
    library = Library.load(GUIDE, keep_in=Path("var"))
    keys = [*library.sections, "none"]
    asked = read_questions(QUESTIONS)
    measured = np.array([library.search.measures(question) for _, _, question in asked])
    right = np.array([[float(key in sections) for key in keys] for _, sections, _ in asked])
    out = sys.stdout.write
    for at, name in enumerate(MEASURES):
        out(f"{name:10s} {_recall(measured[:, :, at], right)}\n")
    for name, use in (("with_vectors", (0, 1, 2, 3)), ("without_vectors", (0, 1))):
        learned = learn(measured, right, use)
        scores = measured @ learned[:-1]
        weights = ", ".join(f"{one}: {value:.2f}" for one, value in zip((*MEASURES, "outside"), learned, strict=True))
        out(f"{name}: {{{weights}}}  # {_recall(scores, right)}\n")


def _recall(scores: Table, right: Table) -> str:
    """Recall among the sections, of the questions that have an answer."""
    answerable = right[:, -1] == 0
    order = np.argsort(-scores[answerable, :-1], axis=1)
    hits = np.take_along_axis(right[answerable, :-1], order, axis=1)
    return f"recall@1 {hits[:, 0].mean():.3f} recall@3 {hits[:, :3].max(axis=1).mean():.3f}"


if __name__ == "__main__":
    main()
