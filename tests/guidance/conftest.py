"""The library as it stands, loaded once."""

from pathlib import Path

import pytest

from bot.guidance.library import Library

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def folder() -> Path:
    return ROOT / "data/guidance"


@pytest.fixture(scope="session")
def library(folder: Path) -> Library:
    return Library.load(folder, keep_in=ROOT / "var")
