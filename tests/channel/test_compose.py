"""How one message becomes calls."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.message import Button, Outgoing
from bot.channel.telegram.compose import TEXT_UNITS, keyboard, outgoing_calls, pieces
from bot.simulation.telegram_server.methods import units


def labels(row):
    return [[button["text"] for button in line] for line in keyboard((tuple(Button(text, "x") for text in row),))]


def test_a_short_message_is_one_call_without_any_markup_language():
    (call,) = outgoing_calls(Outgoing("*Dag* <b>An</b> [x](y)"))
    assert (call.method, dict(call.parameters)) == ("sendMessage", {"text": "*Dag* <b>An</b> [x](y)"})


def test_the_buttons_stand_under_the_last_part():
    calls = outgoing_calls(Outgoing("woord " * 1000, ((Button("Ja", "v1:ja"),),)))
    assert ["reply_markup" in call.parameters for call in calls] == [False, True]
    assert calls[1].parameters["reply_markup"] == {"inline_keyboard": [[{"text": "Ja", "callback_data": "v1:ja"}]]}


def test_a_long_text_is_cut_where_a_reader_would():
    first, second = pieces("a" * 3000 + ". Zin.\n\n" + "b" * 2000)
    assert first.endswith("Zin.")
    assert second == "b" * 2000
    assert next(len(piece) for piece in pieces("Een zin. " * 600)) % 9 == 8


def test_a_word_without_end_is_cut_all_the_same():
    assert [len(piece) for piece in pieces("x" * 10_000)] == [4096, 4096, 1808]


def test_an_emoji_counts_for_two_as_it_does_at_telegram():
    assert [units(piece) for piece in pieces("\U0001f600" * 5000)] == [4096, 4096, 1808]


def test_a_joined_emoji_stays_whole():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert all(piece.replace(family, "") in ("", "a") for piece in pieces("a" + family * 2000))


@given(st.text(alphabet=st.sampled_from("ab .\n\u0301\U0001f600\u200d"), max_size=400), st.integers(80, 120))
def test_no_part_is_too_long_and_no_word_is_lost(text, most):
    parts = pieces(text, most)
    assert all(0 < units(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_document_takes_its_text_along():
    (call,) = outgoing_calls(Outgoing("Hier is je kopie.", document=("kopie.json", "{}")))
    assert (call.method, dict(call.parameters), call.document) == (
        "sendDocument",
        {"caption": "Hier is je kopie."},
        ("kopie.json", "{}"),
    )


def test_a_text_too_long_for_a_caption_goes_before_the_document():
    calls = outgoing_calls(Outgoing("woord " * 300, document=("kopie.txt", "x")))
    assert [call.method for call in calls] == ["sendMessage", "sendDocument"]


def test_nothing_to_say_is_no_call():
    assert outgoing_calls(Outgoing(" \n ")) == []


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (["Ja", "Nee"], [["Ja", "Nee"]]),
        (["1", "2", "3", "4", "5"], [["1", "2", "3", "4", "5"]]),
        (["Elke week", "Elke maand", "Nooit"], [["Elke week", "Elke maand"], ["Nooit"]]),
        (["Ik word er graag over ingelicht", "Nee"], [["Ik word er graag over ingelicht"], ["Nee"]]),
        (["Nee", "Ik word er graag over ingelicht"], [["Nee"], ["Ik word er graag over ingelicht"]]),
        ([str(number) for number in range(11)], [[str(n) for n in range(8)], ["8", "9", "10"]]),
    ],
)
def test_a_row_that_is_too_wide_is_broken(row, shown):
    assert labels(row) == shown


def test_a_button_that_telegram_would_refuse_cannot_be_made():
    Button("x", "é" * 32)
    for text, data in (("x", "é" * 32 + "x"), ("x", ""), (" ", "x")):
        with pytest.raises(ValueError, match="button"):
            Button(text, data)


def test_a_part_is_at_most_what_telegram_takes():
    assert TEXT_UNITS == 4096
