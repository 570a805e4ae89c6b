"""Logs hold no words, no token and no chat, at any level, also when everything goes wrong."""

import logging

import pytest
import structlog

from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.intake import Intake
from bot.channel.telegram.outbox import Sender
from bot.channel.telegram.quiet import TALKATIVE, silence_libraries
from bot.simulation.clock import FastClock

TROUBLES = ["server_error", "bad_gateway", "firewall", "reset", "malformed", "not_an_object", "too_many", "lost_answer"]


@pytest.fixture
def everything_logged(caplog, capfd):
    """All that is logged or printed, from DEBUG on."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET)  # a test before this one may have silenced them
    caplog.set_level(logging.DEBUG)
    before = structlog.get_config()
    structlog.reset_defaults()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    yield lambda: caplog.text + "".join(capfd.readouterr())
    structlog.configure(**before)


async def test_no_log_holds_words_a_token_or_a_chat(telegram, inbox, outbox, *, running, until, everything_logged):
    client = TelegramClient(telegram.token, telegram.url, answer_seconds=0.2)
    an, piet = telegram.person(), telegram.person()
    an.says("mijn geheim antwoord")
    an.sends("contact")
    piet.blocks()
    for person in (an, piet, an, piet, piet, piet):
        outbox.put(str(person.chat_id), "onze geheime vraag")
    outbox.put(str(an.chat_id), "x" * 70_000)
    for trouble in TROUBLES:
        telegram.trouble(trouble, "sendMessage")
        telegram.trouble(trouble, "getUpdates")
    inbox.broken = OSError("INSERT mijn geheim antwoord")
    async with running(Intake(client, inbox, poll_seconds=0, clock=FastClock(50))):
        await until(lambda: inbox.calls >= 2)
        inbox.broken = None
        async with running(Sender(client, outbox, clock=FastClock(50))):
            await until(lambda: inbox.updates and len(outbox.sent_ids) >= 1 and outbox.closed)
    await client.close()
    logged = everything_logged()
    assert "updates_not_read" in logged
    assert "message_waits" in logged
    for secret in (telegram.token, "TEST-token", str(an.chat_id), str(piet.chat_id), "geheim", "xxx", "32470000000"):
        assert secret not in logged


def test_the_libraries_stay_silent_whatever_the_root_says(caplog):
    logging.getLogger("telegram.ext").setLevel(logging.DEBUG)
    silence_libraries()
    caplog.set_level(logging.DEBUG)
    for name in (*TALKATIVE, "telegram.Bot", "telegram.ext", "httpcore.http11"):
        logging.getLogger(name).critical("https://api.telegram.org/bot1:secret/getMe")
    assert caplog.text == ""
