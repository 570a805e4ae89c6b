import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from personal_data_sets import load

from bot.personal_data import Span, has_personal_data, looks_like_a_person, mask
from bot.personal_data.words import first_names, labels, level_sections, names_that_are_words


def test_it_says_what_was_there_and_where():
    found = mask("Ik ben Emma, bel 0478 12 34 56.")
    assert found.masked == "Ik ben [naam], bel [telefoon]."
    assert found.spans == (Span(7, 11, "name"), Span(17, 30, "phone"))


def test_the_labels_follow_the_language_of_the_reader():
    assert mask("Emma heeft gebeld", "en").masked == "[name] heeft gebeld"
    assert mask("Emma heeft gebeld", "fr").masked == "[nom] heeft gebeld"


@pytest.mark.parametrize(
    "text",
    [
        "VDAB Gent",
        "OCMW Kortrijk",
        "vzw De Branding",
        "Unizo en Voka",
        "Bakkerij Janssens",
        "de roos van Leary",
        "",
        "🙂",
    ],
)
def test_organisations_and_tools_stay(text):
    assert mask(text).masked == text
    assert not has_personal_data(text)


@pytest.mark.parametrize(
    "number", ["85.07.30-033.28", "85073003328", "08.03.12-245.01", "850730 033 28", "85.47.30-033.17"]
)
def test_a_national_number_of_either_century_is_known_by_its_check_digits(number):
    assert [span.type for span in mask(f"nummer {number}").spans] == ["national_number"]


@pytest.mark.parametrize("number", ["85.07.30-033.29", "85073003327", "12345678901"])
def test_a_number_with_wrong_check_digits_is_none(number):
    assert not has_personal_data(f"het gaat om {number}")


@pytest.mark.parametrize(
    "number", ["BE68 5390 0754 7034", "be68539007547034", "NL91 RABO 0315 2736 37", "DE89370400440532013000"]
)
def test_an_iban_is_known_by_its_check_digits_alone(number):
    assert mask(f"storten op {number} aub").masked == "storten op [rekeningnummer] aub"


def test_an_iban_with_wrong_check_digits_is_none():
    assert not has_personal_data("BE69 5390 0754 7034")


@pytest.mark.parametrize(
    "name", ["Emma", "emma de smet", "Mevrouw Peeters", "Jan Peeters", "J. Claeys", "FATIMA EL AMRANI"]
)
def test_a_person_is_told_from_an_organisation(name):
    assert looks_like_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "VDAB",
        "Bakkerij Peeters",
        "Peeters nv",
        "Thomas More",
        "Karel de Grote Hogeschool",
        "Emma van de VDAB in Kortrijk",
        "Groep Intro",
        "OCMW",
        "Roos",
        "",
        "?",
    ],
)
def test_an_organisation_is_not_taken_for_a_person(name):
    assert not looks_like_a_person(name)


@given(st.text(max_size=200))
def test_masking_never_breaks_and_keeps_all_else(text):
    found = mask(text)
    rest = "".join(
        text[a:b]
        for a, b in zip([0, *(s.end for s in found.spans)], [*(s.start for s in found.spans), len(text)], strict=True)
    )
    kept = found.masked
    for span in found.spans:
        kept = kept.replace(f"[{labels()['nl'][span.type]}]", "", 1)
    assert found.text == text
    assert len(kept) == len(rest) or "[" in text
    assert has_personal_data(text) is bool(found.spans)


LONG = 20_000
NASTY = [
    "a" * LONG,
    "0" * LONG,
    "1 " * (LONG // 2),
    "a." * (LONG // 2),
    "@" * LONG,
    "a@a." * (LONG // 4),
    "Jan " * (LONG // 4),
    "De " * (LONG // 3),
    "van den " * (LONG // 8),
    "rue de la " * (LONG // 10),
    "Sint-" * (LONG // 5),
    "mijn insta is " * (LONG // 14),
    "geboren op " * (LONG // 11),
    "BE68 " * (LONG // 5),
    "A1" * (LONG // 2),
    "klantnummer is " * (LONG // 15),
    " " * LONG,
    "Kerkstraat 12, " * (LONG // 15),
    "www." * (LONG // 4),
    "J. " * (LONG // 3),
    "punt " * (LONG // 5),
    "12/05/2008 geboren " * (LONG // 19),
]


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12])
def test_no_text_keeps_it_busy(text):
    mask("warm")
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 30  # a text that takes minutes is the fault


def test_it_masks_hundreds_of_lines_a_second():
    texts = [text for _, text, _ in load("heldout")]
    mask(texts[0])
    start = time.process_time()
    for text in texts:
        mask(text)
    assert len(texts) / (time.process_time() - start) > 60  # some 450 on a quiet core; a slow machine is no fault


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_type_has_a_label(language):
    assert set(labels()[language]) == set(labels()["nl"])


def test_every_name_that_is_a_word_stands_once():
    assert len(first_names()) > 2500
    sections = [names_that_are_words(section) for section in level_sections()]
    assert not sections[0] & sections[-1]
