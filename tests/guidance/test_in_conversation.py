"""The guide in the conversation: what reaches it, and that nothing of it goes out without its source."""

import asyncio
from pathlib import Path

import pytest

from bot.conversation import coach
from bot.guidance.calibrate import read_questions
from bot.guidance.rendering import sources_line
from bot.guide import LANGUAGES
from bot.hearing import intent_of_coach, understand
from bot.safeguarding import hear
from bot.store import invitations
from bot.store.engine import unit_of_work

HELD_OUT = Path(__file__).with_name("heldout_questions.tsv")


@pytest.fixture
def at_the_guide(talk):
    """A coach who was welcomed."""
    with unit_of_work(talk.database) as session:
        code = invitations.make(session, talk.world.vault, guide="guidance", role="coach", now=talk.now)
    talk.says(f"/start {code}")
    return talk


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_goes_out_without_its_source(at_the_guide, language):
    at_the_guide.says("/language")
    at_the_guide.says({"nl": "Nederlands", "en": "English", "fr": "Français"}[language])
    for key, section in list(at_the_guide.world.library.sections.items())[LANGUAGES.index(language) :: 3]:
        for verb in ("section", "whole", "week", "another"):
            at_the_guide.puts_data(f"guidance:{verb}:{key}")
            at_the_guide.turn()
            [said] = at_the_guide.heard
            shown = next(
                one
                for one in at_the_guide.world.library.sections.values()
                if one.in_language[language].title in said.text and (verb == "another" or one.key == key)
            )
            assert sources_line(shown) in said.text, (verb, key)
            assert len(said.text) < 4096
        assert section.sources


def test_a_follow_up_of_every_section_has_its_source(at_the_guide):
    for key, section in list(at_the_guide.world.library.sections.items())[::3]:
        for one in section.in_language["nl"].follow_ups:
            at_the_guide.puts_data(f"guidance:section:{key}")
            at_the_guide.turn()
            at_the_guide.says(one.question)
            assert "Bron: " in at_the_guide.text or "Bedoel je" in at_the_guide.text, (key, one.question)


def test_questions_reach_the_guide_and_are_not_taken_for_commands(engine, world):
    """Those in which distress is heard get help first, and the section about it after that."""
    asked = list(read_questions(HELD_OUT))
    reached = sum(reaches(engine, world, text, language) for language, _, text in asked if hear(text) is None)
    alarms = sum(hear(text) is not None for _, _, text in asked)
    print(f"\n{len(asked)} questions: {reached} reach the guide, {alarms} get help first")
    assert reached >= 0.97 * (len(asked) - alarms)


def reaches(engine, world, text: str, language: str) -> bool:
    if world.library.phrases.wish(text):
        return False
    reading = asyncio.run(understand(engine, text, language, coach.ASKING))
    sure = world.library.ask(text, language).sure == "sure"
    return intent_of_coach(reading, text, guide_is_sure=sure) == coach.ASKED


def test_a_command_in_a_coachs_own_words_is_still_heard(at_the_guide):
    at_the_guide.says("toon mijn gegevens")
    assert "Dit bewaren we van jou" in at_the_guide.text
    at_the_guide.says("hoe geef ik terug wat we deden")
    at_the_guide.says("ik snap er niks van")
    assert "Wat niet werkt" in at_the_guide.text
    at_the_guide.says("ik wil stoppen")
    assert "Goed, we stoppen" in at_the_guide.text
