"""The guide changes, or goes, while somebody is in it: they finish the edition they began."""

from dataclasses import replace
from typing import Any

from talk import Talk, play

BEGUN = [{"begins": {"guide": "stakeholder", "length": "short"}}, {"says": "1"}]


def test_who_is_in_the_middle_finishes_the_edition_they_began(world: Any, engine: Any, database: Any) -> None:
    guide = world.guides["stakeholder"]
    fewer = replace(guide, questions=tuple(one for one in guide.questions if one.key != "work_with_youth"))
    talk = Talk(world, engine, database)
    play(talk, {"talk": [*BEGUN, {"open": "work_with_youth"}]})

    _next_release(talk, {**world.guides, "stakeholder": replace(fewer, edition="another")})

    play(talk, {"talk": [{"says": "Elke week komen er jongeren langs"}]})
    assert talk.answer("work_with_youth").said == "Elke week komen er jongeren langs"
    play(talk, {"talk": [{"up_to": "what_is_wrong"}]})


def test_who_is_in_a_guide_that_is_gone_can_finish_it(world: Any, engine: Any, database: Any) -> None:
    talk = Talk(world, engine, database)
    play(talk, {"talk": BEGUN})

    _next_release(talk, {key: guide for key, guide in world.guides.items() if key != "stakeholder"})

    play(talk, {"talk": [{"up_to": "what_is_wrong"}, {"says": "niets, dit klopt"}, {"not_hears": "mis bij mij"}]})


def _next_release(talk: Talk, guides: Any) -> None:
    talk.stage.world = talk.world = replace(talk.world, guides=guides)
    talk.stage.open()
