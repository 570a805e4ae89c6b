"""Tests of the analysis import neither Rasa, Telegram nor the store, so that they also run on newer Pythons."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def guides() -> Any:
    """The guides of the repository."""
    from analytics.guidebook import Guides

    return Guides.load()
