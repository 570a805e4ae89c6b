"""After /stop there is never a message again, unless the person writes."""

from datetime import timedelta

import pytest

from bot.channel.message import Incoming
from bot.keeping import retain
from bot.store import tables


def ninety_days(village):
    """Let everything happen that makes the bot begin a conversation; return what was delivered."""
    before = len(village.heard)
    for day in range(90):
        village.now += timedelta(days=1)
        if day % 10 == 0:
            village.decides(f"thema {day}")
            village.opens(key=f"r{day}", days=9)
        village.tick()
        retain(village.database, village.world, lambda: village.now)
        village.sends()
    return village.heard[before:]


def somebody(village):
    me = village.arrives("1", age_band="19_25")
    for number in range(10, 20):
        village.answers(
            village.arrives(str(number), consents={"take_part": True, "contact": False}), coach_button="fine"
        )
    village.now += timedelta(minutes=5)
    village.answers(me, answer_back="yes")
    return me


def test_without_a_stop_there_would_be_messages(village):
    somebody(village)
    assert len(ninety_days(village)) >= 4


@pytest.mark.parametrize("then", ["keep", "delete", "nothing"])
def test_no_is_no_for_ninety_days(village, then):
    somebody(village)
    village.opens()
    village.tick()
    village.commands("1", "stop")
    if then != "nothing":
        village.taps("1", 0 if then == "keep" else 1)
    assert ninety_days(village) == []


def test_what_was_already_in_the_outbox_is_taken_back(village):
    somebody(village)
    village.opens()
    village.rounds.tick()  # written, not delivered
    with_invitation = [row for row in village.rows(tables.Outbox) if row.state == "waiting"]
    assert len(with_invitation) == 1
    import asyncio
    import json
    from dataclasses import asdict

    from bot.channel.ports import RawUpdate

    body = json.dumps(asdict(Incoming("command", command="stop", message_id=5))).encode()
    village.inbox.take_in([RawUpdate(99, "1", village.now, body)])
    asyncio.run(village.turns.take(village.who("1"), village.now))
    village.sends()
    assert [out.text for _, _, out in village.heard] == ["Je stopt. Wat doe ik met je antwoorden tot nu toe?"]


def test_withdrawing_the_yes_to_messages_is_a_no_as_well(village):
    me = somebody(village)
    village.commands("1", "data")
    village.does("1", Incoming("tap", tap="c:0:withdraw", callback_id="x"), 10_000)
    village.taps("1", 1)  # take part, then contact
    from bot.store import read
    from bot.store.engine import reading

    with reading(village.database) as session:
        assert read.consents(session, me) == {"take_part": True, "quote": False, "contact": False}
    assert ninety_days(village) == []


def test_who_stopped_and_writes_again_is_answered_and_not_asked(village):
    somebody(village)
    village.commands("1", "stop")
    village.taps("1", 0)
    village.does("1", Incoming("text", text="hallo"))
    assert village.heard[-1][2].text.startswith("Goed, we stoppen") is False
    assert "gestopt" in village.heard[-1][2].text


def test_going_on_after_all_is_a_choice(village):
    somebody(village)
    village.commands("1", "stop")
    village.taps("1", 2)
    assert len(ninety_days(village)) >= 4
