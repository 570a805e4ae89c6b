import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from analytics.themes import Answer, Coder

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


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture(scope="session")
def dev() -> list[Labelled]:
    return labelled("labelled.jsonl", "dev")


@pytest.fixture(scope="session")
def test_answers() -> list[Labelled]:
    return labelled("labelled.jsonl", "test")


@pytest.fixture(scope="session")
def unseen() -> list[Labelled]:
    return labelled("unseen.jsonl")


@pytest.fixture(scope="session")
def parity() -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / "parity.jsonl").read_text(encoding="utf-8").splitlines()]
