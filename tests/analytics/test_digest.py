"""What coaches are shown of the answers: only of enough people, and nothing that can be found by subtracting."""

import json
from dataclasses import replace

import pytest
from planted_study import planted

from analytics.digest import digest, may_be_told, of_partnership, without_differences
from analytics.frames import frames
from analytics.insights import insights
from analytics.sharing import taking_part
from analytics.shield import Hidden, Release
from bot.guide import LANGUAGES


@pytest.fixture(scope="module")
def study():
    return frames(taking_part(planted().source()))


@pytest.fixture(scope="module")
def found(study, guides):
    return {one.key: one for one in insights(study, guides)}


@pytest.fixture(scope="module")
def made(study, guides):
    return digest(study, guides)


def about(insight, people: int, part: int | None, first: int = 0):
    """The same insight about so many people; `first` tells them apart."""
    who = None if part is None else frozenset(f"p{number}" for number in range(first, first + part))
    return replace(insight, people=people, finding=replace(insight.finding, people=people, part=who))


def test_each_piece_has_its_n_in_three_languages(made):
    pieces = [one for told in made["evidence"].values() for one in told]
    assert {"involvement_levels", "who_to_involve", "coaching", "answering_back"} <= set(made["evidence"])
    assert all(set(one["text"]) == set(LANGUAGES) and one["n"] >= 5 for one in pieces)
    assert len(made["tips"]) >= 3
    assert all(set(tip["try"]) == set(tip["why"]) == set(LANGUAGES) for tip in made["tips"])


def test_no_word_of_anybody_and_no_pseudonym_is_in_it(made):
    said = {row["said"] for row in planted().rows["answers"] if row["kind"] == "text"}
    text = json.dumps(made, ensure_ascii=False)
    assert not any(one in text for one in said)
    assert "person-" not in text


def test_nothing_is_told_about_too_few(found):
    adults, young = found["more_involvement"], found["coach_wish_more.listen_more"]
    assert may_be_told([about(adults, 4, None), about(adults, 20, 4), about(young, 9, None), about(young, 30, 9)]) == []
    assert len(may_be_told([about(adults, 5, 5), about(young, 10, 10)])) == 2


def test_a_partnership_is_not_told_of_when_the_others_are_too_few(found):
    whole = about(found["coach_wish_more.listen_more"], 60, 30)
    for people, part in (
        (55, 15),
        (30, 25),
        (40, 20),
    ):  # of the others: 5 asked; 5 said it; 20 asked and all but 10 of them
        own = {"noord": [about(whole, people, part)]}
        assert without_differences([whole], own)["noord"] == ([] if (people, part) != (40, 20) else own["noord"])


def test_what_remains_after_several_partnerships_counts_too(found):
    whole = about(found["coach_wish_more.listen_more"], 60, 33)
    own = {"noord": [about(whole, 25, 14)], "zuid": [about(whole, 24, 14, first=14)]}  # 11 others, 5 of whom said it
    told = without_differences([whole], own)
    assert [len(told[name]) for name in ("noord", "zuid")] == [1, 0]


def test_of_a_partnership_alone_no_figure_is_told(made):
    assert set(made["tips_of"]) == {"kust", "noord", "zuid"}
    whole = {one["text"]["nl"] for told in made["evidence"].values() for one in told}
    assert {tip["why"]["nl"] for own in made["tips_of"].values() for tip in own} <= whole


def test_a_figure_that_is_not_released_is_not_told(study, guides, monkeypatch):
    monkeypatch.setattr(Release, "_given", lambda *_: Hidden())
    hidden = digest(study, guides)
    assert "coaching" not in hidden["evidence"]
    assert all("90" not in tip["why"]["nl"] for tip in hidden["tips"])


def test_all_there_are_may_be_told(found):
    whole = about(found["coach_wish_more.listen_more"], 30, 20)
    assert without_differences([whole], {"noord": [whole]})["noord"] == [whole]


def test_a_partnership_is_only_its_own_people(study):
    here = of_partnership(study, "zuid")
    assert len(here.participants) == 30
    assert set(here.answers["participant"].astype(str)) <= set(here.participants["participant"].astype(str))


def test_where_nobody_answered_there_is_nothing(guides):
    assert digest(frames(lambda _name: iter(())), guides) == {"evidence": {}, "tips": [], "tips_of": {}}
