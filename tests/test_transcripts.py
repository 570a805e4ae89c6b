"""Whole conversations, as data, through the real turn."""

from pathlib import Path
from typing import Any

import pytest
from talk import Talk, load, play

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("**/*.yml"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, world: Any, engine: Any, database: Any) -> None:
    transcript = load(path)

    play(Talk(world, engine, database, hint=transcript.get("language", "nl")), transcript)
