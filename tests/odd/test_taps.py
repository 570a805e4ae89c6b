"""A tap counts for the question it belongs to, while that one is open, and for a choice that it has."""

from typing import Any

import pytest
from talk import Talk, play

from bot.store import tables
from bot.store.engine import reading


@pytest.fixture
def asked(talk: Talk) -> Talk:
    play(talk, {"talk": [{"begins": {"guide": "stakeholder", "length": "short"}}, {"up_to": "organisation_type"}]})
    return talk


def button(talk: Talk, word: str) -> str:
    return next(one.data for said in talk.heard for row in said.buttons for one in row if word in one.text)


def taps(talk: Talk, *data: str) -> tuple[Any, int, int]:
    for one in data:
        talk.puts_data(one)
    talk.turn()
    with reading(talk.database) as session:
        return talk.open, session.query(tables.Answer).count(), session.query(tables.Participant).count()


def test_a_tap_of_a_question_that_is_over_changes_nothing(asked: Talk) -> None:
    skip = button(asked, "Overslaan")
    after = taps(asked, skip)
    assert taps(asked, skip) == after


@pytest.mark.parametrize("choice", ["nonsense", "yes", ".done", "x" * 40])
def test_a_forged_choice_of_the_open_question_changes_nothing(asked: Talk, choice: str) -> None:
    kind, serial, _ = button(asked, "Gemeente").split(":")
    assert taps(asked, f"{kind}:{serial}:{choice}") == ("organisation_type", 0, 1)
    assert asked.heard == []


@pytest.mark.parametrize("command", ["stop", "delete_my_data", "answer", "distress", "withdraw_consent"])
def test_a_forged_command_at_the_open_question_does_nothing(asked: Talk, command: str) -> None:
    serial = button(asked, "Overslaan").split(":")[1]
    assert taps(asked, f"c:{serial}:{command}") == ("organisation_type", 0, 1)
    assert asked.heard == []


def test_the_same_button_twice_in_one_breath_is_no_tap_too_many(asked: Talk) -> None:
    chosen = button(asked, "Gemeente")
    assert taps(asked, chosen, chosen)[1] == 1
    assert asked.words == []
