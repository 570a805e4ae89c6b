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


EVERY_STATE = (
    "interview_full_nl", "names_at_once_fr", "youth_check_in_nl", "youth_age_nl", "summary_corrected_nl", "asked_back_nl",
    "back_from_a_probe_en", "correct_any_answer_nl", "language_changed_in_a_probe_nl", "rights_delete_in_mid_interview_nl",
    "paused_three_weeks_nl", "stop_and_keep_en", "coach_asks_nl",
)  # fmt: skip
"""Between them they stand in every state a talk can be in."""


@pytest.mark.parametrize("name", EVERY_STATE)
def test_a_restart_before_every_step_changes_nothing(name: str, world: Any, engine: Any, database: Any) -> None:
    transcript = load(next(path for path in TRANSCRIPTS if path.stem == name))

    play(Talk(world, engine, database, hint=transcript.get("language", "nl")), transcript, restarts=True)
