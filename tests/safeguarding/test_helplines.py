from datetime import date, timedelta
from itertools import product

import pytest

from bot.guide import LANGUAGES, Language
from bot.safeguarding import all_helplines, helplines, stale, themes

CASES = list(product(themes(), LANGUAGES, (True, False)))


@pytest.mark.parametrize(("theme", "language", "young"), CASES)
def test_at_most_three_lines_and_one_of_them_open_day_and_night(theme: str, language: Language, young: bool):
    lines = helplines(theme, language, young)
    assert 1 <= len(lines) <= 3
    assert any(line.always_open for line in lines)
    assert len({line.key for line in lines}) == len(lines)


@pytest.mark.parametrize(("theme", "language", "young"), CASES)
def test_every_line_fits_the_age_and_the_language(theme: str, language: Language, young: bool):
    for line in helplines(theme, language, young):
        assert line.young if young else line.adult
        assert language == "en" or language in line.languages
        assert "day and night" not in line.text["en"] or line.always_open


def test_somebody_in_danger_reads_112_first():
    assert {helplines(theme, "nl", True)[0].contact for theme in ("danger_now", "overdose", "threat")} == {"112"}


def test_a_young_person_who_thinks_of_suicide_gets_1813_and_a_french_speaker_the_french_line():
    assert helplines("suicide", "nl", True)[0].contact.startswith("1813")
    assert helplines("suicide", "fr", False)[0].contact == "0800 32 123"


def test_every_line_says_where_its_facts_come_from_and_is_worded_in_three_languages():
    for line in all_helplines().values():
        assert line.source
        assert line.hours
        assert set(line.text) == set(LANGUAGES)
        assert all(line.contact.split(",")[0] in line.text[language] for language in LANGUAGES)


def test_a_line_is_stale_after_90_days_and_not_before():
    line = all_helplines()["awel"]
    assert stale([line], line.checked_on + timedelta(days=90)) == ()
    assert stale([line], line.checked_on + timedelta(days=91)) == (line,)


def test_no_line_passes_as_confirmed_until_staff_have_looked_it_up():
    assert len(stale(all_helplines().values(), date(2026, 11, 21))) == len(all_helplines())
