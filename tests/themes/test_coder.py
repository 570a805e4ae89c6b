import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from analytics.themes import Answer, CodebookFaultError, Coder, load_codebook
from analytics.themes.agreement import f1
from analytics.themes.codebook import CODEBOOK
from analytics.themes.coder import RESEMBLES
from analytics.themes.depths import clear
from analytics.themes.meaning import QuickEncoder


def codes(coder, text, language=None):
    return [one.code for one in coder.code(text, language)]


def test_it_says_which_words_led_to_a_theme(coder):
    found = coder.code("De subsidies lopen af en we hebben geen geld meer.", "nl")
    assert found[0].code == "money_funding"
    assert {"subsidies", "geld"} <= set(found[0].because)


def test_where_no_word_tells_it_names_the_example_it_resembles(coder, another_hand):
    reasons = [one.because for found in coder.code_all([a.answer for a in another_hand], "quick") for one in found]
    assert all(reasons)
    assert any(because[0].startswith(RESEMBLES) for because in reasons)


def test_a_coder_loaded_from_its_files_is_the_same(coder):
    text = "Wie op de zetel bij vrienden slaapt, heeft wel andere zorgen."
    assert Coder.load().code(text) == coder.code(text)


def test_by_its_words_alone_it_names_words_of_the_answer(coder, another_hand):
    for one, found in zip(another_hand, coder.code_all([a.answer for a in another_hand], "words"), strict=True):
        assert all(word in one.answer.text for coded in found for word in coded.because)
        assert all(coded.because for coded in found)


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
    among = coder.code_all(
        [Answer("iets anders", "nl"), Answer("te veel papierwerk", "nl"), Answer("te veel papierwerk", "nl")]
    )
    assert among[1] == among[2] == alone


class Absent:
    """An encoder that this machine cannot run."""

    def can_encode(self) -> bool:
        return False

    def encode(self, texts):
        raise AssertionError(texts)


def test_without_the_fine_encoder_it_goes_on_with_the_quick_one(coder, another_hand):
    answers = [a.answer for a in another_hand]
    without = Coder(coder.book, coder._model, coder._quick, Absent())
    assert without.code_all(answers) == coder.code_all(answers, "quick")
    assert (
        f1([frozenset(c.code for c in found) for found in without.code_all(answers)], [a.codes for a in another_hand])
        >= 0.74
    )


def test_where_the_words_are_clear_no_encoder_is_asked(coder):
    only_words = Coder(coder.book, coder._model, quick=Absent(), fine=Absent())
    assert [c.code for c in only_words.code("te veel papierwerk en formulieren")] == ["rules_paperwork"]
    with pytest.raises(AssertionError):
        only_words.code("Hij kwam altijd met een lach weer buiten, dat doet iets met een mens.")


def test_that_an_answer_is_about_nothing_is_clear_from_its_meaning_and_never_from_its_words_alone():
    scores = np.array([[0.01, 0.05], [0.01, 0.9], [0.3, 0.9]])
    assert clear(scores).tolist() == [False, True, False]
    assert clear(scores, none=True).tolist() == [True, True, False]


def seconds(work, *given):
    """Of the processor, the less of two runs."""
    took = []
    for _ in range(2):
        began = time.process_time()
        work(*given)
        took.append(time.process_time() - began)
    return min(took)


def test_its_words_alone_are_sooner_than_a_look_at_their_meaning(coder, another_hand):
    """Thousands of answers a second on a quick machine; beside the quick encoder, as machines and hours differ."""
    texts = [f"{one.answer.text} {two.answer.text[:40]}" for one in another_hand for two in another_hand[::60]]
    coder.code_all(texts, "words")  # the words themselves are looked up once
    alone = seconds(coder.code_all, texts, "words")
    times = seconds(QuickEncoder().encode, texts) / alone
    print(f"\n{len(texts) / alone:.0f} answers a second by their words alone, {times:.1f} times as many as are encoded")
    assert times >= 6


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


def test_of_the_bot_the_coder_knows_only_the_encoders():
    sources = [path.read_text(encoding="utf-8") for path in (CODEBOOK.parent.parent / "themes").glob("*.py")]
    assert not [text for text in sources if "import rasa" in text or "telegram" in text]
    lines = {line.strip() for text in sources for line in text.splitlines() if "from bot" in line}
    assert {line.split()[1] for line in lines} == {"bot.understanding.sentences", "bot.understanding.fine_sentences"}


def test_the_coder_runs_where_rasa_is_not_installed():
    hidden = "import sys; sys.modules['rasa'] = sys.modules['telegram'] = None; "
    asked = "import analytics.themes.fit; from bot.understanding import fine_sentences, sentences"
    done = subprocess.run([sys.executable, "-c", hidden + asked], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
