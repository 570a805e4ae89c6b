"""Who is due: pure, with the time passed in."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.rhythm import Series, load_rhythm
from bot.schedule import Begun, Current, Person, Round, due_to, rounds_to_open
from bot.settings import ROOT

BRUSSELS = ZoneInfo("Europe/Brussels")
RHYTHM = load_rhythm(ROOT / "data", BRUSSELS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS).astimezone(timezone.utc)


NOW = at("2026-10-14T17:00")  # a Wednesday after school
ROUND = Round("r1", "youth_checkin", None, NOW - timedelta(days=1), NOW + timedelta(days=13))
ANNA = Person("p_anna", age_band="16_18")
INVITED = Begun("r1", "invite", NOW - timedelta(days=5))
LAST = {"round": "r0", "kind": "invite"}

INVITATIONS = [
    ("somebody who agreed", {}, "invite"),
    ("who never agreed to take part", {"takes_part": False}, None),
    ("who said no to messages", {"contact": False}, None),
    ("who stopped", {"stopped": True}, None),
    ("who blocked the bot", {"reachable": False}, None),
    ("who waits for an answer, or to whom a message is on its way", {"expects": True}, None),
    ("who wrote ten minutes ago", {"last_seen": NOW - timedelta(minutes=10)}, None),
    ("who wrote an hour ago", {"last_seen": NOW - timedelta(hours=1)}, "invite"),
    ("who told of something serious yesterday", {"flagged_at": NOW - timedelta(days=1)}, None),
    ("who told of it eight days ago", {"flagged_at": NOW - timedelta(days=8)}, "invite"),
    ("who was invited to this round", {"in_rounds": frozenset({"r1"})}, None),
    ("who is in another interview", {"current": Current("stakeholder", "paused", None)}, None),
    ("who left a check-in open last month", {"current": Current("youth_checkin", "open", "r0")}, "invite"),
    ("who got one message this month", {"begun": (Begun(**LAST, at=NOW - timedelta(days=9)),)}, "invite"),
    ("who got two this month", {"begun": (Begun(**LAST, at=NOW - timedelta(days=9)), Begun("r", "remind", NOW - timedelta(days=2)))}, None),
    ("who got two in 31 days over two months", {"begun": (Begun(**LAST, at=NOW - timedelta(days=30)), Begun("r", "invite", NOW - timedelta(days=20)))}, None),
    ("to whom the future wrote: the clock was put back", {"begun": (Begun(**LAST, at=NOW + timedelta(hours=1)), Begun("r", "remind", NOW + timedelta(days=40)))}, None),
]  # fmt: skip


@pytest.mark.parametrize(("about", "kind"), [row[1:] for row in INVITATIONS], ids=[row[0] for row in INVITATIONS])
def test_it_invites(about, kind):
    assert due_to(replace(ANNA, **about), ROUND, NOW, RHYTHM) == kind


HOURS = [
    ("2026-10-14T07:59", "16_18", None),
    ("2026-10-14T08:00", "16_18", None),  # school
    ("2026-10-14T08:00", "19_25", "invite"),
    ("2026-10-14T15:59", "13_15", None),
    ("2026-10-14T16:00", "13_15", "invite"),
    ("2026-10-14T16:00", None, "invite"),
    ("2026-10-14T12:00", None, None),  # an unknown age may be at school
    ("2026-10-14T21:44", "16_18", "invite"),
    ("2026-10-14T21:46", "16_18", None),  # too near the quiet hours
    ("2026-10-14T23:30", "26_plus", None),
    ("2026-10-17T09:00", "13_15", "invite"),  # a Saturday
    ("2026-11-04T10:00", "13_15", "invite"),  # the autumn holiday
    ("2026-11-11T10:00", "13_15", "invite"),  # Armistice
    ("2026-10-25T07:30", "13_15", None),  # the night the clock goes back: 07:30 is quiet in winter time as well
    ("2026-10-25T08:00", "13_15", "invite"),
    ("2027-03-28T08:00", "13_15", "invite"),  # the night it goes forward
    ("2027-03-28T07:59", "13_15", None),
]


@pytest.mark.parametrize(("moment", "age", "kind"), HOURS)
def test_it_keeps_quiet_hours_and_school_hours_in_local_time(moment, age, kind):
    now = at(moment)
    round_ = replace(ROUND, opened_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    assert due_to(replace(ANNA, age_band=age), round_, now, RHYTHM) == kind


def test_the_quiet_hours_end_an_hour_later_in_utc_once_winter_begins():
    quiet = datetime(2026, 10, 24, 6, 30, tzinfo=timezone.utc)  # 08:30 in summer time
    assert RHYTHM.is_fitting(quiet, "19_25")
    assert not RHYTHM.is_fitting(quiet + timedelta(days=1), "19_25")  # 07:30 in winter time


def test_what_is_late_waits_for_the_next_fitting_hour():
    assert RHYTHM.next_fitting(at("2026-10-16T23:00"), "13_15") == at("2026-10-17T08:00")
    assert RHYTHM.next_fitting(at("2026-10-14T09:00"), "13_15") == at("2026-10-14T16:00")
    assert RHYTHM.next_fitting(NOW, "13_15") == NOW


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"closed_at": NOW - timedelta(hours=1)}, NOW),
        ({}, ROUND.closes_at + timedelta(hours=1)),
        ({}, ROUND.opened_at - timedelta(hours=1)),
    ],
)
def test_nobody_is_written_to_outside_a_round(change, now):
    assert due_to(ANNA, replace(ROUND, **change), now, RHYTHM) is None


OPEN = Current("youth_checkin", "open", "r1")
REMINDERS = [
    ("who did not react for five days", {}, "remind"),
    ("who was reminded", {"begun": (INVITED, Begun("r1", "remind", NOW - timedelta(hours=3)))}, None),
    ("who was reminded so long ago that the month has room", {"begun": (Begun("r1", "invite", NOW - timedelta(days=40)), Begun("r1", "remind", NOW - timedelta(days=35)))}, None),
    ("who was invited yesterday", {"begun": (Begun("r1", "invite", NOW - timedelta(days=1)),)}, None),
    ("who answered a bit yesterday", {"last_seen": NOW - timedelta(days=1)}, None),
    ("who finished", {"current": replace(OPEN, status="completed")}, None),
    ("who goes on another day", {"current": replace(OPEN, status="paused")}, None),
    ("who withdrew the yes to messages", {"contact": False}, None),
    ("whose invitation is still under way", {"expects": True}, None),
    ("when the clock was put back", {"begun": (Begun("r1", "invite", NOW + timedelta(hours=1)),)}, None),
]  # fmt: skip


@pytest.mark.parametrize(("about", "kind"), [row[1:] for row in REMINDERS], ids=[row[0] for row in REMINDERS])
def test_it_reminds_once(about, kind):
    person = replace(ANNA, begun=(INVITED,), in_rounds=frozenset({"r1"}), current=OPEN)
    assert due_to(replace(person, **about), ROUND, NOW, RHYTHM) == kind


TOLD = [
    ("who refused messages, and asked to hear after that", {"contact": False}, "told"),
    ("who took part already", {"in_rounds": frozenset({"r1"})}, "told"),
    ("who is still to be invited hears it with the invitation", {}, "invite"),
    ("who stopped", {"contact": False, "stopped": True}, None),
    ("who was told in this round", {"contact": False, "begun": (Begun("r1", "told", NOW),)}, None),
    ("who has nothing to hear", {"contact": False, "hears": False}, None),
]


@pytest.mark.parametrize(("about", "kind"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_it_tells_who_asked_to_hear(about, kind):
    assert due_to(replace(ANNA, **{"hears": True, **about}), ROUND, NOW, RHYTHM) == kind


def test_a_rhythm_opens_each_round_once_whatever_the_clock_does():
    rhythm = replace(RHYTHM, series=(Series("youth_checkin", date(2026, 10, 7), 14, 10),))
    known: list[str] = []
    for day in (0, 1, 20, 1, 0, 21, 7, 22):  # back and forth
        known += [round_.key for round_ in rounds_to_open(rhythm, at("2026-10-07T12:00") + timedelta(days=day), known)]
    assert known == ["youth_checkin-2026-10-07", "youth_checkin-2026-10-21"]


def test_a_round_that_was_missed_is_not_made_up_for():
    rhythm = replace(RHYTHM, series=(Series("youth_checkin", date(2026, 10, 7), 14, 10),))
    assert list(rounds_to_open(rhythm, at("2026-10-18T12:00"), [])) == []
    assert list(rounds_to_open(rhythm, at("2026-10-01T12:00"), [])) == []
