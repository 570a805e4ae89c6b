"""What likeness may add and what it may not take away."""

import os
import signal
from collections.abc import Callable

import numpy as np
import pytest

from bot.safeguarding import hear, judging, themes
from bot.safeguarding.fit import edition, examples
from bot.safeguarding.hearing import ears
from bot.safeguarding.judging import parts
from bot.safeguarding.likeness import COARSE, FINE, Likeness, Sight, likeness
from bot.understanding import fine_sentences

LEARNED_FROM = ("dev", "second", "last", "blind", "unheard", "fresh", "outside")


@pytest.mark.parametrize("sight", [FINE, COARSE], ids=lambda sight: sight.name)
def test_what_was_learned_fits_the_examples_and_words_as_they_are_now(sight: Sight):
    """Else: `python -m bot.safeguarding.fit tests/safeguarding/{dev,second,last,blind,unheard,fresh,outside}_*.tsv`."""
    with np.load(sight.learned, allow_pickle=False) as kept:
        assert str(kept["edition"]) == edition()


def test_nothing_held_out_is_learned_from(labelled: Callable):
    learned = {one.text.casefold() for one in examples([]) if one.hard}
    again = [line.text for line in both(labelled, "heldout") if line.text.casefold() in learned]
    assert again in ([], ["help"])  # one word that anybody types
    assert not {"heldout", "sealed"} & set(LEARNED_FROM)
    by_chance = {line.text.casefold() for name in LEARNED_FROM for line in both(labelled, name)} | learned
    for held in (both(labelled, "heldout"), both(labelled, "sealed")):
        assert sum(line.text.casefold() in by_chance for line in held) <= 0.01 * len(held) + 1  # such as "ik wil dood"


def both(labelled: Callable, name: str) -> list:
    return [*labelled(f"{name}_alarms.tsv"), *labelled(f"{name}_lookalikes.tsv")]


def test_a_machine_without_fine_vectors_hears_with_coarse_ones(monkeypatch: pytest.MonkeyPatch):
    likeness.cache_clear()
    monkeypatch.setattr(fine_sentences, "can_encode", lambda: False)
    try:
        assert likeness().sight is COARSE
        assert hear("il me serre le cou quand il est fâché") is not None
        assert hear("we aten samen spaghetti in het jeugdhuis") is None
    finally:
        likeness.cache_clear()


def test_no_program_is_ended_by_a_processor_without_the_instructions(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    assert fine_sentences._fit_processor() is False


def test_what_is_ordinary_at_a_glance_costs_no_vector(monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Likeness, "scores", fails)
    assert hear("wij willen graag mee beslissen over het budget") is None


def test_of_a_long_story_only_a_few_sentences_get_a_vector(monkeypatch: pytest.MonkeyPatch):
    looked_at: list[str] = []
    monkeypatch.setattr(judging, "_scores", lambda texts: looked_at.extend(texts) or [-1.0 for _ in texts])
    hear("hij komt naast mij liggen en ik moet stil blijven. " * 50)
    assert 1 <= len(looked_at) <= judging.LOOKS


def test_every_theme_it_names_has_helplines():
    assert set(likeness().themes) <= set(themes())


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("hij komt naast mij liggen en dan moet ik stil blijven tot hij klaar is", "sexual_abuse"),
        ("mijn mouwen moeten lang zijn anders zien ze de strepen", "self_harm"),
        ("il me serre le cou quand il est fâché", "violence"),
    ],
)
def test_it_hears_what_no_rule_does(text: str, theme: str):
    assert ears().hear(text) is None
    alarm = hear(text)
    assert alarm is not None
    assert (alarm.theme, alarm.rule) == (theme, "likeness")


@pytest.mark.parametrize("text", ["ik sla die vraag over", "mijn zus heeft mij verslagen met uno"])
def test_it_keeps_quiet_what_a_rule_misheard(text: str):
    assert hear(text) is None


def test_a_certain_rule_is_hardly_ever_doubted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(judging, "_scores", lambda texts: [-0.59 for _ in texts])
    assert hear("help er is iemand aan het inbreken") is not None


@pytest.mark.parametrize("text", ["ik wil niet dood", "je veux pas mourir", "i don't want to kill myself"])
def test_a_denial_stays_one_however_like_distress_it_is(text: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(judging, "_scores", lambda texts: [judging.LEVELS[FINE].very - 0.01 for _ in texts])
    assert hear(text) is None


@pytest.mark.parametrize("text", ["", " ", "7", "👍", "asdfgh", "\ud83d", "ik \udc00 ben ok", "qsdf lkjh poiu", "\x00"])
def test_nonsense_and_broken_letters_are_nothing(text: str):
    assert hear(text) is None


def test_a_disclosure_in_a_long_story_is_heard():
    story = "we zaten eerst in de zaal en dan was er soep. de uitleg was goed. " * 6
    assert (
        hear(
            story
            + "hij komt naast mij liggen en dan moet ik stil blijven tot hij klaar is. daarna gingen we naar huis."
        )
        is not None
    )


def test_a_text_is_weighed_in_pieces_that_end():
    pieces = parts("woord " * 5000)
    assert len(pieces) <= judging.PARTS
    assert max(len(piece) for piece in pieces) <= judging.LETTERS


def test_the_same_text_always_gets_the_same_answer():
    text = "hij komt naast mij liggen en dan moet ik stil blijven tot hij klaar is"
    assert len({hear(text) for _ in range(3)}) == 1


@pytest.mark.parametrize(
    "text", ["ik ben twaalf", "im 12", "j'ai quatorze ans", "al 30", "ik ben 15 jaar", "16", "Gent"]
)
def test_an_age_or_a_place_is_no_distress(text: str):
    assert hear(text) is None


SAID = (
    "we aten samen spaghetti in het jeugdhuis en daarna was er film",
    "il me serre le cou quand il est fâché et j'ai peur de lui",
    "niemand zou het merken als ik er morgen niet meer was",
    "half an emoji \ud83d and nobody at the table who says what happens next",
)


def test_a_look_ahead_at_what_several_people_say_changes_nothing_that_is_heard():
    one_by_one = [hear(text) for text in SAID]
    judging.look_ahead(SAID)
    assert [hear(text) for text in SAID] == one_by_one


def test_a_look_ahead_takes_the_vectors_of_all_at_once(monkeypatch: pytest.MonkeyPatch):
    judging.look_ahead(SAID)

    def fails(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(judging, "_coarsely", lambda pieces: fails() if pieces else [])
    for text in SAID:
        hear(text)


def test_a_program_that_was_forked_makes_vectors_too():
    fine_sentences.vector("dit is al gevraagd voor de splitsing")
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        os._exit(int(fine_sentences.vector("dit nog niet").shape != (fine_sentences.SIZE,)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
