"""One trained model for all tests of understanding."""

import asyncio
import csv
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent

Parse = Callable[[str], Mapping[str, Any]]


def rows(name: str) -> list[dict[str, str]]:
    """Read one labelled file."""
    with (HERE / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def labelled() -> Callable[[str], list[dict[str, str]]]:
    return rows


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> Parse:
    """Parse as a live turn does: Rasa's agent, with NLU trained from the files as they are now.

    `MEESPRAAK_TEST_MODEL` may name a model that was trained from them already.
    """
    import structlog
    from rasa.core.agent import Agent

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING)
    )  # else Rasa prints every text
    model = os.environ.get("MEESPRAAK_TEST_MODEL") or train(tmp_path_factory.mktemp("model"))
    agent = Agent.load(model)
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def train(folder: Path) -> str:
    """Train NLU alone; rules and stories are not needed to understand."""
    from rasa.model_training import train_nlu

    path = train_nlu(str(ROOT / "config.yml"), str(ROOT / "data"), str(folder), domain=str(ROOT / "domain.yml"))
    assert path is not None
    return path
