"""When a probe is asked, and when not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from labelled_answers import open_question

from bot.guide import OwnProbe
from bot.probing import Probed, choose_probe

EVERY = ("example", "own_word", "effect", "step", "angle")
STORY = (
    "Vorige maand belde de gemeente ons zelf op om te vragen of we wouden meedenken over het jeugdhuis. "
    "We zijn dan met vier jongeren naar de schepen gegaan en na twee weken kregen we de sleutel van het lokaal in de Stationsstraat, "
    "waardoor er nu elke zaterdag een winkeltje open is."
)


def choose(said, question=None, language="nl", probed=None, *, first=False, cap=8, private=lambda _word: False):
    return choose_probe(
        question or open_question(EVERY),
        said,
        language,
        probed or Probed(),
        first=first,
        guide_cap=cap,
        is_private=private,
    )


@pytest.mark.parametrize(
    ("said", "rule", "response"),
    [
        ("goed", "judgement_example", "utter_probe_example"),
        ("De communicatie kan beter", "vague_own_word", "utter_probe_own_word"),
        ("We kregen nooit antwoord op onze mails", "problem_effect", "utter_probe_effect"),
        ("Niemand kwam opdagen, dus de dag viel in het water", "problem_actor", "utter_probe_actor"),
        ("Er zou een vast loket moeten komen", "wish_step", "utter_probe_step"),
        ("geen idee", "dont_know_angle", "utter_probe_angle"),
        ("een kraampje op de markt", "short_example", "utter_probe_example"),
    ],
)
def test_each_signal_leads_to_its_own_probe(said, rule, response) -> None:
    probe = choose(said)
    assert (probe.rule, probe.response) == (rule, response)


def test_a_long_concrete_answer_gets_none_not_even_the_guides_own() -> None:
    own = (OwnProbe("contrast", {"nl": "?", "en": "?", "fr": "?"}),)
    assert choose(STORY, open_question(EVERY, own_probes=own)) is None


@pytest.mark.parametrize(
    "said", ["dat zeg ik liever niet", "I'd rather not say", "je préfère ne pas répondre", "", "\u200b"]
)
def test_who_does_not_want_to_say_is_left_in_peace(said) -> None:
    assert choose(said) is None


def test_nothing_is_asked_after_the_first_question_or_a_tap_or_over_a_cap() -> None:
    assert choose("goed", first=True) is None
    assert choose("goed", cap=0) is None
    assert choose("goed", probed=Probed(in_interview=8)) is None
    assert choose("goed", open_question(EVERY, kind="one")) is None
    assert choose("goed", open_question(EVERY, max_probes=0)) is None


def test_a_question_outside_the_core_gets_one_at_most() -> None:
    before = Probed(1, ("short_example",), ("example",))
    assert choose("De communicatie kan beter", open_question(EVERY, core=False), probed=before) is None
    assert choose("De communicatie kan beter", open_question(EVERY, core=True), probed=before).family == "own_word"


def test_only_families_that_the_question_allows_are_asked() -> None:
    assert choose("De communicatie kan beter", open_question(("step",))).family == "step"
    assert choose("goed", open_question(("effect",))) is None


def test_who_still_does_not_know_is_not_asked_again() -> None:
    assert choose("weet ik niet", probed=Probed(1, ("dont_know_angle",), ("angle",))) is None
    assert choose("weet ik niet", probed=Probed(1, ("short_example",), ("example",))) is None


def test_their_own_word_comes_back_as_the_dictionary_has_it() -> None:
    assert choose("De afspraken waren vaag en de communicaties ook").params["word"] in {"afspraken", "communicatie"}
    assert choose("la coordination", language="fr").params == {"word": "coordination"}


def test_a_private_word_or_a_name_is_never_handed_back() -> None:
    assert choose("communicatie", private=lambda word: word == "communicatie").family != "own_word"
    assert choose("het was Overleg Jansen die dat zei").params.get("word") != "overleg"


def test_wordings_take_turns() -> None:
    turns = [choose("goed", probed=Probed(n, (), ("example",) * n)).variation for n in range(4)]
    assert turns == [0, 1, 2, 0]


def test_a_guides_own_probe_waits_for_its_signal_and_its_words() -> None:
    text = {"nl": "Merk je verschillen?", "en": "Any differences?", "fr": "Des différences ?"}
    own = OwnProbe("gender_difference", text, {"nl": ("meisjes", "vrouwen")}, ())
    question = open_question((), own_probes=(own,))
    assert choose("jongeren zonder diploma", question).params == {"text": "Merk je verschillen?"}
    assert choose("vooral een meisje dat alleen woont", question) is None
    asked = open_question((), own_probes=(OwnProbe("last_time", text, {}, ("short",)),))
    assert choose("aan het loket", asked).rule == "last_time"
    assert choose("Er zou een vast loket moeten komen waar je altijd binnen kan", asked) is None


def test_an_answer_in_another_language_is_read_and_probed_in_the_chosen_one() -> None:
    assert choose("I have no idea").family == "angle"


def test_a_question_about_what_could_be_is_never_probed_for_when_it_happened() -> None:
    need = open_question(("own_word", "example", "step", "angle"))
    assert choose("een vergoeding", need).family == "step"
    assert choose("vooral tijd", need).family == "step"
    pictured = "Een vast uur, en dat we op het einde van de maand horen wat er met onze vragen gebeurd is."
    assert choose(pictured, need) is None


def test_an_answer_that_somebody_else_did_not_give_is_a_problem() -> None:
    assert choose("We krijgen geen antwoord van de stad").rule == "problem_effect"
    assert choose("The city gives us no answer", language="en").rule == "problem_effect"
    assert choose("daar heb ik geen antwoord op").family == "angle"


def test_probes_do_not_run_on_over_two_questions() -> None:
    before = Probed(3, ("judgement_example",), ("example",) * 3, question_before=2)
    assert choose("De communicatie kan beter", probed=before) is None
    assert choose("goed", probed=Probed(2, (), ("example",) * 2, question_before=2)) is not None


def test_who_lets_two_probes_pass_is_not_probed_again() -> None:
    assert choose("goed", probed=Probed(2, in_vain=1)) is not None
    assert choose("goed", probed=Probed(2, in_vain=2)) is None


def test_the_last_probes_are_kept_for_the_questions_that_need_them() -> None:
    assert choose("goed", probed=Probed(5, for_later=2)) is not None
    assert choose("goed", probed=Probed(6, for_later=2)) is None


def test_who_can_act_is_asked_after_what_it_led_to() -> None:
    own = (OwnProbe("who_can_act", {"nl": "Wie kan daar iets aan doen?", "en": "?", "fr": "?"}, {}, ("problem",)),)
    hard = open_question(EVERY, own_probes=own)
    assert choose("de gemeente reageert niet", hard).rule == "problem_effect"
    after = Probed(1, ("problem_effect",), ("effect",))
    assert choose("dan wachten we gewoon", hard, probed=after).rule == "who_can_act"
