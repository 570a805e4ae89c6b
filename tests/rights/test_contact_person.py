"""The contact person hears of a flag at once, in the same transaction, without a word of the person."""

from dataclasses import replace

import pytest

from bot.channel.message import Incoming
from bot.conversation import flagging
from bot.store import tables

STAFF = "900900900"


@pytest.fixture
def watched(village):
    village.world = replace(village.world, contact_chat=STAFF, someone_reads=True)
    village.restarts()
    return village


def test_a_flag_is_told_at_once_without_words(watched):
    watched.arrives("1")
    watched.does("1", Incoming("text", text="ik wil niet meer leven, zegt Pieterke"))
    [text] = [out.text for _, chat, out in watched.heard if chat == STAFF]
    assert "nr. 1 (suicide)" in text
    assert "Pieterke" not in text
    assert watched.who("1") not in text
    [flag] = watched.rows(tables.Flag)
    assert flag.told_at == watched.now


def test_nothing_of_the_staff_chat_stays(watched):
    watched.arrives("1")
    watched.commands("1", "human")
    assert [row.participant for row in watched.rows(tables.Outbox)] == [watched.who("1")]


def test_a_failure_after_the_flag_tells_nobody(watched, monkeypatch):
    watched.arrives("1")

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr("bot.conversation.talk.Talk.ask_aside", fails)
    watched.does("1", Incoming("text", text="ik wil niet meer leven"))
    assert watched.rows(tables.Flag) == []
    assert [chat for _, chat, _ in watched.heard] == ["1"]  # "something went wrong"


def test_a_contact_person_who_blocked_the_bot_does_not_cut_off_the_young_person(watched):
    me = watched.arrives("1")
    watched.commands("1", "human")
    from bot.conversation.talk import Talk
    from bot.store.engine import unit_of_work

    with unit_of_work(watched.database) as session:
        person = session.get(tables.Participant, me)
        talk = Talk(watched.world, session, watched.now, "telegram", "1", person, Incoming("text"))
        flagging.raise_flag(talk, "violence", "rule")
    [parcel] = watched.outbox.due(watched.now, 10)
    watched.outbox.unreachable(parcel.id, watched.now)
    assert [row.reachable for row in watched.rows(tables.Contact)] == [True]


def test_without_a_contact_chat_the_flag_is_there_and_nobody_is_told(village):
    village.arrives("1")
    village.commands("1", "human")
    [flag] = village.rows(tables.Flag)
    assert flag.told_at is None
    assert {chat for _, chat, _ in village.heard} == {"1"}
