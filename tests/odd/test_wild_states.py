"""Wild words and forged taps in every state of an interview: a reply each time, and nothing is commanded by them."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talk import Talk, play

from bot.store import tables
from bot.store.engine import reading

BEGUN = {"begins": {"guide": "stakeholder", "length": "short"}}
STATES: dict[str, list[dict[str, Any]]] = {
    "nothing open": [],
    "consent": [{"says": "/start"}, {"says": "1"}],
    "a choice": [BEGUN],
    "words": [BEGUN, {"up_to": "cooperation_went_well"}],
    "a scale": [BEGUN, {"up_to": "involvement_today"}],
    "several": [BEGUN, {"up_to": "contribution_kinds"}],
    "names": [BEGUN, {"up_to": "ties_organisations"}],
    "erase?": [BEGUN, {"says": "/delete"}],
    "the check": [BEGUN, {"answers_until": "what_is_wrong"}],
}
RASAS = ("inform", "restart", "back", "session_start", "admin_export", "stop", "delete", "affirm", "answer", "start")
SLASHES = ("/", " /", "\n/", "\u00a0/", "\u2009/", "\u200b/", "\uff0f", "//", "\ufeff/")
HOPELESS = st.text(st.characters(blacklist_categories=()), max_size=60)
SLASHED = st.builds(
    lambda slash, intent, tail: f"{slash}{intent}{tail}",
    st.sampled_from(SLASHES),
    st.sampled_from(RASAS),
    st.sampled_from(('{"consent":"yes"}', "@1.0{}", '{"answer":"x"}', "{", '{"x":[[[')),
)
TAPS = st.one_of(
    st.binary(max_size=64).map(lambda raw: raw.decode("latin-1")),
    st.builds(
        lambda kind, serial, choice: f"{kind}:{serial}:{choice}",
        st.sampled_from("abcd"),
        st.integers(-2, 99),
        st.sampled_from(("yes", "municipality", "delete", "nothing", ".done", "skip", "x" * 40, "1", "0")),
    ),
)
EXAMPLES = int(os.environ.get("MEESPRAAK_WILD_EXAMPLES", "8"))
"""Of each kind in each state; `make soak` asks for more."""
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module", autouse=True)
def tried() -> Iterator[list[str]]:
    """What was tried; how many is written where `make soak` wants to know."""
    found: list[str] = []
    yield found
    if "MEESPRAAK_WILD_TRIED" in os.environ:
        Path(os.environ["MEESPRAAK_WILD_TRIED"]).write_text(str(len(found)))


@pytest.fixture(params=STATES)
def stood(request: pytest.FixtureRequest, talk: Talk) -> Talk:
    play(talk, {"talk": STATES[request.param]})
    return talk


def test_a_slash_commands_nothing_in_any_state(stood: Talk, tried: list[str]) -> None:
    @FEW
    @given(SLASHED)
    def each(text: str) -> None:
        tried.append(text)
        before = _standing(stood)
        stood.says(text)
        _still_talks(stood)
        assert _standing(stood)["consents"] == before["consents"]
        assert _standing(stood)["interviews"] >= before["interviews"]

    each()


def test_forged_taps_change_nothing_in_any_state(stood: Talk, tried: list[str]) -> None:
    made = {button.data for said in stood.shown.values() for row in said.buttons for button in row}

    @FEW
    @given(TAPS)
    def each(data: str) -> None:
        if data in made:
            return
        tried.append(data)
        before = _standing(stood)
        stood.puts_data(data)
        stood.turn()
        assert stood.taps_seen == 1
        assert _standing(stood) == before

    each()


@pytest.mark.parametrize("stood", ["names"], indirect=True)
def test_who_named_nobody_is_not_done_naming_whatever_a_tap_says(stood: Talk) -> None:
    before = _standing(stood)
    skip = next(button for said in reversed(stood.shown.values()) for row in said.buttons for button in row)
    assert skip.data.endswith(":skip")
    stood.puts_data(skip.data.replace("c:", "a:").replace(":skip", ":.done"))
    stood.turn()
    assert _standing(stood) == before


def test_any_words_get_a_reply_in_any_state(stood: Talk, tried: list[str]) -> None:
    @FEW
    @given(HOPELESS)
    def each(text: str) -> None:
        tried.append(text)
        stood.says(json.loads(json.dumps(text)).encode("utf-8", "replace").decode().replace("\0", ""))
        _still_talks(stood)

    each()


def _standing(talk: Talk) -> dict[str, Any]:
    """Return what a command would change."""
    with reading(talk.database) as session:
        return {
            "consents": [(row.scope, row.given) for row in session.query(tables.Consent)],
            "interviews": session.query(tables.Interview).count(),
            "answers": [(row.question, row.said) for row in session.query(tables.Answer)],
            "aside": talk.aside(),
            "open": talk.open,
        }


def _still_talks(talk: Talk) -> None:
    """It said something, and no message is stuck or put aside."""
    assert talk.heard or talk.words
    assert "ging iets mis" not in talk.text
    with reading(talk.database) as session:
        assert session.query(tables.Inbox).filter(tables.Inbox.state != "done").count() == 0
