import pytest

from bot.understanding import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Da ga nie lukken zenne, kheb gene tijd", "nl"),
        ("We werken elke maand samen met de school", "nl"),
        ("I would like to talk about this later", "en"),
        ("On travaille ensemble depuis trois ans", "fr"),
        ("je ne sais pas trop quoi dire", "fr"),
    ],
)
def test_it_tells_the_three_languages_apart(text: str, language: str) -> None:
    found, sure = language_of(text, "nl")
    assert found == language
    assert sure >= 0.8


@pytest.mark.parametrize("text", ["ok", "merci beaucoup", "stop", "", "3 4 5 6", "\U0001f600 \U0001f600 \U0001f600"])
def test_a_word_or_two_change_nothing(text: str) -> None:
    assert language_of(text, "nl")[0] == "nl"
    assert language_of(text, None)[0] is None


def test_another_script_changes_nothing() -> None:
    assert language_of("أنا لا أفهم هذا السؤال", "fr") == ("fr", 0.0)
