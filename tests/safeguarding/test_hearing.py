import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safeguarding import Alarm, hear
from bot.safeguarding.hearing import ears

PIECES = [
    "ik wil",
    "dood",
    "niet",
    "meer",
    "leven",
    "mijn papa",
    "slaat",
    "mij",
    "haha",
    ".",
    "😂",
    "z*lfmoord",
    "kwil",
    "je",
    "veux",
    "mourir",
    "jongeren",
    "a" * 40,
    "d o o d",
    "'",
    "\n",
]


@pytest.mark.parametrize(
    "text",
    [
        "zlfmrd",
        "z*lfmoord",
        "zelfmoort",
        "su1cid€",
        "Ik wil D O O D",
        "ik wil d.o.o.d",
        "ikwildood",
        "kwil ni mr leven",
        "ik wil dooood",
        "IK WIL DOOD!!!",
        "ik\u200b wil dood",
        "jveux mourir",
        "killmyself",
    ],
)
def test_spelling_does_not_hide_it(text: str):
    assert hear(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ik lach me dood en ik wil niet meer leven",
        "i'm dying laughing but i cut myself every night",
        "ça me tue de me lever, j'ai envie de mourir",
        "de deadline is moordend. mijn vader slaat mij",
    ],
)
def test_a_figure_of_speech_keeps_quiet_only_what_it_covers(text: str):
    assert hear(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "we werken rond suïcidepreventie. mijn dochter zegt dat ze dood wil",
        "ons beleid is goed maar ik denk zelf aan zelfmoord",
        "jongeren worden soms geslagen, mijn vader slaat mij ook",
    ],
)
def test_policy_talk_does_not_hide_somebody(text: str):
    assert hear(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet dood",
        "nooit aan zelfmoord gedacht",
        "my dad never hits me",
        "je n'ai jamais pensé au suicide",
        "ze pesten mij niet",
    ],
)
def test_a_clear_denial_passes(text: str):
    assert hear(text) is None


@pytest.mark.parametrize(
    "text", ["mijn life is zwaar, i want to die", "je veux kms", "ik wil gwn unalive zijn, suicide"]
)
def test_mixed_languages_are_heard(text: str):
    assert hear(text) is not None


def test_an_alarm_names_its_rule_and_holds_none_of_the_words():
    alarm = hear("mijn papa slaat mij")
    assert alarm == Alarm("violence", "violence")


def test_an_earlier_alarm_does_not_ring_again_in_the_next_message():
    assert hear("ok", ("ik wil dood",)) is None


def test_a_long_earlier_message_is_not_read_on():
    assert hear("dood", ("dat is wat ik de hele week al met mijn collega's wil",)) is None


@settings(deadline=None, max_examples=50)  # the machine's speed is no matter of this test
@given(st.text(max_size=400))
def test_no_text_breaks_it(text: str):
    hear(text, (text[:30], text[30:60]))


@settings(deadline=None, max_examples=50)  # as above
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_mix_of_its_own_words_breaks_it_and_it_always_says_the_same(pieces: list[str]):
    text = " ".join(pieces)
    assert hear(text) == hear(text)


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        hear(text)
        best = min(best, time.perf_counter() - start)
    return best


@pytest.mark.parametrize(
    "piece",
    [
        "gewoon een gewone zin over het werk. ",
        "ik ",
        "mijn papa mij niet ",
        "a",
        "d o o d ",
        "z*",
        "😂",
        "'",
        "kkkkjjj",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str):
    ears()
    short, long = (piece * 2000)[:1000], (piece * 20000)[:10000]
    assert seconds(long) <= 30 * seconds(short) + 0.01
