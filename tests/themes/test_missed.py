"""What the codebook misses is told by words that are frequent in answers without a theme."""

from analytics.themes import Answer
from analytics.themes.missed import missed


def study(*groups):
    """Answers: (how many, text, has a theme); each a little different."""
    rows = [(f"{text} nr{at}x", coded) for many, text, coded in groups for at in range(many)]
    return [(str(place), Answer(text, "nl"), coded) for place, (text, coded) in enumerate(rows, start=1)]


def test_a_word_of_many_answers_without_a_theme_is_told_with_where_to_look():
    found = missed(study((6, "de kinderopvang sluit te vroeg", False), (30, "de subsidie komt te laat", True)))
    assert "kinderopvang sluit" in [one.words for one in found]
    first = next(one for one in found if one.words == "kinderopvang sluit")
    assert (first.answers, first.of, first.elsewhere, first.ids) == (6, 6, 0, ("1", "2", "3"))


def test_words_that_stand_everywhere_are_not_told():
    words = {one.words for one in missed(study((6, "met de jongeren", False), (30, "met de jongeren en geld", True)))}
    assert words.isdisjoint({"met", "jongeren"})


def test_a_word_of_one_or_two_answers_and_of_the_same_answer_again_is_not_told():
    few = study((2, "de kinderopvang sluit", False), (20, "geld", True))
    again = [(str(at), Answer("de kinderopvang sluit", "nl"), False) for at in range(9)]
    assert missed(few) == []
    assert missed([*again, *study((20, "geld", True))]) == []


def test_what_is_masked_is_no_word():
    found = missed(study((6, "vraag het aan [naam] bij de kinderopvang", False), (20, "geld", True)))
    assert not [one for one in found if "naam" in one.words]


def test_a_study_without_answers_misses_nothing():
    assert missed([]) == []


def test_languages_are_looked_at_apart():
    dutch, french = study((6, "de kinderopvang", False), (20, "geld", True)), study((6, "la creche", False))
    found = missed([*dutch, *((f"f{key}", Answer(one.text, "fr"), coded) for key, one, coded in french)])
    assert {one.language for one in found} == {"nl"}  # nothing to compare with in French
