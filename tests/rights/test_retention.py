"""What is past its date goes; who is in the middle of an interview is told first; twice changes nothing more."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.keeping import retain
from bot.retention import months_before
from bot.store import audit, audit_trail, tables, write
from bot.store.engine import reading, unit_of_work


def later(village, **how_long):
    village.now += timedelta(**how_long)
    village.now = village.now.replace(hour=15)
    done = dict(retain(village.database, village.world, lambda: village.now))
    assert dict(retain(village.database, village.world, lambda: village.now)) == {}
    village.sends()
    return done


def test_everything_about_a_person_goes_24_months_after_their_last_message(village):
    village.answers(village.arrives("1"), coach_button="fine")
    village.commands("1", "help")
    assert later(village, days=720) == {"inbox_numbers": 1, "outbox_numbers": 1}
    assert later(village, days=20) == {"people": 1}
    assert village.rows(tables.Participant) == village.rows(tables.Answer) == []


def test_who_is_in_the_middle_of_an_interview_is_told_first(village):
    village.arrives("1", invited_guide="youth_checkin")
    village.commands("1", "start")
    assert later(village, days=725)["told"] == 1
    assert "Over 14 dagen wis ik alles" in village.heard[-1][2].text
    assert later(village, days=13) == {}
    assert later(village, days=2)["people"] == 1


def test_a_late_run_tells_first_too(village):
    village.arrives("1", invited_guide="youth_checkin")
    village.commands("1", "start")
    assert later(village, days=2000)["told"] == 1
    assert len(village.rows(tables.Participant)) == 1


def test_who_answers_that_message_is_kept(village):
    village.arrives("1", invited_guide="youth_checkin")
    village.commands("1", "start")
    later(village, days=725)
    village.now += timedelta(days=1)
    village.commands("1", "start")
    assert later(village, days=40) == {}
    assert len(village.rows(tables.Participant)) == 1


def test_the_words_of_a_message_wait_seven_days_at_most(village):
    me = village.arrives("1")
    with unit_of_work(village.database) as session:
        row = {"channel": "telegram", "participant": me, "body": b"sealed", "received_at": village.now}
        session.add(tables.Inbox(update_id=1, **row))
    assert later(village, days=6) == {}
    assert later(village, days=2) == {"inbox_words": 1}
    assert [(row.body, row.state) for row in village.rows(tables.Inbox)] == [(None, "dead")]


def test_what_could_not_be_delivered_is_given_up(village):
    village.arrives("1")
    village.opens()
    village.rounds.tick()
    with unit_of_work(village.database) as session:
        session.get(tables.Contact, village.who("1")).reachable = False
    assert later(village, days=8) == {"undelivered": 1}
    assert [row.body for row in village.rows(tables.Outbox)] == [None]


def test_the_way_back_to_who_stopped_goes_and_comes_again_when_they_write(village):
    village.arrives("1")
    village.commands("1", "stop")
    village.taps("1", 0)
    assert later(village, days=31) == {"ways_back": 1}
    village.commands("1", "help")
    assert "112" in village.heard[-1][2].text


def test_a_flag_goes_a_year_after_a_human_looked_and_an_open_one_stays(village):
    me = village.arrives("1")
    with unit_of_work(village.database) as session:
        person = session.get(tables.Participant, me)
        for _ in range(2):
            write.raise_flag(session, person, None, "violence", "rule", village.now)
        session.get(tables.Flag, 1).acknowledged_at = village.now
    assert later(village, days=370) == {"flags": 1}
    assert [row.id for row in village.rows(tables.Flag)] == [2]


def test_wrong_codes_are_forgotten_after_a_day(village):
    village.arrives("1", wrong_codes=4, wrong_code_at=village.now)
    assert later(village, days=2) == {"wrong_codes": 1}


def test_the_audit_trail_is_cut_and_still_proves_itself(village):
    with unit_of_work(village.database) as session:
        for days in (0, 1, 1900, 1901):
            audit_trail.note(session, village.now + timedelta(days=days), "export", f"day {days}")
    assert later(village, days=1902) == {"audit": 2}
    with reading(village.database) as session:
        entries = audit_trail.trail(session)
    assert [entry.what for entry in entries] == ["day 1900", "day 1901", "audit=2"]
    assert audit.verify(entries, first=entries[0].previous_hash) is None


@pytest.mark.parametrize(
    ("now", "months", "then"),
    [("2026-03-31", 1, "2026-02-28"), ("2026-01-15", 24, "2024-01-15"), ("2028-02-29", 12, "2027-02-28")],
)
def test_months_are_calendar_months(now, months, then):
    day = datetime.fromisoformat(now).replace(tzinfo=timezone.utc)
    assert months_before(day, months).date().isoformat() == then
