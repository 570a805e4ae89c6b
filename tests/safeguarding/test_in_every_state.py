"""Distress is heard however it comes in; the states of an interview are in tests/transcripts/rights_disclosure_nl.yml."""

from datetime import timedelta

import pytest

from bot.channel.message import Incoming
from bot.store import tables


@pytest.fixture
def village(world, database):
    from village import Village

    return Village(world, database)


def says(village, *texts):
    for text in texts:
        village.now += timedelta(seconds=10)
        village.does("1", Incoming("text", text=text))
    return [flag.theme for flag in village.rows(tables.Flag)]


def test_words_behind_a_command_are_heard(village):
    village.arrives("1")
    village.does("1", Incoming("command", command="stop", argument="ik wil niet meer leven"))
    assert [flag.theme for flag in village.rows(tables.Flag)] == ["suicide"]
    assert "1813" in village.heard[-1][2].text


@pytest.mark.parametrize("code", ["DyVety9sQDEs4dLcXvK5qQ", "XRo6MIlhbGg8C6PNrDr8kA", "T34Xrx954m-rBMxoFfcWIg"])
def test_the_code_of_a_link_is_nobodys_word(village, code):
    """It is drawn by chance: of a hundred, one looked like distress beside two short messages."""
    village.does("1", Incoming("command", command="start", argument=code))
    assert says(village, "ik snap het niet", "ja") == []


def test_one_word_behind_start_is_heard(village):
    village.does("1", Incoming("command", command="start", argument="zelfmoord"))
    assert says(village, "ok") == ["suicide"]


def test_pieces_in_a_row_are_heard_as_one(village):
    village.arrives("1")
    assert says(village, "ik wil", "niet meer") == []
    assert says(village, "leven") == ["suicide"]


def test_a_failed_turn_forgets_nothing_that_was_heard_before(village, monkeypatch):
    village.arrives("1")
    says(village, "ik wil")
    with monkeypatch.context() as patch:
        patch.setattr("bot.turn.speak", None)
        assert says(village, "niet meer") == []
    assert says(village, "leven") == ["suicide"]
