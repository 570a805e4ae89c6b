from pathlib import Path

import pytest

from analytics.themes import Answer, CodebookFaultError, load_codebook
from analytics.themes.codebook import CODEBOOK
from analytics.themes.coder import RESEMBLES


def codes(coder, text, language=None):
    return [one.code for one in coder.code(text, language)]


def test_it_says_which_words_led_to_a_theme(coder):
    found = coder.code("De subsidies lopen af en we hebben geen geld meer.", "nl")
    assert found[0].code == "money_funding"
    assert {"subsidies", "geld"} <= set(found[0].because)


def test_where_no_word_tells_it_names_the_example_it_resembles(coder, unseen):
    reasons = [one.because for found in coder.code_many([a.answer for a in unseen]) for one in found]
    assert all(reasons)
    assert any(because[0].startswith(RESEMBLES) for because in reasons)


def test_it_takes_dutch_compounds_apart(coder):
    assert "money_funding" in codes(coder, "de vervoerskosten", "nl")
    assert "money_funding" in codes(coder, "alweer een subsidiedossier", "nl")


def test_it_reads_over_a_typo(coder):
    assert "rules_paperwork" in codes(coder, "de adminstratie is te zwaar", "nl")


def test_what_an_answer_sets_aside_is_not_coded(coder):
    assert codes(coder, "Geld is niet het probleem, maar de bus rijdt niet.", "nl") == ["mobility_language_barriers"]
    assert "money_funding" not in codes(coder, "Money is not the problem, but the bus does not run.", "en")
    assert "money_funding" not in codes(coder, "L'argent n'est pas le problème, mais il n'y a pas de bus.", "fr")


def test_a_word_that_only_looks_like_a_theme_is_left_alone(coder):
    assert "time_workload" not in codes(coder, "Tijdens het feest dronken we iets.", "nl")
    assert "rules_paperwork" not in codes(coder, "We zien elkaar regelmatig.", "nl")


@pytest.mark.parametrize(
    "text", ["", "   ", "👍", "...", "ok", "ja", "hallo", "je ne sais pas", "asdf qwerty", "12345"]
)
def test_an_answer_about_nothing_gets_no_theme(coder, text):
    assert codes(coder, text) == []


@pytest.mark.parametrize("text", ["İ" * 50, "a" * 20_000, "\x00\ud83d", "ﬁnancement", "=1+1", "\u202eneppo"])
def test_odd_input_never_breaks_it(coder, text):
    coder.code(text.encode("utf-8", "replace").decode())


def test_the_same_answer_is_always_coded_the_same(coder):
    alone = coder.code("te veel papierwerk", "nl")
    among = coder.code_many(
        [Answer("iets anders", "nl"), Answer("te veel papierwerk", "nl"), Answer("te veel papierwerk", "nl")]
    )
    assert among[1] == among[2] == alone


def test_the_examples_are_not_the_answers_it_is_tested_on(coder, test_answers, unseen):
    examples = {one.text.lower() for one in coder._meaning.examples if one.code}
    assert not [a.answer.text for a in test_answers + unseen if a.codes and a.answer.text.lower() in examples]


def test_every_code_is_whole_in_three_languages():
    book = load_codebook()
    assert len(book.codes) == 16
    for code in book.codes:
        for language in ("nl", "en", "fr"):
            assert len(code.examples[language]) >= 8
            assert code.words[language].strong


def test_a_codebook_with_a_fault_is_refused_in_plain_words(tmp_path: Path):
    broken = tmp_path / "codebook.yml"
    broken.write_text(
        CODEBOOK.read_text(encoding="utf-8").replace("instead: gender", "instead: nothing_like_it"), encoding="utf-8"
    )
    with pytest.raises(CodebookFaultError, match="points to no code"):
        load_codebook(broken)


def test_the_coder_knows_neither_the_bot_nor_its_store():
    sources = [path.read_text(encoding="utf-8") for path in (CODEBOOK.parent.parent / "themes").glob("*.py")]
    assert not [text for text in sources if "import rasa" in text or "telegram" in text or "from bot" in text]
