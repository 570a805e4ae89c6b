"""Simulated people of every kind and language, through the real turn: the interview keeps its promises."""

from typing import Any

import pytest
from rich.console import Console

from bot.simulation.scorecard import Scorecard, score
from bot.simulation.scorecard_table import show

YOUNG = ["terse", "dont_know", "off_topic", "leaves_and_returns", "in_distress"]
ADULT = ["contradicting", "corrects_summary", "command_happy"]


@pytest.fixture(scope="module")
def card(played: Any, world: Any) -> Scorecard:
    talks = played(len(YOUNG) * 3, 4, ["youth_checkin"], YOUNG)
    talks += played(len(ADULT) * 3, 4, ["stakeholder"], ADULT)
    made = score(talks, world.guides)
    show(made, Console(width=150))
    return made


@pytest.mark.timeout(600)
def test_every_promise_is_kept(card: Scorecard) -> None:
    assert [promise for promise in card.promises if not promise.kept] == [], card.faults


def test_the_promises_were_put_to_the_test(card: Scorecard) -> None:
    counts = card.everybody.counts
    for name in ("interruptions", "corrections", "disclosures", "probes", "summary_lines", "probes_due"):
        assert counts.get(name, 0) > 2, name


def test_every_kind_of_person_gets_to_the_end(card: Scorecard) -> None:
    assert {kind: group.completion for kind, group in card.by_kind.items()} == dict.fromkeys(YOUNG + ADULT, 1.0)


def test_the_languages_are_alike(card: Scorecard) -> None:
    questions = [group.each("questions") for group in card.by_language.values()]
    assert max(questions) - min(questions) < 0.15 * max(questions)
