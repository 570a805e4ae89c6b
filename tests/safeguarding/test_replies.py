from itertools import product
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.guide import LANGUAGES, Language
from bot.safeguarding import Alarm, reply, themes

FILE = Path(__file__).parents[2] / "data" / "safeguarding" / "responses.yml"
RESPONSES = YAML(typ="safe").load(FILE)["responses"]
CASES = list(product(themes(), LANGUAGES, (True, False), (True, False)))


def words(name: str, language: str) -> str:
    (variation,) = [one for one in RESPONSES[name] if one["condition"][0]["value"] == language]
    return str(variation["text"])


def read(theme: str, language: Language, young: bool, someone_reads: bool) -> str:
    replies = reply(Alarm(theme, "any"), language, young, someone_reads)
    return "\n".join(words(name, language).format(**params) for name, params in replies)


@pytest.mark.parametrize(("theme", "language", "young", "someone_reads"), CASES)
def test_everyone_reads_112_and_at_most_three_lines(theme: str, language: Language, young: bool, someone_reads: bool):
    text = read(theme, language, young, someone_reads)
    assert "112" in text
    assert 1 <= text.count("•") <= 3
    assert "{" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_it_is_a_computer_and_thanks(language: Language):
    says = {"nl": ("Dank je", "computer"), "en": ("Thank you", "computer"), "fr": ("Merci", "ordinateur")}[language]
    for theme, young in product(themes(), (True, False)):
        assert all(word in read(theme, language, young, True) for word in says)


def test_it_says_honestly_whether_anyone_reads_along():
    assert "Er leest hier nu niemand mee" in read("suicide", "nl", True, someone_reads=False)
    assert "seintje aan een begeleider" in read("suicide", "nl", True, someone_reads=True)


def test_it_says_that_no_english_line_is_known():
    assert "do not know a line in English" in read("violence", "en", True, True)
    assert "do not know a line in English" not in read("violence", "fr", True, True)


def test_it_never_promises_secrecy_or_a_good_end_and_asks_nothing_about_how():
    for theme, language, young, someone_reads in CASES:
        text = read(theme, language, young, someone_reads).casefold()
        for never in (
            "komt goed",
            "tussen ons",
            "geheim",
            "be all right",
            "secret",
            "tout ira bien",
            "entre nous",
            "waarom",
            "why",
            "pourquoi",
            "meteen opgenomen",
        ):
            assert never not in text


def test_every_response_stands_in_three_languages_and_is_used():
    used = {name for case in CASES for name, _ in reply(Alarm(case[0], "any"), *case[1:])}
    later = {"utter_safety_buttons_stay"}  # tests/transcripts/after_alarm_unclear_*.yml hear it
    assert used | later == set(RESPONSES)
    for variations in RESPONSES.values():
        assert [one["condition"][0]["value"] for one in variations] == list(LANGUAGES)


def test_the_offer_has_three_buttons_a_language():
    for variation in RESPONSES["utter_safety_offer"]:
        assert [button["payload"] for button in variation["buttons"]] == ["safety:go_on", "safety:later", "safety:stop"]
        assert all(0 < len(button["title"]) <= 20 for button in variation["buttons"])


def test_every_text_is_short():
    for variations in RESPONSES.values():
        assert all(len(one["text"]) <= 420 for one in variations)
