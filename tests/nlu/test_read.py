"""What `read` decides, given what Rasa made of a text. No model is needed."""

from typing import Any

import pytest

from bot.guide import Question
from bot.understanding import read


def question(kind: str) -> Question:
    return Question(key="topic_aspect", kind=kind, text={}, goal="", explain={})  # type: ignore[arg-type]


def parsed(intent: str, confidence: float, parts: tuple[tuple[str, float], ...] = ()) -> dict[str, Any]:
    rest = {"name": "answer" if intent != "answer" else "skip", "confidence": 1 - confidence}
    return {
        "intent_ranking": [{"name": intent, "confidence": confidence}, rest],
        "parts": [{"name": name, "confidence": chance} for name, chance in parts],
    }


def test_it_carries_out_what_is_certain() -> None:
    reading = read("ik stop ermee", parsed("stop", 0.98), question("text"), fits=False)
    assert (reading.reads_as, reading.ask_back) == ("stop", False)


def test_it_asks_back_when_it_suspects_a_command() -> None:
    reading = read("stoppen dan maar misschien", parsed("stop", 0.75), question("text"), fits=False)
    assert (reading.reads_as, reading.ask_back) == ("stop", True)


def test_it_takes_the_rest_as_an_answer() -> None:
    reading = read("we stopten in mei", parsed("stop", 0.3), question("text"), fits=False)
    assert (reading.reads_as, reading.ask_back) == ("answer", False)


@pytest.mark.parametrize("kind", ["one", "many", "scale", "number"])
def test_a_typed_choice_is_an_answer_whatever_else_it_looks_like(kind: str) -> None:
    assert read("nee", parsed("deny", 0.99), question(kind), fits=True).reads_as == "answer"


@pytest.mark.parametrize("kind", ["text", "list"])
def test_that_any_text_fits_an_open_question_does_not_hide_a_command(kind: str) -> None:
    assert read("stop", parsed("stop", 0.99), question(kind), fits=True).reads_as == "stop"


def test_a_bare_no_is_a_command_where_no_choice_takes_it() -> None:
    assert read("nee", parsed("deny", 0.99), None, fits=False).reads_as == "deny"


def test_a_no_with_a_story_is_an_answer() -> None:
    text = "nee, bij ons werken ze vooral alleen"
    assert read(text, parsed("deny", 0.95), question("text"), fits=False).reads_as == "answer"


@pytest.mark.parametrize("text", ["/stop", "/inform{}", "\u00a0/restart", "\u200b/start", "  /skip"])
def test_a_slash_is_never_a_command_here(text: str) -> None:
    assert read(text, parsed("stop", 1.0), None, fits=False).reads_as == "answer"


@pytest.mark.parametrize("text", ["3", "16-18", "50 %", "1.500"])
def test_a_number_is_an_answer(text: str) -> None:
    assert read(text, parsed("progress", 0.95), question("text"), fits=False).reads_as == "answer"


def test_a_command_at_the_end_of_a_story_makes_it_ask() -> None:
    reading = read(
        "Het was veel. Ik stop ermee.", parsed("answer", 0.9, (("stop", 0.97),)), question("text"), fits=False
    )
    assert (reading.reads_as, reading.ask_back) == ("stop", True)


def test_a_yes_within_a_story_asks_nothing() -> None:
    reading = read(
        "Ja. We werken met de school.", parsed("answer", 0.9, (("affirm", 0.99),)), question("text"), fits=False
    )
    assert (reading.reads_as, reading.ask_back) == ("answer", False)


def test_a_courtesy_is_no_command_and_is_told_apart() -> None:
    reading = read("dank je wel", parsed("thank", 0.95), question("text"), fits=False)
    assert (reading.reads_as, reading.small_talk) == ("answer", "thank")


def test_without_a_parse_it_is_an_answer() -> None:
    assert read("\U0001f600", {}, None, fits=False).reads_as == "answer"
