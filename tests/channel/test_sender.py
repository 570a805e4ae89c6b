"""What the bot says arrives once and in order, over real HTTP, whatever goes wrong."""

import asyncio
import time

import pytest

from bot.channel.message import Button, Outgoing
from bot.channel.telegram import faults
from bot.channel.telegram.asides import Asides
from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.outbox import Sender
from bot.channel.telegram.pace import Pace


@pytest.fixture
async def hasty(telegram):
    client = TelegramClient(telegram.token, telegram.url, answer_seconds=0.4)
    yield client
    await client.close()


@pytest.fixture
def sender(hasty, outbox):
    return Sender(hasty, outbox, pace=Pace(burst=10_000, at_once=10_000), draw=lambda: 0.0)


def heard_by(person):
    return [heard.text for heard in person.has_heard()]


async def test_each_chat_hears_everything_in_order(telegram, sender, outbox, running, until):
    people = [telegram.person() for _ in range(20)]
    for number in range(10):
        for person in people:
            outbox.put(str(person.chat_id), str(number))
    async with running(sender):
        await until(lambda: not outbox.waiting())
    assert [heard_by(person) for person in people] == [[str(number) for number in range(10)]] * 20


async def test_a_new_message_wakes_a_sender_that_sleeps(telegram, client, outbox, clock, running):
    an, sender = telegram.person(), Sender(client, outbox, clock=clock)  # nobody advances this clock
    async with running(sender):
        await asyncio.sleep(0.1)
        outbox.put(str(an.chat_id), "Dag")
        sender.wake()
        assert (await an.hears()).text == "Dag"


@pytest.mark.parametrize(
    "trouble", ["server_error", "bad_gateway", "firewall", "reset", "malformed", "not_an_object", "hang"]
)
async def test_after_each_trouble_everything_is_said_once_in_order(
    telegram, sender, outbox, *, running, until, trouble
):
    an = telegram.person()
    for number in range(4):
        outbox.put(str(an.chat_id), str(number))
    telegram.trouble(trouble, "sendMessage", times=1)
    async with running(sender):
        await until(lambda: not outbox.waiting())
    assert heard_by(an) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("trouble", ["lost_answer", "reset_after", "malformed_after"])
async def test_a_lost_answer_means_at_most_one_repeat(telegram, sender, outbox, *, running, until, trouble):
    an = telegram.person()
    first = outbox.put(str(an.chat_id), "Vraag 7")
    outbox.put(str(an.chat_id), "Vraag 8")
    telegram.trouble(trouble, "sendMessage", times=2)
    async with running(sender):
        await until(lambda: not outbox.waiting())
    assert heard_by(an) == ["Vraag 7", "Vraag 7", "Vraag 8"]
    assert outbox.unknown_ids == [first]


async def test_nothing_is_given_up_while_telegram_is_away(telegram, sender, outbox, running, until):
    an = telegram.person()
    outbox.put(str(an.chat_id), "Vraag 7")
    send = telegram.trouble("hang", "sendMessage", times=None)
    ask = telegram.trouble("hang", "getMe", times=None)
    async with running(sender):
        await until(lambda: ask.hits >= 2)
        assert send.hits == 1
        telegram.troubles.over()
        await until(lambda: not outbox.waiting())
    assert heard_by(an) == ["Vraag 7"]


async def test_one_chat_in_trouble_holds_up_no_other(telegram, client, outbox, running, until):
    slow, limited, *others = [telegram.person() for _ in range(12)]
    hang = telegram.trouble("hang", chat=slow.chat_id, times=None)
    telegram.trouble("too_many", chat=limited.chat_id, times=None, retry_after=30)
    for person in (slow, limited, *others):
        for number in range(2):
            outbox.put(str(person.chat_id), str(number))
    async with running(Sender(client, outbox)):
        await until(lambda: all(len(telegram.state.chats[person.chat_id].heard) == 2 for person in others))
        assert hang.hits == 1
        assert [reason for _, _, reason in outbox.retries] == ["too many requests, retry after 30 s"]
    assert (heard_by(slow), heard_by(limited)) == ([], [])


async def test_a_blocked_chat_stops_and_the_others_go_on(telegram, sender, outbox, running, until):
    an, piet = telegram.person(), telegram.person()
    an.blocks()
    for person in (an, an, piet):
        outbox.put(str(person.chat_id), "Dag")
    async with running(sender):
        await until(lambda: not outbox.waiting())
    assert outbox.closed == {str(an.chat_id)}
    assert (heard_by(an), heard_by(piet)) == ([], ["Dag"])


async def test_what_telegram_refuses_is_passed_over(telegram, sender, outbox, running, until):
    an = telegram.person()
    wrong = outbox.put(str(an.chat_id), Outgoing("x", ((Button("y", "x"),) * 101,)))
    empty = outbox.put(str(an.chat_id), " ")
    outbox.put(str(an.chat_id), "Dag")
    async with running(sender):
        await until(lambda: not outbox.waiting())
    assert list(outbox.refusals) == [wrong, empty]
    assert heard_by(an) == ["Dag"]


async def test_a_fault_of_ours_in_one_message_stops_nobody(telegram, sender, outbox, running, until):
    an = telegram.person()
    outbox.put(str(an.chat_id), Outgoing(3))
    outbox.put(str(an.chat_id), "Dag")
    async with running(sender):
        await until(lambda: not outbox.waiting())
    assert heard_by(an) == ["Dag"]


async def test_a_long_message_goes_on_where_it_was(telegram, sender, outbox, running, until):
    an = telegram.person()
    outbox.put(str(an.chat_id), "een " * 1000 + "twee " * 800 + "drie " * 700)
    telegram.trouble("server_error", "sendMessage", times=1)
    async with running(sender):
        await until(lambda: an._chat.heard)
        telegram.trouble("server_error", "sendMessage", times=1)
        await until(lambda: not outbox.waiting())
    assert " ".join(heard_by(an)).split() == ["een"] * 1000 + ["twee"] * 800 + ["drie"] * 700


async def test_a_database_that_is_locked_repeats_and_loses_nothing(telegram, sender, outbox, running, until):
    an = telegram.person()
    for number in range(3):
        outbox.put(str(an.chat_id), str(number))
    async with running(sender):
        await an.hears()
        outbox.broken = OSError("database is locked")
        await asyncio.sleep(0.2)
        outbox.broken = None
        await until(lambda: not outbox.waiting())
    assert [heard.text for heard in telegram.state.chats[an.chat_id].heard] == ["0", "1", "2"]


async def test_a_wrong_token_stops_it(telegram, sender, outbox):
    outbox.put(str(telegram.person().chat_id), "Dag")
    telegram.trouble("unauthorized", times=None)
    with pytest.raises(faults.TokenRefused):
        await sender.run()
    assert outbox.waiting() == 1


async def test_stopping_finishes_the_calls_in_hand_and_begins_no_other(telegram, client, outbox, until):
    people = [telegram.person() for _ in range(30)]
    for person in people:
        for number in range(50):
            outbox.put(str(person.chat_id), str(number))
    sender = Sender(client, outbox, pace=Pace(burst=10_000, at_once=10_000))
    task = asyncio.create_task(sender.run())
    await until(lambda: len(outbox.sent_ids) > 100)
    started = time.monotonic()
    sender.stop()
    await task
    assert time.monotonic() - started < 5
    assert len(outbox.sent_ids) == sum(len(person.has_heard()) for person in people) < 1500


async def test_a_kill_repeats_at_most_one_message_a_chat(telegram, client, outbox, running, until):
    an = telegram.person()
    for number in range(30):
        outbox.put(str(an.chat_id), str(number))
    for kill in range(5):
        task = asyncio.create_task(Sender(client, outbox, pace=Pace(burst=10_000, at_once=10_000)).run())
        await until(lambda so_far=kill: len(outbox.sent_ids) > so_far * 5)
        for each in asyncio.all_tasks() - {asyncio.current_task()}:
            if each is task or "_deliver" in repr(each.get_coro()):
                each.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with running(Sender(client, outbox, pace=Pace(burst=10_000, at_once=10_000))):
        await until(lambda: not outbox.waiting())
    heard = heard_by(an)
    assert len(heard) <= 35
    assert sorted(set(heard), key=int) == list(dict.fromkeys(heard)) == [str(number) for number in range(30)]


async def test_a_tap_is_answered_beside_the_outbox_and_may_fail(telegram, client, until):
    an, asides = telegram.person(), Asides(client)
    tap = an.taps_data("v1")
    asides.answer_tap(tap)
    asides.answer_tap("12345")
    asides.say(str(an.chat_id), Outgoing("Even geduld"))
    await asides.finish(2)
    assert an.was_answered(tap)
    assert heard_by(an) == ["Even geduld"]


async def test_a_group_is_told_and_left(telegram, client):
    group, asides = telegram.group(), Asides(client)
    asides.leave(str(group.id), Outgoing("Praat met mij alleen."))
    await asides.finish(2)
    assert [line.what for line in telegram.transcript(group.id)] == ["sendMessage"]
    assert group.blocked
