"""What simulated people say is there in every language, and fits the guides."""

from typing import Any

import pytest

from bot.guide import LANGUAGES
from bot.simulation.respondent import Respondent
from bot.simulation.scoring.probes import FAMILY
from bot.simulation.stock import stock


def test_every_line_stands_in_every_language() -> None:
    topics = [line for topic in stock().topics for lines in topic.styles.values() for line in lines]
    others = [line for lines in (*stock().lines.values(), *stock().asks.values()) for line in lines]
    assert all(line.get(language) for line in topics + others for language in LANGUAGES)


def test_there_are_at_least_ten_kinds_of_people() -> None:
    assert len(stock().kinds) >= 10
    assert all(set(kind.answers) <= {*FAMILY, "told", "plain", *stock().lines} for kind in stock().kinds.values())


def test_people_know_what_the_open_questions_are_about(world: Any) -> None:
    anything = stock().topics[-1]
    for guide in world.guides.values():
        for question in guide.questions:
            for language in LANGUAGES:
                if question.kind == "text":
                    assert stock().topic_of(question.text[language], language) is not anything, question.key


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_name_organisations_where_they_are_asked_for(world: Any, language: Any) -> None:
    asked = [one for one in world.guides["stakeholder"].questions if one.kind == "list"]
    assert all(stock().asks_for_names(one.text[language], language) for one in asked)


def test_nobody_taps_that_they_are_too_young_or_erases_everything() -> None:
    for seed in range(40):
        person = Respondent("nl", "", seed)
        assert person.reacts("Hoe oud ben je?", ("Jonger dan 13", "13 tot 15")) == ("taps", "13 tot 15")
        assert person.reacts("Wissen?", ("Ja, wis alles", "Nee, toch niet")) == ("taps", "Nee, toch niet")
