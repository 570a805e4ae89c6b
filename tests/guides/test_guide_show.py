"""What staff see of a guide before anyone is asked."""

import pytest

from bot.guide import LANGUAGES, Language
from bot.guide_file import load_frame, load_guides
from bot.guide_show import show_guide

GUIDES, FRAME = load_guides(), load_frame()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", GUIDES)
def test_it_shows_every_text_a_person_meets(key: str, language: Language):
    guide = GUIDES[key]
    shown = show_guide(guide, language, FRAME)
    for question in guide.questions:
        assert question.text[language] in shown
        assert question.explain[language] in shown
        assert all(choice.text[language] in shown for choice in question.choices)
        assert all(probe.text[language] in shown for probe in question.own_probes)


def test_it_numbers_the_buttons():
    shown = show_guide(GUIDES["youth_checkin"], "nl")
    assert "   [1] ⛈️ Storm\n   [2] 🌧️ Regen" in shown


def test_it_says_conditions_in_words():
    shown = show_guide(GUIDES["stakeholder"], "fr", FRAME)
    assert "only asked if extra_wanted is 'Oui'" in shown
    assert "only asked if contribution_kinds is not 'Rien pour le moment'" in shown
    assert "only asked if involvement_wanted and involvement_today are both answered, and differ" in shown
    assert "only asked if rating is '⭐' or '⭐⭐' or '⭐⭐⭐'" in shown


def test_it_marks_the_short_version():
    shown = show_guide(GUIDES["stakeholder"], "en")
    assert "(organisation_type, one tap, or typed, short and full version)" in shown
    assert "(topic_interest, one tap, low to high, full version only)" in shown


def test_without_the_frame_it_shows_the_guide_alone():
    shown = show_guide(GUIDES["stakeholder"], "en")
    assert "== Before ==" not in shown
    assert "== Questions ==" in shown
