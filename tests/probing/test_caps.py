"""However an interview goes, the caps hold."""

import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from labelled_answers import open_question, rows

from bot.guide import LANGUAGES, OwnProbe
from bot.probing import Probed, choose_probe
from bot.probing.patterns import wordings

SAID = st.one_of(st.sampled_from([row["text"] for row in rows("heldout_answers.tsv")]), st.text(max_size=80))
FAMILIES = ("example", "own_word", "effect", "step", "angle")
OWN = OwnProbe("own_one", {"nl": "?", "en": "?", "fr": "?"})
TURN = st.tuples(
    st.lists(SAID, min_size=1, max_size=5),
    st.sets(st.sampled_from(FAMILIES)),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
)


def _after(probed: Probed, probe) -> Probed:
    return Probed(probed.in_interview + 1, (*probed.on_question, probe.rule), (*probed.families, probe.family))


@settings(deadline=None, max_examples=150)
@given(turns=st.lists(TURN, max_size=14), language=st.sampled_from(LANGUAGES), cap=st.integers(0, 8))
def test_no_sequence_of_answers_breaks_a_cap(turns, language, cap) -> None:
    probed = Probed()
    for number, (answers, families, most, core, own) in enumerate(turns):
        question = open_question(tuple(families), max_probes=most, core=core, own_probes=(OWN,) if own else ())
        probed = replace(probed, on_question=())
        for said in answers:
            probe = choose_probe(
                question, said, language, probed, first=number == 0, guide_cap=cap, is_private=lambda _w: False
            )
            if probe is None:
                break
            assert probe.family in families | {"own"}
            assert probe.family == "own" or 0 <= probe.variation < wordings(probe.response, language)
            assert len({*probed.on_question, probe.rule}) == len(probed.on_question) + 1
            probed = _after(probed, probe)
        assert len(probed.on_question) <= min(most, 2 if core else 1) * (number > 0)
        assert probed.in_interview <= cap


@settings(deadline=None, max_examples=200)
@given(said=st.text(max_size=200), language=st.sampled_from(LANGUAGES))
def test_the_word_handed_back_stands_in_the_answer(said, language) -> None:
    probe = choose_probe(
        open_question(FAMILIES), said, language, Probed(), first=False, guide_cap=8, is_private=lambda _w: False
    )
    if probe and probe.family == "own_word":
        assert probe.params["word"][:3].casefold() in said.casefold()
