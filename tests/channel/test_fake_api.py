"""The fake Telegram's rules: offsets, keeping, checks. Each is one of the real server's."""

import asyncio

import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.simulation.telegram_server import FakeTelegram
from bot.simulation.telegram_server.limits import Limits


@pytest.fixture
async def virtual(clock):
    async with FakeTelegram(clock=clock, limits=Limits()) as fake:
        yield fake


@pytest.fixture
def bot_of():
    return lambda fake: ptb.Bot(fake.token, base_url=f"{fake.url}/bot")


async def ids(bot, **wish):
    return [update.update_id for update in await bot.get_updates(**wish)]


async def test_an_update_comes_back_until_a_higher_offset_is_asked_for(telegram, bot_of):
    bot, an = bot_of(telegram), telegram.person()
    an.says("een")
    an.says("twee")
    first, second = await ids(bot)
    assert await ids(bot) == [first, second]
    assert await ids(bot, offset=second) == [second]
    assert await ids(bot) == [second]
    assert await ids(bot, offset=second + 1) == []


async def test_a_batch_holds_at_most_a_hundred(telegram, bot_of):
    an = telegram.person()
    for number in range(150):
        an.says(str(number))
    assert len(await ids(bot_of(telegram))) == 100
    assert len(await ids(bot_of(telegram), limit=7)) == 7


async def test_a_long_poll_ends_as_soon_as_something_is_said(telegram, bot_of):
    poll = asyncio.create_task(ids(bot_of(telegram), timeout=20))
    await asyncio.sleep(0.05)
    telegram.person().says("dag")
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_a_second_poller_ends_the_first(telegram, bot_of):
    first = asyncio.create_task(ids(bot_of(telegram), timeout=20))
    await asyncio.sleep(0.1)
    assert await ids(bot_of(telegram)) == []
    with pytest.raises(ptb.error.Conflict):
        await first


async def test_only_the_kinds_that_were_asked_for_are_added(telegram, bot_of):
    bot, an = bot_of(telegram), telegram.person()
    assert await ids(bot, allowed_updates=["message"]) == []
    an.blocks()
    an.says("dag")
    assert len(await ids(bot)) == 1


async def test_a_message_is_kept_a_day_and_a_tap_150_seconds(virtual, bot_of, clock):
    bot, an = bot_of(virtual), virtual.person()
    an.says("dag")
    tap = an.taps_data("v1")
    await clock.advance(149)
    assert len(await ids(bot)) == 2
    await clock.advance(2)
    assert len(await ids(bot)) == 1
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(tap)
    await clock.advance(86_400)
    assert await ids(bot) == []


async def test_ids_may_jump_down_after_a_quiet_week(telegram, bot_of):
    bot, an = bot_of(telegram), telegram.person()
    an.says("dag")
    (before,) = await ids(bot)
    telegram.state.updates.jump(17)
    an.says("ben ik weer")
    assert await ids(bot, offset=before + 1) == [17]


async def test_updates_may_come_twice_and_out_of_order(telegram, bot_of):
    bot, an = bot_of(telegram), telegram.person()
    for number in range(5):
        an.says(str(number))
    given = await ids(bot)
    telegram.state.updates.repeat(2)
    assert await ids(bot, offset=given[-1] + 1) == given[-2:]
    for number in range(20):
        an.says(str(number))
    telegram.state.updates.out_of_order = True
    shuffled = await ids(bot)
    assert shuffled != sorted(shuffled)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Message text is empty"),
        (" \u200b\u2060\n", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("\U0001f600" * 2049, "Message is too long"),
    ],
)
async def test_it_refuses_texts_as_telegram_does(telegram, bot_of, text, complaint):
    with pytest.raises(BadRequest, match=complaint):
        await bot_of(telegram).send_message(telegram.person().chat_id, text)


async def test_it_refuses_buttons_as_telegram_does(telegram, bot_of):
    async def send(rows):
        markup = ptb.InlineKeyboardMarkup(rows)
        await bot_of(telegram).send_message(telegram.person().chat_id, "x", reply_markup=markup)

    def button(text="x", data="x"):
        return ptb.InlineKeyboardButton(text, callback_data=data)

    await send([[button(data="é" * 32)]])
    for rows in ([[button(data="é" * 33)]], [[button(text="")]], [[button()] * 8] * 13):
        with pytest.raises(BadRequest):
            await send(rows)


async def test_it_refuses_edits_as_telegram_does(telegram, bot_of):
    bot, an = bot_of(telegram), telegram.person()
    ours, theirs = (await bot.send_message(an.chat_id, "Dag")).message_id, an.says("dag")
    for number, complaint in ((ours, "not modified"), (theirs, "can't be edited"), (99, "to edit not found")):
        with pytest.raises(BadRequest, match=complaint):
            await bot.edit_message_text("Dag", an.chat_id, number)


async def test_it_refuses_chats_as_telegram_does(telegram, bot_of):
    bot, an, piet = bot_of(telegram), telegram.person(), telegram.person()
    an.blocks()
    telegram.state.chats[piet.chat_id].deactivated = True
    for chat, error in ((an.chat_id, Forbidden), (piet.chat_id, Forbidden), (404, BadRequest)):
        with pytest.raises(error):
            await bot.send_message(chat, "Dag")
    with pytest.raises(InvalidToken):
        await ptb.Bot("1:wrong", base_url=f"{telegram.url}/bot").get_me()


async def test_who_talks_too_fast_is_told_so(virtual, bot_of):
    bot, an = bot_of(virtual), virtual.person()
    for _ in range(3):
        await bot.send_message(an.chat_id, "Dag")
    with pytest.raises(RetryAfter):
        await bot.send_message(an.chat_id, "Dag")
    assert virtual.limits.refused == 1


async def test_nobody_outside_this_machine_can_reach_it():
    with pytest.raises(ValueError, match="this machine"):
        await FakeTelegram().start("0.0.0.0")  # noqa: S104 -- what it refuses


async def test_everything_is_in_the_transcript(telegram, bot_of):
    bot, an = bot_of(telegram), telegram.person()
    an.says("/start")
    await bot.send_message(an.chat_id, "Dag")
    an.edits("start")
    assert [(line.who, line.what, line.text) for line in telegram.transcript(an.chat_id)] == [
        ("person", "text", "/start"),
        ("bot", "sendMessage", "Dag"),
        ("person", "edited_message", "start"),
    ]
