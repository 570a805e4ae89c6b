"""Which intent a short text has: a kernel classifier over four views of it, with honest probabilities.

Training solves one linear system (regularised least squares over the sum of four similarities), so it
is exact, has no randomness and takes seconds. The same solution gives what the model would say of
each example had it never seen it (leave-one-out in closed form: Rifkin & Lippert 2007, "Notes on
regularized least-squares"); a small logistic regression on those scores turns them into probabilities
that do not flatter the training data.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import bare, strange_words, views
from bot.understanding.sentences import Vectors, vectors
from bot.understanding.words import Words

Floats = NDArray[np.float32]

WEIGHTS = {"letters": 0.5, "words": 0.25, "ideas": 0.7}
"""How much each view counts beside the sentence, which counts 1. Chosen on the dev set."""
SHARPNESS = 3.0
"""How fast likeness of sentences falls with distance: exp(3 (cosine - 1))."""
RIDGE = 0.2


ANSWER = "answer"
QUICK = 0.97
"""So sure must the counted views be by themselves for the sentence to be spared: it takes 3 ms, they less than 1."""


@dataclass(frozen=True)
class Head:
    """What features say for each intent, and how their sum becomes probabilities."""

    rows: Floats
    """(features, intents): what a feature of a counted view says for each intent."""
    turn: Floats
    """(intents + 3, intents): from scores and shape to log-probabilities."""
    offset: Floats

    def probabilities(self, scores: Floats, shape: Floats) -> Floats:
        """Return (intents,): summing to 1."""
        logits = np.concatenate([scores, shape]) @ self.turn + self.offset
        grown = np.exp(logits - logits.max())
        return np.asarray(grown / grown.sum(), dtype=np.float32)


@dataclass(frozen=True)
class Look:
    """What is counted of one text."""

    tokens: list[str]
    at: NDArray[np.int64]
    """The rows of its features in a head's `rows`."""
    values: Floats
    """How much each counts."""
    shape: Floats


@dataclass(frozen=True)
class IntentModel:
    """A trained model; nothing in it changes."""

    intents: tuple[str, ...]
    words: Words
    command_words: frozenset[str]
    """Every word that stands in an example of a command."""
    places: Mapping[str, Mapping[str, int]]
    """View -> feature -> its row in a head's `rows`."""
    scale: Floats
    """One a row: inverse document frequency."""
    quick: Head
    """From the counted views alone."""
    full: Head
    """With the sentence."""
    examples: Vectors
    """(examples, 512): the sentences of the training data."""
    says: Floats
    """(examples, intents): what likeness to an example says for each intent."""

    def probabilities(self, texts: Sequence[str], sure_answers: Sequence[float]) -> list[Floats]:
        """Return for each text (intents,): how probable each intent is; they sum to 1.

        `sure_answers`: from which probability of an answer on the sentence is spared. Those that cannot be spared are
        looked at together.
        """
        first = [self._at_first_sight(text) for text in texts]
        found = [quick for _, quick in first]
        answer = self.intents.index(ANSWER)
        unsure = [
            number
            for number, (quick, sure_answer) in enumerate(zip(found, sure_answers, strict=True))
            if quick.max() < QUICK and quick[answer] < sure_answer
        ]
        if unsure:
            sentences = vectors([bare(first[number][0].tokens) for number in unsure])
            likeness = np.exp(SHARPNESS * (self.examples @ sentences.T - 1))
            for number, says in zip(unsure, likeness.T @ self.says, strict=True):
                look = first[number][0]
                found[number] = self.full.probabilities(look.values @ self.full.rows[look.at] + says, look.shape)
        return found

    def _at_first_sight(self, text: str) -> tuple["Look", Floats]:
        """Return what is counted of a text, and how probable each intent is by that alone."""
        tokens = self.words.tokens(text)
        look = Look(tokens, *self._counted(tokens), shape_of(tokens, self.words))
        return look, self.quick.probabilities(look.values @ self.quick.rows[look.at], look.shape)

    def unheard(self, text: str) -> float:
        """Return the share of words that no example of a command holds: what an answer is made of, or a new wording."""
        spoken = [token for token in self.words.tokens(text) if token[0].isalnum()]
        return sum(token not in self.command_words and token not in self.words.small for token in spoken) / (
            len(spoken) or 1
        )

    def _counted(self, tokens: Sequence[str]) -> tuple[NDArray[np.int64], Floats]:
        """Return the rows of the features a text has, and how much each counts."""
        places: list[int] = []
        values: list[Floats] = [np.zeros(0, dtype=np.float32)]
        for view, split in views(self.words).items():
            numbered = self.places[view]
            counts = Counter(numbered[feature] for feature in split(tokens) if feature in numbered)
            if counts:
                value = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self.scale[list(counts)]
                values.append(WEIGHTS[view] / np.linalg.norm(value) * value)
                places.extend(counts)
        return np.array(places, dtype=np.int64), np.concatenate(values)

    def save(self, folder: Path) -> None:
        """Write the model as two plain files: numbers, and names as JSON (nothing that runs on loading)."""
        heads = {f"{name}_{part}": array for name in _HEADS for part, array in vars(getattr(self, name)).items()}
        np.savez(folder / "understanding.npz", scale=self.scale, examples=self.examples, says=self.says, **heads)
        names = {
            "intents": self.intents,
            "words": self.words.as_data(),
            "command_words": sorted(self.command_words),
            "places": self.places,
        }
        (folder / "understanding.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote."""
        names: dict[str, Any] = json.loads((folder / "understanding.json").read_text(encoding="utf-8"))
        with np.load(folder / "understanding.npz", allow_pickle=False) as arrays:
            quick, full = (Head(*(arrays[f"{name}_{part}"] for part in ("rows", "turn", "offset"))) for name in _HEADS)
            scale, examples, says = (arrays[name] for name in ("scale", "examples", "says"))
        words, heard = Words.from_data(names["words"]), frozenset(names["command_words"])
        return cls(tuple(names["intents"]), words, heard, names["places"], scale, quick, full, examples, says)


_HEADS = ("quick", "full")


def shape_of(tokens: Sequence[str], words: Words) -> Floats:
    """Return strange words, their share, and the length (logarithms: a long text is not ten short ones)."""
    strange = strange_words(tokens, words.ideas_by_word(tokens), words)
    return np.array([np.log1p(strange), strange / (len(tokens) or 1), np.log1p(len(tokens))], dtype=np.float32)
