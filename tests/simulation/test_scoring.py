"""The scorecard sees what goes wrong: each fault is put into a good conversation by hand."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channel.message import Outgoing
from bot.simulation.scorecard import score


@pytest.fixture(scope="module")
def talked(played: Any) -> Any:
    (one,) = played(1, 5, ["youth_checkin"], ["terse"])
    return one


def broken(talked: Any, world: Any, number: int, **changes: Any) -> set[str]:
    """Return the promises that are broken when one exchange is another."""
    exchanges = list(talked.exchanges)
    exchanges[number] = replace(exchanges[number], **changes)
    card = score([replace(talked, exchanges=exchanges)], world.guides)
    return {promise.name for promise in card.promises if not promise.kept}


def answered(talked: Any) -> int:
    return next(number for number, one in enumerate(talked.exchanges) if one.stored and one.after.asks)


def test_a_good_conversation_breaks_nothing(talked: Any, world: Any) -> None:
    assert broken(talked, world, 0) == set()


def test_it_sees_two_questions_in_a_message(talked: Any, world: Any) -> None:
    number = answered(talked)
    text = "Alles goed?\n\n" + talked.exchanges[number].heard[-1].text
    assert "Two questions in a message" in broken(talked, world, number, heard=(Outgoing(text),))


def test_it_sees_that_the_question_was_left_out(talked: Any, world: Any) -> None:
    found = broken(talked, world, answered(talked), heard=(Outgoing("Dank je."),))
    assert found == {"A turn that leaves the open question out"}


def test_it_sees_an_answer_that_was_lost(talked: Any, world: Any) -> None:
    assert "Answers lost" in broken(talked, world, answered(talked), stored=())


def test_it_sees_an_answer_stored_twice(talked: Any, world: Any) -> None:
    number = answered(talked)
    (row,) = talked.exchanges[number].stored
    assert "Answers stored twice" in broken(talked, world, number, stored=(replace(row, id=0), row))


def test_it_sees_a_probe_on_the_first_question(talked: Any, world: Any) -> None:
    number = next(n for n, one in enumerate(talked.exchanges) if one.after.part == "guide")
    first = world.guides["youth_checkin"].questions[0].key
    after = replace(talked.exchanges[number].after, probe="short_example", place=(first, ""), serial=99)
    assert "Caps of probes broken" in broken(talked, world, number, after=after)


def test_it_sees_a_disclosure_without_a_flag(talked: Any, world: Any) -> None:
    number = answered(talked)
    move = replace(talked.exchanges[number].move, meant="distress")
    assert "A flag for every disclosure" in broken(talked, world, number, move=move)
