"""Whatever is typed: nothing breaks, and every value fits its question."""

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from labelled import questions, rows

from bot.guide import LANGUAGES, Question, Value
from bot.reply import Confirm, Understood, age_band, clean, read_reply, stated_age

PIECES = sorted(
    {word for name in ("heldout_replies.tsv", "dev_replies.tsv") for row in rows(name) for word in row["text"].split()}
)
WILD = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.lists(st.sampled_from([*PIECES, ",", "niet", "en", "-", "1e9"]), max_size=12).map("".join),
)


def fits(question: Question, value: Value) -> bool:
    keys = {choice.key for choice in question.choices} | ({"other"} if question.other else set())
    if question.kind == "text":
        return value is None or value in keys
    if question.kind == "one":
        return value in keys
    if question.kind == "scale":
        return isinstance(value, int) and 1 <= value <= len(question.choices)
    if question.kind == "number":
        return isinstance(value, int | float) and (question.low or 0) <= value <= (question.high or value)
    assert isinstance(value, list)
    most = question.most or len(value)
    known = (
        all(isinstance(one, str) and one.strip() for one in value) if question.kind == "list" else set(value) <= keys
    )
    return known and len(value) <= most and len(set(value)) == len(value)


@settings(deadline=None, max_examples=400)  # the first text loads the word lists
@given(text=WILD, key=st.sampled_from(sorted(questions())), language=st.sampled_from(LANGUAGES))
def test_every_value_fits_its_question(text, key, language) -> None:
    question = questions()[key]
    reply = read_reply(question, text, language, known=("VDAB", "Stad Gent"))
    if isinstance(reply, Understood | Confirm):
        assert reply.said == text
        assert fits(question, reply.value)


@settings(deadline=None)
@given(text=WILD, language=st.sampled_from(LANGUAGES))
def test_ages_are_years_of_a_person(text, language) -> None:
    told, band = stated_age(text), age_band(text, language)
    assert told is None or 0 <= told <= 110
    assert band is None or isinstance(band, str) or 0 <= band <= 110


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_clean_text_can_be_stored_and_stays_clean(text) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


def test_long_and_hostile_texts_are_read_at_once() -> None:
    texts = [
        "a" * 4096,
        "ik ben 1 " * 450,
        "1 " * 2000,
        "een " * 1000,
        "/inform{" + "[" * 2000,
        "niet " * 800,
        "🙂" * 2000,
        "e\u0301" * 2000,
    ]
    for text in texts:
        for question in questions().values():
            read_reply(question, text, "nl")
        stated_age(text)
