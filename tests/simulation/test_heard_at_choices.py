"""A request is heard at a question with choices too, also where the guide takes any other answer."""

import asyncio
from typing import Any

import pytest

from bot.hearing import fits, understand


@pytest.mark.parametrize("text", ["toon mij wat je van mij bewaart", "wie leest dit allemaal?", "bonjour"])
def test_a_request_is_no_choice(world: Any, text: str) -> None:
    assert not fits(world.guides["stakeholder"].question("organisation_region"), text, "nl")


@pytest.mark.parametrize("text", ["ik begrijp de vraag niet", "dat wil ik nog niet zeggen"])
def test_a_sentence_with_a_no_in_it_is_no_no(world: Any, text: str) -> None:
    assert not fits(world.guides["stakeholder"].question("missing_introduction"), text, "nl")


@pytest.mark.parametrize("text", ["Gent", "limburg en antwerpen", "heel vlaanderen"])
def test_a_choice_typed_is_one(world: Any, text: str) -> None:
    assert fits(world.guides["stakeholder"].question("organisation_region"), text, "nl")


def test_a_choice_typed_is_an_answer_whatever_it_sounds_like(world: Any) -> None:
    class Hears:
        async def parse(self, _text: str) -> Any:
            return {"intent_ranking": [{"name": "stop", "confidence": 0.99}], "parts": []}

    question = world.guides["stakeholder"].question("organisation_region")
    assert asyncio.run(understand(Hears(), "Gent", "nl", question)).reads_as == "answer"  # type: ignore[arg-type]


def test_a_request_typed_at_choices_is_not_stored(talk: Any) -> None:
    for move in ("/start", "Hoe gaat het met je plan?", "16 tot 18", "Ja, ik doe mee", "Ja, dat mag", "Ja, dat mag"):
        talk.says(move)
    while talk.interview().progress["open"]["place"]["question"] not in ("plan_obstacles", "coach_button", "step_next"):
        talk.says("/skip")
    before = talk.interview().progress["open"]["place"]

    talk.says("wat was de vraag weer?")

    assert talk.interview().progress["open"]["place"] == before
    assert talk.answer(before["question"]) is None
