"""What only reacts to a question, and what looks like it and tells something."""

import pytest

from bot.reply.reactions import only_hears, only_reacts, only_says_yes


@pytest.mark.parametrize(
    "text", ["lol", "Haha!", "hahaha goeie vraag", "hmm, let me think...", "Euh. Bonne question", "oh wow"]
)
def test_a_laugh_or_a_word_about_the_question_reacts(text: str) -> None:
    assert only_reacts(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "goed",
        "haha dat weet ik niet",
        "goeie vraag, de school denk ik",
        "niets",
        "wachttijden",
        "😂",
        "leuk",
        "3",
        "nee",
    ],
)
def test_what_tells_something_is_no_reaction(text: str) -> None:
    assert not only_reacts(text)


def test_that_a_question_was_heard_is_no_answer_to_it() -> None:
    assert [text for text in ("ok", "OK!", "oké.", "👍", "got it", "je vois") if not only_hears(text)] == []
    assert [text for text in ("ok dan de school", "prima", "nee", "", "5 👍") if only_hears(text)] == []


def test_one_word_of_yes() -> None:
    assert [text for text in ("ja", "Oui !", "sure") if not only_says_yes(text)] == []
    assert [text for text in ("ja, toen de school belde", "nee", "geen probleem") if only_says_yes(text)] == []
