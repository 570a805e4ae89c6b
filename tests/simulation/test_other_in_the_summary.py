"""What somebody typed beside the choices stands in the summary as they typed it."""

from typing import Any

from bot.conversation.labels import answer_label
from bot.interview import Given


def test_the_summary_shows_the_words_of_another_answer(world: Any) -> None:
    region = world.guides["stakeholder"].question("organisation_region")

    assert answer_label(region, Given(["other"], "vooral in de Ardennen"), "nl") == "vooral in de Ardennen"
    assert answer_label(region, Given(["limburg", "other"], "Limburg en Luik"), "fr") == "Limburg en Luik"
    assert answer_label(region, Given(["limburg", "brussels"], "whatever"), "en") == "Limburg, Brussels"


def test_the_summary_shows_the_names_of_a_list(world: Any) -> None:
    ties = world.guides["stakeholder"].question("ties_organisations")

    assert answer_label(ties, Given(["VDAB", "Unizo"], "VDAB, Unizo"), "nl") == "VDAB, Unizo"
