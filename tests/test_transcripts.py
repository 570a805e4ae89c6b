"""Whole conversations, as data, through the real turn."""

import os
from pathlib import Path
from typing import Any

import pytest
from talk import Talk, load, play

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("**/*.yml"))
STATES = (
    "back_twice_nl",
    "correct_from_a_list_nl",
    "interview_short_nl",
    "language_changed_in_a_probe_nl",
    "names_unknown_nl",
    "rating_two_nl",
    "resumed_at_consent_nl",
    "resumed_in_a_probe_nl",
    "rights_delete_in_mid_interview_nl",
    "rights_disclosure_nl",
    "stop_and_keep_nl",
    "summary_corrected_nl",
    "ticks_nl",
    "youth_age_nl",
    "youth_check_in_nl",
)
"""Between them, every state of an interview."""
RESTARTED = [path for path in TRANSCRIPTS if path.stem in STATES or "MEESPRAAK_EVERY_RESTART" in os.environ]
"""With that variable set, every conversation there is."""


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, world: Any, engine: Any, database: Any) -> None:
    transcript = load(path)

    play(Talk(world, engine, database, hint=transcript.get("language", "nl")), transcript)


@pytest.mark.parametrize("path", RESTARTED, ids=lambda path: path.stem)
def test_a_restart_before_every_step_changes_nothing(path: Path, world: Any, engine: Any, database: Any) -> None:
    transcript = load(path)

    play(Talk(world, engine, database, hint=transcript.get("language", "nl")), transcript, restarts=True)
