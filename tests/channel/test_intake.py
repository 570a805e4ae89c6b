"""What people send is stored before it is confirmed, whatever goes wrong."""

import asyncio
import json
import time

import pytest

from bot.channel.telegram import faults
from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.intake import Intake
from bot.channel.telegram.translate import translate


def texts(inbox):
    return [translate(json.loads(update.body)).text for update in inbox.updates.values()]


@pytest.fixture
def intake(client, inbox):
    return Intake(client, inbox, poll_seconds=1, draw=lambda: 0.0)


async def test_what_was_said_is_stored_in_order_and_then_confirmed(telegram, intake, inbox, running, until):
    an = telegram.person()
    said = [an.says(str(number)) for number in range(250)]
    async with running(intake):
        await until(lambda: len(inbox.updates) == len(said) and not telegram.state.updates)
    assert texts(inbox) == [str(number) for number in range(250)]
    assert {update.chat for update in inbox.updates.values()} == {str(an.chat_id)}


async def test_the_first_start_drops_nothing_that_waits(telegram, intake, inbox, running, until):
    telegram.person().says("van voor de start")
    async with running(intake):
        await until(lambda: texts(inbox) == ["van voor de start"])
    assert telegram.calls["deletewebhook"] == 1
    assert telegram.state.updates._allowed == ("message", "edited_message", "callback_query", "my_chat_member")


async def test_the_offset_stands_still_while_nothing_can_be_stored(telegram, intake, inbox, running, until):
    telegram.person().says("dag")
    inbox.broken = OSError("database is locked")
    async with running(intake):
        await until(lambda: inbox.calls >= 2)
        assert len(telegram.state.updates) == 1
        inbox.broken = None
        await until(lambda: texts(inbox) == ["dag"])
        await until(lambda: not telegram.state.updates)


async def test_people_are_told_once_when_nothing_can_be_stored(telegram, client, inbox, running, until):
    told = []

    async def tell(chats):
        told.extend(sorted(chats))
        raise OSError("nor can they be told")

    an = telegram.person()
    an.says("dag")
    inbox.broken = OSError("disk full")
    async with running(Intake(client, inbox, not_stored=tell, poll_seconds=1, draw=lambda: 0.0)):
        await until(lambda: inbox.calls >= 4)
    assert told == [str(an.chat_id)]


async def test_a_kill_between_storing_and_confirming_loses_and_doubles_nothing(telegram, client, inbox, running, until):
    an = telegram.person()
    for number in range(20):
        an.says(str(number))
        task = asyncio.create_task(Intake(client, inbox, poll_seconds=1).run())
        await until(lambda expected=number + 1: len(inbox.updates) == expected)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert texts(inbox) == [str(number) for number in range(20)]


async def test_a_poison_update_costs_only_itself(telegram, intake, inbox, running, until):
    an = telegram.person()
    for poison in ({"message": {"date": 10**14}}, {"message": None}, {"future": [1]}, {"message": "\ud800"}, {}):
        telegram.push(poison)
        an.says("daarna")
    async with running(intake):
        await until(lambda: texts(inbox).count("daarna") == 5)
    assert len(inbox.updates) == 10
    assert inbox.calls == 1


async def test_an_update_that_cannot_be_numbered_holds_nothing_up(inbox, clock, running, until):
    class Strange:
        asked = 0

        async def use_polling(self):
            pass

        async def updates(self, *_):
            self.asked += 1
            numbers = ("x", True, 2**70, -1, 5)
            return [7, *({"update_id": number} for number in numbers)]

    strange = Strange()
    async with running(Intake(strange, inbox, clock=clock)):
        await until(lambda: inbox.calls == 2)
        await asyncio.sleep(0.05)
        assert strange.asked == 2  # what brings nothing new again and again is no hot loop either
    assert set(inbox.updates) == {5}


async def test_updates_that_come_twice_or_out_of_order_are_stored_once_in_order(
    telegram, intake, inbox, running, until
):
    an, queue = telegram.person(), telegram.state.updates
    queue.out_of_order = True
    for number in range(100):
        an.says(str(number))
    async with running(intake):
        await until(lambda: len(inbox.updates) == 100)
        queue.repeat(10)
        an.says("nog iets")
        await until(lambda: len(inbox.updates) == 101 and not queue)
    assert texts(inbox) == [*map(str, range(100)), "nog iets"]


async def test_ids_that_jump_down_are_read_all_the_same(telegram, intake, inbox, running, until):
    an, queue = telegram.person(), telegram.state.updates
    an.says("voor de vakantie")
    async with running(intake):
        await until(lambda: len(inbox.updates) == 1 and not queue)
        queue.jump(17)
        an.says("erna")
        an.says("en nog")
        await until(lambda: len(inbox.updates) == 3 and not queue)
    assert list(inbox.updates)[1:] == [17, 18]


@pytest.mark.parametrize(
    "trouble", ["too_many", "server_error", "bad_gateway", "reset", "malformed", "not_an_object", "firewall"]
)
async def test_it_goes_on_by_itself_after_each_trouble(telegram, intake, inbox, *, running, until, trouble):
    telegram.trouble(trouble, "getUpdates", times=2)
    telegram.person().says("dag")
    async with running(intake):
        await until(lambda: texts(inbox) == ["dag"])


async def test_a_lost_answer_loses_no_update(telegram, inbox, running, until):
    client = TelegramClient(telegram.token, telegram.url, answer_seconds=0.2)
    telegram.trouble("lost_answer", "getUpdates", times=2)
    telegram.person().says("dag")
    async with running(Intake(client, inbox, poll_seconds=0, draw=lambda: 0.0)):
        await until(lambda: texts(inbox) == ["dag"])
    await client.close()


@pytest.mark.parametrize(
    ("trouble", "fault"), [("unauthorized", faults.TokenRefused), ("conflict", faults.OtherPoller)]
)
async def test_it_stops_where_only_a_person_can_help(telegram, intake, trouble, fault):
    telegram.trouble(trouble, "getUpdates", times=None)
    with pytest.raises(fault):
        await intake.run()
    assert telegram.calls["getupdates"] == 1


async def test_of_two_pollers_one_stops(telegram, client, inbox, until):
    other = TelegramClient(telegram.token, telegram.url)
    tasks = [asyncio.create_task(Intake(each, inbox, poll_seconds=5).run()) for each in (client, other)]
    await until(lambda: any(task.done() for task in tasks))
    await asyncio.sleep(0.1)
    stopped = [task for task in tasks if task.done()]
    assert [type(task.exception()) for task in stopped] == [faults.OtherPoller]
    for task in tasks:
        task.cancel()
    await other.close()


async def test_it_stops_at_once_in_the_middle_of_a_long_poll(telegram, client, inbox, until):
    intake = Intake(client, inbox, poll_seconds=30)
    task = asyncio.create_task(intake.run())
    await until(lambda: telegram.calls.get("getupdates") == 1)
    started = time.monotonic()
    intake.stop()
    await task
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("problem", [faults.TryLater("down"), faults.Unknown("hung")])
async def test_it_is_back_within_ten_seconds_of_the_cause_going_away(inbox, clock, running, problem):
    class Down:
        asked = 0

        async def use_polling(self):
            pass

        async def updates(self, *_):
            self.asked += 1
            raise problem

    down = Down()
    async with running(Intake(down, inbox, clock=clock, draw=lambda: 1.0)):
        await asyncio.sleep(0.05)
        assert down.asked == 1  # no hot loop: it waits until time goes on
        await clock.advance(60)
        before = down.asked
        for _ in range(5):
            await clock.advance(8.1)
            assert down.asked > before
            before = down.asked


async def test_whoever_waits_is_woken_by_something_new_only(telegram, client, inbox, running, until):
    woken = []
    async with running(Intake(client, inbox, arrived=lambda: woken.append(len(inbox.updates)), poll_seconds=1)):
        telegram.person().says("dag")
        await until(lambda: inbox.updates)
        telegram.state.updates.repeat(1)
        telegram.state.wake_reader(there_is_something=True)
        await until(lambda: inbox.calls >= 2)
    assert woken == [1]
