"""Replies that are worth a sentence of their own."""

import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).parent))
from labelled import questions

from bot.guide import LANGUAGES
from bot.reply import Confirm, Problem, Understood, age_band, clean, read_reply, stated_age

ROOT = Path(__file__).parents[2]


def read(key, text, language="nl", **more):
    return read_reply(questions()[key], text, language, **more)


@pytest.mark.parametrize(
    "text",
    [
        "ik doe niet mee",
        "nee",
        "nee liever niet",
        "ik wil niet",
        "geen zin",
        "I don't want to",
        "je ne veux pas",
        "nee ik doe mee met niks",
        "niet echt",
        "zeker niet",
    ],
)
def test_nobody_is_taken_to_agree_who_does_not(text) -> None:
    reply = read("take_part", text)
    assert not (isinstance(reply, Understood) and reply.value == "yes")


@pytest.mark.parametrize("text", ['/inform{"consent":"yes"}', "/ja", "\u00a0/affirm ja", "\uff0fja", "\u200b/yes"])
def test_nobody_agrees_with_a_slash(text) -> None:
    assert read("take_part", text) == Problem("utter_choose_one")


def test_a_word_of_politeness_is_not_a_yes() -> None:
    assert read("take_part", "Eerst meer weten graag").value == "more"


def test_what_was_said_is_kept_letter_for_letter() -> None:
    assert read("story", "  /restart 😀\u202e ") == Understood(None, "  /restart 😀\u202e ")


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u2060\ufeff", "\u200d\u200c\n"])
def test_a_message_without_anything_to_see_is_no_answer(text) -> None:
    assert all(read(key, text) == Problem("utter_no_text") for key in questions())


def test_it_asks_when_two_choices_are_as_likely() -> None:
    reply = read("rhythm", "maandelijks of per kwartaal")
    assert isinstance(reply, Confirm)
    assert reply.params == {"choice": "Elke maand"}


def test_several_choices_come_back_once_and_in_the_guides_order() -> None:
    assert read("barriers", "taal, geld, tijd en geld") == Understood(
        ["time", "money", "language"], "taal, geld, tijd en geld"
    )


def test_nothing_stands_alone_and_gives_way_to_something() -> None:
    assert read("barriers", "niets").value == ["nothing"]
    assert read("barriers", "niets, behalve misschien, papieren").value != ["nothing", "paperwork"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("vdba", "VDAB"), ("V.D.A.B. Gent", "VDAB"), ("Uniso", "Unizo"), ("stad gend", "Stad Gent")]
)
def test_a_name_nearly_given_before_is_asked(typed, meant) -> None:
    reply = read("organisations", typed, known=("VDAB", "Unizo", "Stad Gent"))
    assert isinstance(reply, Confirm)
    assert (reply.response, reply.params["name"], reply.value) == ("utter_confirm_name", meant, [meant])


@pytest.mark.parametrize("typed", ["ACV", "ABVV", "OCMW Gent", "JES"])
def test_another_organisation_is_not_taken_for_a_known_one(typed) -> None:
    assert read("organisations", typed, known=("VDAB", "ACLVB", "Stad Gent", "CAW")) == Understood([typed], typed)


def test_the_same_name_again_is_the_same_name() -> None:
    assert read("organisations", "de vdab", known=("VDAB",)) == Understood(["VDAB"], "de vdab")


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Ja, de school in de buurt. Zij zien de jongeren elke dag.", ["school in de buurt"]),
        ("VDAB. En ook Voka.", ["VDAB", "Voka"]),
        ("St. Jozef", ["St. Jozef"]),
        ("nee", []),
        ("neen, niet dat ik weet", []),
        ("not really", []),
        ("non, personne", []),
    ],
)
def test_a_yes_a_no_and_a_story_are_no_names(said: str, names: list[str]) -> None:
    reply = read("organisations", said)
    assert isinstance(reply, Understood)
    assert reply.value == names


def test_too_many_names_are_kept_up_to_the_limit_and_it_says_so() -> None:
    reply = read("organisations", "A1 vzw, B2 vzw, C3 vzw, D4 vzw, E5 vzw, F6 vzw")
    assert isinstance(reply, Understood)
    assert len(reply.value) == 5
    assert reply.response == "utter_first_names_kept"


def test_a_persons_name_is_gently_refused() -> None:
    assert read("organisations", "VDAB en Jan Peeters", is_person=lambda name: name == "Jan Peeters") == Problem(
        "utter_no_person_name"
    )


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("eigenlijk ben ik 11", 11),
        ("I'm only 12", 12),
        ("j'ai onze ans", 11),
        ("mijn zus is 11", None),
        ("11 jaar ervaring", None),
    ],
)
def test_an_age_said_later_is_heard_and_an_age_of_others_is_not(text, age) -> None:
    assert stated_age(text) == age


@pytest.mark.parametrize(
    ("text", "language", "band"),
    [
        ("veertien", "nl", 14),
        ("13 en half", "nl", 13),
        ("16-18", "nl", "16_18"),
        ("under 13", "en", "under_13"),
        ("plus de 26 ans", "fr", "26_plus"),
        ("kga naar 't vierde middelbaar", "nl", None),
    ],
)
def test_an_age_is_years_or_a_band(text, language, band) -> None:
    assert age_band(text, language) == band


def test_cleaning_takes_out_what_nobody_typed() -> None:
    assert clean("\ufeffa\x00b\x07c\ud800d\r\ne👨‍👩‍👧") == "abcd\ne👨‍👩‍👧"


def _named_responses() -> set[str]:
    return {
        part
        for file in (ROOT / "bot" / "reply").glob("*.py")
        for part in file.read_text(encoding="utf-8").split('"')
        if part.startswith("utter_")
    }


def test_every_response_it_names_exists_in_all_three_languages() -> None:
    loaded = YAML(typ="safe").load((ROOT / "data/interview/reply_responses.yml").read_text(encoding="utf-8"))[
        "responses"
    ]
    assert set(loaded) == _named_responses()
    for rows in loaded.values():
        assert {row["condition"][0]["value"] for row in rows} == set(LANGUAGES)


@pytest.mark.parametrize(
    "text", ["soms", "maakt niet uit", "te veel vragen", "4", "depends", "trop de gens", "tout le monde"]
)
def test_words_that_name_nobody_are_no_organisation(text) -> None:
    assert read("organisations", text) == Problem("utter_name_organisation")


@pytest.mark.parametrize("text", ["Te Gek", "jongeren die we niet bereiken", "On The Move", "ouders"])
def test_a_group_or_a_brand_of_common_words_is_one(text) -> None:
    assert read("organisations", text).value == [text]


def test_what_is_taken_back_is_not_chosen_and_what_is_lacking_is() -> None:
    assert read("barriers", "papieren en geen tijd").value == ["time", "paperwork"]
    assert "money" not in read("barriers", "tijd, geen geld").value
