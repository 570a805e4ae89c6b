"""Each thing that goes wrong at Telegram comes out as the one of our faults that says what to do."""

import traceback

import pytest

from bot.channel.message import Outgoing
from bot.channel.telegram import faults
from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.compose import Call, outgoing_calls

HELLO = Call("sendMessage", {"text": "Dag"})


@pytest.mark.parametrize(
    ("trouble", "fault"),
    [
        ("too_many", faults.RetryAfter),
        ("server_error", faults.TryLater),
        ("bad_gateway", faults.TryLater),
        ("firewall", faults.TryLater),
        ("unauthorized", faults.TokenRefused),
        ("conflict", faults.OtherPoller),
        ("reset", faults.Unknown),
        ("reset_after", faults.Unknown),
        ("malformed", faults.Unknown),
        ("malformed_after", faults.Unknown),
        ("not_an_object", faults.Unknown),
    ],
)
async def test_each_trouble_is_sorted(telegram, client, trouble, fault):
    an = telegram.person()
    telegram.trouble(trouble, "sendMessage")
    with pytest.raises(fault) as caught:
        await client.send(str(an.chat_id), HELLO)
    assert type(caught.value) is fault
    assert await client.send(str(an.chat_id), HELLO)


@pytest.mark.parametrize("trouble", ["hang", "lost_answer"])
async def test_a_call_without_an_answer_may_have_been_done(telegram, trouble):
    client, an = TelegramClient(telegram.token, telegram.url, answer_seconds=0.1), telegram.person()
    telegram.trouble(trouble, "sendMessage")
    with pytest.raises(faults.Unknown):
        await client.send(str(an.chat_id), HELLO)
    assert len(an.has_heard()) == (trouble == "lost_answer")
    await client.close()


async def test_the_seconds_to_wait_come_through(telegram, client):
    telegram.trouble("too_many", retry_after=17)
    with pytest.raises(faults.RetryAfter) as caught:
        await client.my_name()
    assert caught.value.seconds == 17


async def test_no_connection_means_that_nothing_was_done(telegram, client):
    await telegram.stop()
    with pytest.raises(faults.TryLater):
        await client.my_name()


async def test_who_is_gone_is_told_from_what_is_refused(telegram, client):
    an, piet = telegram.person(), telegram.person()
    an.blocks()
    telegram.state.chats[piet.chat_id].deactivated = True
    for chat in (str(an.chat_id), str(piet.chat_id), "404"):
        with pytest.raises(faults.Unreachable):
            await client.send(chat, HELLO)
    for chat, text in (
        (str(telegram.person().chat_id), "x" * 5000),
        (str(telegram.person().chat_id), ""),
        ("an", "Dag"),
    ):
        with pytest.raises(faults.Refused):
            await client.send(chat, Call("sendMessage", {"text": text}))


async def test_an_old_tap_is_refused_and_no_more(client):
    with pytest.raises(faults.Refused, match="too old"):
        await client.answer_tap("12345")


async def test_a_wrong_token_is_known_at_once(telegram):
    client = TelegramClient("123:no", telegram.url)
    with pytest.raises(faults.TokenRefused):
        await client.my_name()
    await client.close()


async def test_nothing_of_the_librarys_error_is_chained(telegram):
    client = TelegramClient("123:secret-token", telegram.url)
    with pytest.raises(faults.TokenRefused) as caught:
        await client.my_name()
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)
    assert "secret-token" not in "".join(traceback.format_exception(caught.value))
    await client.close()


def test_a_refusal_is_told_without_what_it_quotes():
    complaint = faults.fault_of(faults.error.BadRequest('Unsupported start tag "geheim" in chat -100123456789'))
    assert str(complaint) == "Unsupported start tag ... in chat ..."


async def test_everything_the_bot_can_say_is_taken(telegram, client):
    an = telegram.person()
    for said in (Outgoing("lang " * 2000), Outgoing("Kopie", document=("kopie.json", '{"é":1}')), Outgoing("*_[<b>")):
        for call in outgoing_calls(said):
            assert await client.send(str(an.chat_id), call)
    heard = an.has_heard()
    assert "".join(heard[n].text + " " for n in range(3)).split() == ["lang"] * 2000
    assert (heard[3].document, heard[4].text) == (("kopie.json", '{"é":1}'.encode()), "*_[<b>")
