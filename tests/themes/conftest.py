import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from analytics.themes import Answer, Coder, load_codebook
from analytics.themes.meaning import FineEncoder, QuickEncoder
from analytics.themes.model import load_model

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Labelled:
    answer: Answer
    codes: frozenset[str]
    split: str
    second: frozenset[str] | None


def labelled(name: str, split: str | None = None) -> list[Labelled]:
    rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(
            Answer(row["text"], row["language"], row["question"]),
            frozenset(row["codes"]),
            row.get("split", ""),
            frozenset(row["second"]) if "second" in row else None,
        )
        for row in rows
        if split is None or row["split"] == split
    ]


class Remembering:
    """An encoder that encodes each text once in a run of the tests."""

    def __init__(self, encoder):
        self._encoder, self._known = encoder, {}

    def can_encode(self) -> bool:
        return self._encoder.can_encode()

    def encode(self, texts):
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder(load_codebook(), load_model(), Remembering(QuickEncoder()), Remembering(FineEncoder()))


@pytest.fixture(scope="session")
def dev() -> list[Labelled]:
    return labelled("labelled.jsonl", "dev")


@pytest.fixture(scope="session")
def test_answers() -> list[Labelled]:
    return labelled("labelled.jsonl", "test")


@pytest.fixture(scope="session")
def another_hand() -> list[Labelled]:
    return labelled("another_hand.jsonl")


@pytest.fixture(scope="session")
def parity() -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / "parity.jsonl").read_text(encoding="utf-8").splitlines()]
