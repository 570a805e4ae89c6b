"""Learning what distress is like: `python -m bot.safeguarding.fit LABELLED.tsv...` writes data/safeguarding/learned*.npz.

The examples of data/safeguarding/examples, the labelled files given (never one that is still to be heard for the
first time), and as the counterweight what people answer and ask the bot for.

People word distress each in their own way, so what counts is how somebody is heard of whom nothing was learned.
`--unseen FILE` writes for each example the score it gets from all the others but those by the same author (a file is
an author). The levels
of `judging` are read off from that, never from a line of an author who was learned from.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.linalg import LinearOperator, cg

from bot.guidance.library import read_sections
from bot.guide import LANGUAGES
from bot.safeguarding.features import VIEWS, counted, weighed, written_out
from bot.safeguarding.hearing import DATA, Ears, ears
from bot.safeguarding.likeness import COARSE, FINE, SMALL, Sight, centred, split

RIDGE = 0.1
DIRECTIONS = 192
BATCH = 64
EVERY = 4
"""Of the answers and commands that the understanding learns from, each fourth one is enough."""
CLOSE_ENOUGH = 1e-4
STEPS = 400
COUNTERWEIGHT = ("interview/answers.yml", "interview/nlu.yml", "rights/nlu.yml", "consent/nlu.yml")
OTHER = ""
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A text somebody wrote; `theme` is None where it is ordinary, OTHER where it is distress of more than one kind."""

    text: str
    theme: str | None
    hard: bool = True
    """Written to be mistaken."""
    author: str = ""
    """Who wrote it: the file it stands in, all languages together."""


def examples(labelled: Sequence[Path]) -> list[Example]:
    """Return every example once, in a fixed order."""
    found: dict[str, Example] = {}
    for one in (*_written(), *_labelled(labelled), *_counterweight(), *_asked_by_coaches()):
        found.setdefault(one.text.casefold(), one)
    return list(found.values())


def _written() -> Iterator[Example]:
    for kind, language in product(("alarms", "ordinary"), LANGUAGES):
        for path in sorted((DATA / "examples").glob(f"*{kind}_{language}.yml")):
            author = path.name.removesuffix(f"{kind}_{language}.yml") or "examples"
            for name, block in YAML(typ="safe").load(path).items():
                theme = None if kind == "ordinary" else OTHER if name == "several" else name
                yield from (Example(line.strip(), theme, author=author) for line in block.splitlines() if line.strip())


def _labelled(paths: Sequence[Path]) -> Iterator[Example]:
    for path in paths:
        if path.suffix == ".jsonl":  # what people answer, labelled for something else
            texts = (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
            yield from (Example(text, None, hard=False) for text in texts)
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Example(row["text"], row.get("theme"), author=path.stem.rpartition("_")[0])


def _counterweight() -> Iterator[Example]:
    for name in COUNTERWEIGHT:
        for intent in YAML(typ="safe").load(DATA.parent / name)["nlu"]:
            lines = [line.strip()[2:] for line in intent["examples"].splitlines() if line.strip().startswith("- ")]
            yield from (Example(line, None, hard=False) for line in lines[::EVERY])


def _asked_by_coaches() -> Iterator[Example]:
    """Yield how coaches ask the guide; what they ask about safety is left out, as it is near to what it is about."""
    for section in read_sections(DATA.parent / "guidance").values():
        for wording in section.in_language.values() if section.key != "safeguarding" else ():
            questions = (*(one.question for one in wording.follow_ups), *wording.asked_as)
            yield from (Example(question, None, hard=False) for question in questions)


def edition() -> str:
    """Return the fingerprint of what was learned from, so that a test sees when it has to be learned again."""
    read = hashlib.sha256((DATA / "words.yml").read_bytes())
    for path in sorted((DATA / "examples").glob("*.yml")):
        read.update(path.read_bytes())
    return read.hexdigest()[:16]


def learn(known: Sequence[Example], hearing: Ears, sight: Sight) -> tuple[dict[str, NDArray[np.generic]], "Kernel"]:
    """Return the arrays of a `Likeness`, and how alike the examples are."""
    texts = [one.text for one in known]
    written = [written_out(text) for text in texts]
    raw = np.vstack([sight.encode(written[at : at + BATCH]) for at in range(0, len(written), BATCH)])
    middle = raw.mean(axis=0)
    seen = centred(raw, middle)
    turn = np.linalg.svd(seen, full_matrices=False)[2][:DIRECTIONS].T
    sentences = np.round(seen @ turn * SMALL).clip(-SMALL, SMALL).astype(np.int8)
    close = sentences.astype(np.float32) / SMALL
    tables, rarity = [], []
    features = [split(text, hearing.read(text)) for text in texts]
    for view, weight in VIEWS.items():
        table = counted(view, [one[view] for one in features])
        held = np.asarray((table > 0).sum(axis=0)).ravel()
        rarity.append(np.where(held > 1, np.log((1 + len(texts)) / (1 + held)) + 1, 0).astype(np.float32))
        tables.append(weighed(table, rarity[-1]) * np.float32(weight**0.5))
    kernel = Kernel(np.exp(sight.sharpness * (close @ close.T - 1)), hstack(tables).tocsr())
    wanted = _wanted(known)
    everybody = np.ones(len(known), dtype=bool)
    pull, alone = kernel.solve(wanted, everybody), kernel.solve(wanted, everybody, glance=True)
    themes = sorted({one.theme for one in known if one.theme})
    return {
        "edition": np.array(edition()),
        "middle": middle.astype(np.float16),
        "turn": turn.astype(np.float16),
        "sentences": sentences,
        "pull": pull.astype(np.float32),
        "rarity": np.array(rarity, dtype=np.float16),
        "worth": _worth(tables, pull),
        "glance": _worth(tables, alone),
        "themes": np.array(" ".join(themes)),
        "theme_of": np.array([themes.index(one.theme) if one.theme else -1 for one in known], dtype=np.int8),
    }, kernel


def _wanted(known: Sequence[Example]) -> Floats:
    return np.array([-1 if one.theme is None else 1 for one in known], dtype=np.float32)


def _worth(tables: Sequence[csr_matrix], pull: Floats) -> NDArray[np.float16]:
    """Return what each feature of each view says, where the examples say this."""
    weights = VIEWS.values()
    said = [weight**0.5 * (table.T @ pull) for weight, table in zip(weights, tables, strict=True)]
    return np.array(said, dtype=np.float16)


@dataclass(frozen=True)
class Kernel:
    """How alike each two examples are."""

    in_meaning: Floats
    """(examples, examples)"""
    counted: csr_matrix
    """(examples, features of all views): likeness is the product of two rows."""

    def solve(self, wanted: Floats, taught: NDArray[np.bool_], *, glance: bool = False) -> Floats:
        """Return what each example that is taught says, by conjugate gradients: no matrix is taken apart."""
        table = self.counted[taught]
        meaning = None if glance else self.in_meaning if taught.all() else self.in_meaning[np.ix_(taught, taught)]

        def alike(said: Floats) -> Floats:
            by_features: Floats = table @ (table.T @ said) + RIDGE * said
            return by_features if meaning is None else by_features + meaning @ said.astype(np.float32)

        size = int(taught.sum())
        pull, _ = cg(LinearOperator((size, size), matvec=alike), wanted[taught], tol=CLOSE_ENOUGH, maxiter=STEPS)
        return np.asarray(pull, dtype=np.float32)

    def heard_of(self, others: NDArray[np.bool_], wanted: Floats, *, glance: bool = False) -> Floats:
        """Return what is thought of the rest, where only these others were learned from."""
        pull, rest = self.solve(wanted, others, glance=glance), ~others
        said: Floats = self.counted[rest] @ (self.counted[others].T @ pull)
        return said if glance else said + self.in_meaning[np.ix_(rest, others)] @ pull


def unseen(known: Sequence[Example], kernel: Kernel) -> Iterator[str]:
    """Yield for each line of an author: the score at a closer look and at a glance, where nothing of theirs was learned."""
    wanted = _wanted(known)
    for author in sorted({one.author for one in known} - {""}):
        others = np.array([one.author != author for one in known])
        scores = zip(kernel.heard_of(others, wanted), kernel.heard_of(others, wanted, glance=True), strict=True)
        for one, (look, glance) in zip((one for one in known if one.author == author), scores, strict=True):
            yield f"{look:.4f}\t{glance:.4f}\t{author}\t{one.theme}\t{one.text}\n"


def main() -> None:
    """Learn, and write what was learned."""
    parser = argparse.ArgumentParser(description="Learn what distress is like.")
    parser.add_argument("labelled", type=Path, nargs="*", help="labelled files that were heard before; no sealed one")
    parser.add_argument("--unseen", type=Path, help="write each example with what other authors say of it")
    chosen = parser.parse_args()
    known = examples(chosen.labelled)
    for sight in (COARSE, FINE):
        arrays, kernel = learn(known, ears(), sight)
        np.savez_compressed(sight.learned, **arrays)
    if chosen.unseen:
        chosen.unseen.write_text("".join(unseen(known, kernel)), encoding="utf-8")


if __name__ == "__main__":
    main()
