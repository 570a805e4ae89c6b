"""Learning what distress is like: `python -m bot.safeguarding.fit LABELLED.tsv...` writes data/safeguarding/learned.npz.

The examples of data/safeguarding/examples, the labelled files given (those the rules are tuned on, never a held-out
one), and as the counterweight what people answer and ask the bot for. Each example is also judged by a model that
has not seen it (the closed form for leaving one out, Hastie, Tibshirani and Friedman 2009, section 7.10); the
levels of `judging` are read off from that: `python -m bot.safeguarding.fit --levels`.
"""

import argparse
import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from scipy.linalg import lapack

from bot.guidance.library import read_sections
from bot.guide import LANGUAGES
from bot.safeguarding.features import VIEWS, counted, weighed, written_out
from bot.safeguarding.hearing import DATA, Ears, ears
from bot.safeguarding.likeness import LEARNED, SHARPNESS, SMALL, centred, split
from bot.understanding.sentences import encode

RIDGE = 0.1
DIRECTIONS = 160
BATCH = 64
EVERY = 2
"""Of the answers and commands that the understanding learns from, each second one is enough."""
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


def examples(labelled: Sequence[Path]) -> list[Example]:
    """Return every example once, in a fixed order."""
    found: dict[str, Example] = {}
    for one in (*_written(), *_labelled(labelled), *_counterweight(), *_asked_by_coaches()):
        found.setdefault(one.text.casefold(), one)
    return list(found.values())


def _written() -> Iterator[Example]:
    for kind in ("alarms", "ordinary"):
        for language in LANGUAGES:
            path = DATA / "examples" / f"{kind}_{language}.yml"
            for name, block in YAML(typ="safe").load(path).items():
                theme = None if kind == "ordinary" else OTHER if name == "several" else name
                yield from (Example(line.strip(), theme) for line in block.splitlines() if line.strip())


def _labelled(paths: Sequence[Path]) -> Iterator[Example]:
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Example(row["text"], row.get("theme"))


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


def learn(known: Sequence[Example], hearing: Ears) -> tuple[dict[str, NDArray[np.generic]], Floats]:
    """Return the arrays of a `Likeness`, and the score each example gets from all the others."""
    texts = [one.text for one in known]
    written = [written_out(text) for text in texts]
    raw = np.vstack([encode(written[at : at + BATCH]) for at in range(0, len(written), BATCH)])
    middle = raw.mean(axis=0)
    seen = centred(raw, middle)
    turn = np.linalg.svd(seen, full_matrices=False)[2][:DIRECTIONS].T
    sentences = np.round(seen @ turn * SMALL).clip(-SMALL, SMALL).astype(np.int8)
    close = sentences.astype(np.float32) / SMALL
    alike = np.exp(SHARPNESS * (close @ close.T - 1))
    tables, rarity = [], []
    features = [split(text, hearing.read(text)) for text in texts]
    for view, weight in VIEWS.items():
        table = counted(view, [one[view] for one in features])
        held = np.asarray((table > 0).sum(axis=0)).ravel()
        rarity.append(np.where(held > 1, np.log((1 + len(texts)) / (1 + held)) + 1, 0).astype(np.float32))
        tables.append(weighed(table, rarity[-1]))
        alike += weight * (tables[-1] @ tables[-1].T).toarray()
    wanted = np.array([-1 if one.theme is None else 1 for one in known], dtype=np.float32)
    pull, unseen = _solve(alike, wanted)
    themes = sorted({one.theme for one in known if one.theme})
    return {
        "edition": np.array(edition()),
        "middle": middle.astype(np.float16),
        "turn": turn.astype(np.float16),
        "sentences": sentences,
        "pull": pull.astype(np.float32),
        "rarity": np.array(rarity, dtype=np.float16),
        "worth": np.array(
            [weight * (table.T @ pull) for weight, table in zip(VIEWS.values(), tables, strict=True)], dtype=np.float16
        ),
        "themes": np.array(" ".join(themes)),
        "theme_of": np.array([themes.index(one.theme) if one.theme else -1 for one in known], dtype=np.int8),
    }, unseen


def _solve(alike: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Return what each example says, and what all the others say of it."""
    alike.flat[:: len(alike) + 1] += RIDGE
    factor, _ = lapack.spotrf(alike, lower=True, overwrite_a=True)
    inverse, _ = lapack.spotri(factor, lower=True, overwrite_c=True)
    lower = np.tril(inverse)
    pull = lower @ wanted + np.tril(lower, -1).T @ wanted
    return pull, wanted - pull / np.diag(inverse)


def main() -> None:
    """Learn, and write what was learned."""
    parser = argparse.ArgumentParser(description="Learn what distress is like.")
    parser.add_argument("labelled", type=Path, nargs="*", help="labelled files the rules are tuned on; no held-out one")
    parser.add_argument("--unseen", type=Path, help="write each example with the score the others give it")
    chosen = parser.parse_args()
    known = examples(chosen.labelled)
    arrays, unseen = learn(known, ears())
    np.savez_compressed(LEARNED, **arrays)
    if chosen.unseen:
        rows = (
            f"{score:.4f}\t{one.theme}\t{int(one.hard)}\t{one.text}\n" for one, score in zip(known, unseen, strict=True)
        )
        chosen.unseen.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
