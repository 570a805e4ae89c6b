"""What came in: each update once, in its order, forgotten when it is done, and never stuck."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from village import START

from bot.channel.message import Incoming
from bot.channel.ports import RawUpdate
from bot.dispatch import PATIENCE, SETTLE
from bot.store import mail, tables
from bot.store.engine import reading, unit_of_work
from bot.turn import MAX_ATTEMPTS


def update(number, after=timedelta(0), chat="1"):
    return RawUpdate(number, chat, START + after, b"{}")


def ready(village, after):
    with reading(village.database) as session:
        return mail.ready_chats(session, START + after, SETTLE, PATIENCE, 9)


def test_an_update_that_comes_twice_is_taken_in_once(village):
    assert village.inbox.take_in([update(7)]) == 1
    assert village.inbox.take_in([update(7), update(8), update(8)]) == 1
    assert [row.update_id for row in village.rows(tables.Inbox)] == [7, 8]


def test_the_database_itself_refuses_a_number_twice(village):
    village.inbox.take_in([update(7)])
    with pytest.raises(IntegrityError), unit_of_work(village.database) as session:
        session.execute(insert(tables.Inbox.__table__), village.inbox._row(update(7)))


def test_what_waits_of_one_chat_comes_in_the_order_it_was_sent(village):
    for number in (11, 12, 13):
        village.inbox.take_in([update(number)])
    with reading(village.database) as session:
        waiting = [row.id for row in mail.waiting_of(session, village.who("1"))]
    assert waiting == [row.id for row in sorted(village.rows(tables.Inbox), key=lambda row: row.update_id)]


def test_a_chat_is_left_alone_until_it_is_quiet(village):
    second = timedelta(seconds=1)
    village.inbox.take_in([update(1), update(2, second)])
    assert ready(village, second + SETTLE * 0.5) == []
    assert ready(village, PATIENCE) == [village.who("1")]  # who types on and on waits no longer than this
    village.inbox.take_in([update(3, second, chat="2")])
    assert ready(village, second + SETTLE) == [village.who("1"), village.who("2")]


def test_what_came_in_is_forgotten_when_its_turn_is_done(village):
    village.arrives("1")
    village.does("1", Incoming("text", text="mijn geheim"))
    assert [(row.state, row.body) for row in village.rows(tables.Inbox)] == [("done", None)]


def test_what_a_turn_says_is_kept_only_with_the_turn(village, monkeypatch):
    village.arrives("1")
    monkeypatch.setattr("bot.turn.mail.mark_done", None)
    village.commands("1", "help")
    assert "112" not in "".join(out.text for _, _, out in village.heard)
    assert len(village.heard) == 1  # that something went wrong


def test_a_message_that_fails_again_and_again_is_told_once_and_put_aside(village, monkeypatch):
    async def fails(*_):
        raise RuntimeError

    monkeypatch.setattr("bot.turn.hearing.hear", fails)
    village.arrives("1")
    village.does("1", Incoming("text", text="mijn geheim"))
    for _ in range(MAX_ATTEMPTS):
        village.now += timedelta(minutes=1)
        asyncio.run(village.turns.take(village.who("1"), village.now))
        village.sends()
    assert [(row.state, row.body, row.attempts) for row in village.rows(tables.Inbox)] == [("dead", None, MAX_ATTEMPTS)]
    assert len(village.heard) == 1
