"""How fast it talks, measured on a virtual clock against limits like Telegram's."""

import asyncio
import random
from collections import Counter

import pytest

from bot.channel.telegram import faults
from bot.channel.telegram.outbox import Sender
from bot.channel.telegram.pace import Pace
from bot.simulation.telegram_server.chats import Chat
from bot.simulation.telegram_server.limits import Limits
from bot.simulation.telegram_server.refusals import RefusalError


class Line:
    """A Telegram without HTTP that keeps Telegram's limits, on a virtual clock."""

    def __init__(self, clock):
        self.clock = clock
        self.limits = Limits()
        self.chats = {}
        self.sent = []
        self.told_to_wait = {}
        self.begun = []

    async def my_name(self):
        return "bot"

    async def send(self, chat, call):
        now = self.clock.ticks()
        self.begun.append((chat, now))
        await asyncio.sleep(0)
        if self.told_to_wait.get(chat, 0) > now:
            raise faults.RetryAfter(self.told_to_wait[chat] - now)
        try:
            self.limits.admit(self.chats.setdefault(chat, Chat(int(chat))), now)
        except RefusalError as refusal:
            raise faults.RetryAfter(refusal.parameters["retry_after"]) from None
        self.sent.append((chat, call.parameters["text"], now))
        return len(self.sent)

    def times(self, chat):
        return [at for to, _, at in self.sent if to == chat]


async def at_once(function, *arguments):
    return function(*arguments)


@pytest.fixture
def line(clock):
    return Line(clock)


@pytest.fixture
def sender(line, outbox, clock):
    return Sender(line, outbox, clock=clock, in_thread=at_once, draw=lambda: 0.0)


async def test_a_chat_gets_three_at_once_and_then_one_a_second(line, sender, outbox, clock, running):
    for number in range(10):
        outbox.put("7", str(number))
    async with running(sender):
        await clock.advance(30)
    assert [round(at) for at in line.times("7")] == [0, 0, 0, 1, 2, 3, 4, 5, 6, 7]
    assert line.limits.refused == 0


async def test_at_most_thirty_a_second_go_out_in_all(line, sender, outbox, clock, running):
    for chat in range(300):
        outbox.put(str(chat), "Dag")
    async with running(sender):
        await clock.advance(15)
    times = [at for _, _, at in line.sent]
    assert len(times) == 300
    assert max(sum(start <= at < start + 1 for at in times) for start in times) <= 30
    assert times[-1] <= 10.5
    assert line.limits.refused == 0


async def test_a_chat_with_a_long_line_does_not_hold_up_a_new_one(line, sender, outbox, clock, running):
    for chat in range(100):
        for number in range(20):
            outbox.put(str(chat), str(number))
    async with running(sender):
        await clock.advance(5)
        outbox.put("9999", "Dag")
        sender.wake()
        await clock.advance(1.1)
    assert line.times("9999")


async def test_a_chat_that_is_told_to_wait_waits_alone(line, sender, outbox, clock, running):
    line.told_to_wait["1"] = 20.0
    for chat in ("1", "2", "3"):
        for number in range(3):
            outbox.put(chat, str(number))
    async with running(sender):
        await clock.advance(19)
        assert Counter(chat for chat, _, _ in line.sent) == {"2": 3, "3": 3}
        assert max(line.times("2")) < 1
        assert [at for chat, at in line.begun if chat == "1"] == [0]
        await clock.advance(5)
    assert [text for chat, text, _ in line.sent if chat == "1"] == ["0", "1", "2"]


async def test_when_every_chat_is_told_to_wait_all_wait(line, sender, outbox, clock, running):
    line.told_to_wait = {str(chat): 30.0 for chat in range(1000)}
    for chat in range(200):
        outbox.put(str(chat), "Dag")
    async with running(sender):
        await clock.advance(29)
        assert len(line.begun) <= 60
        await clock.advance(15)
    assert len(line.sent) == 200


async def test_it_is_back_within_ten_seconds_of_an_outage(line, sender, outbox, clock, running):
    async def down(*_):
        raise faults.TryLater("down")

    works, line.send = line.send, down
    for chat in range(20):
        outbox.put(str(chat), "Dag")
    async with running(sender):
        await clock.advance(300)
        line.send = works
        await clock.advance(10)
    assert len(line.sent) == 20


async def test_an_idle_sender_looks_into_the_outbox_once_a_second(sender, outbox, clock, running):
    looks = 0
    due = outbox.due

    def counted(*arguments):
        nonlocal looks
        looks += 1
        return due(*arguments)

    outbox.due = counted
    async with running(sender):
        await clock.advance(60)
    assert 59 <= looks <= 62


async def test_calls_that_arrive_in_a_bunch_are_still_not_too_many(line, sender, outbox, clock, running):
    dice, arrive = random.Random(3), line.send

    async def slowly(chat, call):
        await clock.sleep(dice.choice([0.0, 0.05, 0.3, 0.9]))
        number = await arrive(chat, call)
        await clock.sleep(dice.choice([0.0, 0.2]))
        return number

    line.send = slowly
    for chat in range(100):
        for number in range(4):
            outbox.put(str(chat), str(number))
    async with running(sender):
        await clock.advance(60)
    assert (len(line.sent), line.limits.refused) == (400, 0)


async def test_calls_that_hang_hold_up_nobody_for_long(line, sender, outbox, clock, running):
    arrive = line.send

    async def hang(chat, call):
        if int(chat) < 60:
            await clock.sleep(4.5)
            raise faults.Unknown("no answer")
        return await arrive(chat, call)

    line.send = hang
    for chat in range(62):
        outbox.put(str(chat), "Dag")
    async with running(sender):
        await clock.advance(7)
    assert {chat for chat, _, _ in line.sent} == {"60", "61"}


def test_the_pace_forgets_chats_that_are_free_again():
    pace = Pace()
    for chat in range(20_001):
        pace.end(pace.begin(float(chat)), str(chat), float(chat))
        pace.wait(str(chat), float(chat))
    assert len(pace._free) < 10_003
    assert len(pace._taken) < 32
