"""Erase everything means everything: planted markers, and a byte scan of every file of the database."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from village import CHANNEL

from bot.channel.message import Incoming, Outgoing
from bot.store import mail, tables, write
from bot.store.engine import clear_traces, reading, unit_of_work
from bot.store.mail import StoredOutbox

MARK = "mrkxq"


def planted(village, chat="777000111"):
    """Somebody with a marker in every column that can hold one, in the middle of an interview, with messages both ways."""
    marks = {
        "organisation": f"{MARK}org",
        "organisation_type": f"{MARK}type",
        "region": f"{MARK}reg",
        "partnership": f"{MARK}part",
    }
    me = village.arrives(chat, invited_guide="youth_checkin", **marks)
    village.answers(me, answer_back="yes", change_wanted=f"{MARK}one " + "lang " * 4000 + f"{MARK}two")
    village.decides()
    village.opens()
    village.commands(chat, "start")
    village.does(chat, Incoming("text", text=f"{MARK}three"))
    with unit_of_work(village.database) as session:
        person = session.get(tables.Participant, me)
        person.aside = {"question": "did_you_mean", "serial": 1, "data": {"text": f"{MARK}aside"}}
        interview = session.execute(select(tables.Interview).where(tables.Interview.status == "open")).scalar_one()
        interview.progress = {**interview.progress, "open": None, "known": [["x", f"{MARK}progress"]]}
        for version in (f"{MARK}old", f"{MARK}new"):
            moment = {"asked_at": village.now, "answered_at": village.now}
            about = {"kind": "text", "language": "nl", "wording": f"{MARK}wording", "source": "text"}
            write.record_answer(
                session, interview=interview.id, question="q", item=f"{MARK}item", said=version, **about, **moment
            )
        write.raise_flag(session, person, interview, f"{MARK}theme", f"{MARK}rule", village.now)
        write.record_consent(session, person, "quote", given=True, edition=f"{MARK}c", now=village.now)
        session.add(tables.Told(participant=me, decision=1, at=village.now))
        state = {"section": f"{MARK}sec", "offered": [[f"{MARK}words", "x"]], "question": f"{MARK}asked"}
        session.add(tables.Coaching(participant=me, at=village.now, weekly=True, **state))
        session.add(tables.GuideQuestion(participant=me, language="nl", question=f"{MARK}kept", at=village.now))
        rating = {"useful": False, "missing": f"{MARK}gone", "language": "nl"}
        session.add(tables.GuideRating(participant=me, section=f"{MARK}rated", at=village.now, **rating))
        body = {"text": f"{MARK}out"}
        session.add(
            tables.Outbox(
                participant=me, body=body, begun=True, created_at=village.now, due_at=village.now + timedelta(days=1)
            )
        )
        seal = village.world.vault.seal
        row = {
            "channel": "telegram",
            "participant": me,
            "received_at": village.now,
            "reason": f"{MARK}why",
            "state": "dead",
        }
        session.add(tables.Inbox(update_id=10**9, body=seal(MARK.encode(), me), **row))
    return me


def hits(database, *needles):
    """Where one of these stands in the files of the database, its log and its index of the log included."""
    folder = database.url.database.rpartition("/")[0]
    from pathlib import Path

    files = [path for path in Path(folder).iterdir() if path.is_file()]
    assert any(path.name.endswith(".db") for path in files)
    return [(path.name, needle) for path in files for needle in needles if needle.encode() in path.read_bytes()]


def test_the_scan_finds_what_is_planted(village):
    me = planted(village)
    assert {name for name, _ in hits(village.database, MARK)} >= {"meespraak.db-wal"}
    clear_traces(village.database)
    assert {name for name, _ in hits(village.database, me)} == {"meespraak.db"}


def test_nothing_is_left_after_delete_in_mid_interview(village):
    me = planted(village)
    village.commands("777000111", "delete")
    village.taps("777000111", 0)
    assert village.heard[-1][2].text.startswith("Alles is gewist")
    assert hits(village.database, MARK, me, "777000111") == []


@pytest.mark.parametrize("table", [table.name for table in tables.metadata.sorted_tables])
def test_no_row_names_the_person(village, table):
    me = planted(village)
    with unit_of_work(village.database) as session:
        write.erase(session, me, village.world.vault, village.now)
    with reading(village.database) as session:
        rows = session.execute(select(tables.metadata.tables[table])).all()
    assert not any(me in str(row) or MARK in str(row) for row in rows)


def test_it_holds_while_somebody_else_reads_once_they_are_done(village):
    me = planted(village)
    with reading(village.database) as session:
        session.execute(select(tables.Participant)).all()
        with unit_of_work(village.database) as erasing:
            write.erase(erasing, me, village.world.vault, village.now)
        assert hits(village.database, me)  # the log cannot be emptied under a reader
    village.arrives("2")  # any later commit
    assert hits(village.database, MARK, me) == []


def test_erasing_twice_is_as_good_as_once(village):
    me = planted(village)
    for _ in range(2):
        with unit_of_work(village.database) as session:
            gone = write.erase(session, me, village.world.vault, village.now)
    assert set(gone.values()) == {0}


def test_who_writes_again_is_somebody_new(village):
    me = planted(village)
    with unit_of_work(village.database) as session:
        write.erase(session, me, village.world.vault, village.now)
    village.commands("777000111", "start")
    [person] = [row for row in village.rows(tables.Participant) if row.id == me]
    assert person.organisation is None
    assert person.role == "stakeholder"


def test_every_table_with_a_person_is_erased_from():
    named = {table.name for table in tables.metadata.sorted_tables if "participant" in table.columns}
    of_coaches = {"coaching", "guide_question", "guide_rating"}
    assert named == {"contact", "consent", "interview", "flag", "outreach", "told", "inbox", "outbox"} | of_coaches


def test_what_stays_of_an_erasure_says_nothing_and_nothing_stays_of_who_never_agreed(village):
    me, looked_in = planted(village), village.arrives("2", consents={})
    for one in (me, looked_in):
        with unit_of_work(village.database) as session:
            write.erase(session, one, village.world.vault, village.now)
    [kept] = village.rows(tables.Erased)
    assert (kept.mark, kept.month.day) == (village.world.vault.mark_of_erased(me), 1)
    assert hits(village.database, MARK, me, looked_in, "777000111") == []


def test_the_last_word_leaves_by_the_channel_it_was_said_on(village):
    vault, me = village.world.vault, village.who("1")
    with unit_of_work(village.database) as session:
        mail.put_out(session, me, Outgoing("dag"), village.now, farewell=(CHANNEL, vault.seal(b"1", me)))
    elsewhere, here = (StoredOutbox(village.database, vault, channel) for channel in ("terminal", CHANNEL))
    assert elsewhere.due(village.now, 20) == []
    assert [parcel.chat for parcel in here.due(village.now, 20)] == ["1"]
