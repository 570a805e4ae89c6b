"""The tip of the week: only to who asked for it, once a week, at a fitting hour, until they stop."""

from datetime import timedelta

import pytest

from bot.channel.message import Incoming
from bot.digesting import Digests
from bot.rounds import Rounds
from bot.store import coaching, digests, tables, write
from bot.store.engine import unit_of_work
from bot.weekly import WeeklyTips

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NONE = {"evidence": {}, "tips": [], "tips_of": {}}


@pytest.fixture
def coach(village):
    """A coach who asked for a tip a week, yesterday."""
    village.arrives("7", role="coach", age_band=None, consents={}, last_seen_at=village.now - DAY)
    with unit_of_work(village.database) as session:
        coaching.of(session, village.who("7"), village.now - DAY).weekly = True
    return "7"


def tips_now(village):
    before = len(village.heard)
    WeeklyTips(village.database, village.world, "telegram", lambda: village.now).tick()
    village.sends()
    return [out.text for _, _, out in village.heard[before:]]


def test_one_a_week_each_another_section_and_its_source(village, coach):
    heard = []
    for _ in range(28):
        heard += tips_now(village)
        village.now += DAY
    assert len(heard) == 4
    assert len(set(heard)) == 4
    assert all(text.startswith("De tip van deze week: ") and "Bron: " in text for text in heard)


def test_who_did_not_ask_gets_none(village):
    village.arrives("8", role="coach", age_band=None, consents={}, last_seen_at=village.now - DAY)
    with unit_of_work(village.database) as session:
        coaching.of(session, village.who("8"), village.now)
    assert tips_now(village) == []


@pytest.mark.parametrize("hours", [6, 8, 12])
def test_none_at_night(village, coach, hours):
    village.now += hours * HOUR  # 23:00, 1:00 and 5:00 in Brussels
    assert tips_now(village) == []


def test_in_school_hours_a_coach_is_at_work(village, coach):
    village.now += 18 * HOUR  # Tuesday, 11:00
    WeeklyTips(village.database, village.world, "telegram", lambda: village.now).tick()
    Rounds(village.database, village.world, "telegram", lambda: village.now).hold_back()
    village.sends()
    assert len(village.heard) == 1


def test_not_in_the_middle_of_a_talk(village, coach):
    village.arrives("9", role="coach", age_band=None, consents={}, last_seen_at=village.now - HOUR / 2)
    with unit_of_work(village.database) as session:
        coaching.of(session, village.who("9"), village.now).weekly = True
    assert len(tips_now(village)) == 1


def test_not_after_something_serious_until_a_human_looked(village, coach):
    with unit_of_work(village.database) as session:
        flag = tables.Flag(participant=village.who(coach), theme="concern", rule="r", at=village.now)
        session.add(flag)
    assert tips_now(village) == []
    village.now += 8 * DAY
    assert len(tips_now(village)) == 1


def test_none_after_stop_and_one_that_waits_is_taken_back(village, coach):
    WeeklyTips(village.database, village.world, "telegram", lambda: village.now).tick()
    assert [row.begun for row in village.rows(tables.Outbox)] == [True]
    village.commands(coach, "stop")
    assert [out.text[:20] for _, _, out in village.heard] == ["Goed, we stoppen. Ik"]
    village.now += 8 * DAY
    assert tips_now(village) == []


def test_none_after_a_stop_in_the_middle_of_an_interview_and_a_new_start(village, coach):
    with unit_of_work(village.database) as session:
        person = session.get(tables.Participant, village.who(coach))
        write.record_consent(session, person, "take_part", given=True, edition="e", now=village.now)
        write.start_interview(
            session, person, village.world.guides["stakeholder"], channel="telegram", round_=None, now=village.now
        )
    for command in ("stop", "start", "start"):
        village.commands(coach, command)
    [state] = village.rows(tables.Coaching)
    assert not state.weekly


def test_an_old_button_asks_for_nothing_after_stop(village, coach):
    village.commands(coach, "stop")
    village.does(coach, Incoming("tap", tap="guidance:tips_on", callback_id="cb"), 10_000)
    assert not village.rows(tables.Coaching)[0].weekly


def test_what_the_answers_support_comes_first(village, coach):
    three = dict.fromkeys(("nl", "en", "fr"))
    tip = {
        "key": "k",
        "section": "money",
        "n": 23,
        "try": dict.fromkeys(three, "Doe dit."),
        "why": dict.fromkeys(three, "Zo is het."),
    }
    with unit_of_work(village.database) as session:
        digests.keep(session, NONE | {"tips": [tip]}, village.now)
    [text] = tips_now(village)
    assert "Doe dit." in text
    assert "23 gaven antwoord" in text
    village.now += 7 * DAY
    assert "Doe dit." not in tips_now(village)[0]


def test_the_digest_is_made_where_there_are_coaches_and_once_a_week(village, monkeypatch):
    begun = []
    monkeypatch.setattr("bot.digesting.COMMAND", ("true",))
    made = Digests(village.database, lambda: village.now)
    begun += made.steps()
    assert begun == []
    village.arrives("7", role="coach", age_band=None, consents={})
    begun += made.steps()
    assert begun == [True]
    with unit_of_work(village.database) as session:
        digests.keep(session, NONE, village.now)
    assert not made.is_due()
    village.now += 7 * DAY
    assert made.is_due()


def test_a_coach_is_not_taken_for_somebody_who_never_agreed(village, coach):
    from bot.keeping import retain

    village.now += 30 * DAY
    retain(village.database, village.world, lambda: village.now)
    assert [row.id for row in village.rows(tables.Participant)] == [village.who(coach)]
