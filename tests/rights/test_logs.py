"""At DEBUG, with a whole conversation and faults in it, the logs hold no words, tokens or chat ids.

`tests/conftest.py` looks through the log of the whole run in the same way.
"""

import logging

import pytest
from logged import secrets_in

from bot.channel.message import Incoming
from bot.logs import set_up_logs
from bot.simulation.telegram_server.server import TOKEN
from bot.store import holdings

MARK = "kwibusplank"
CHAT = "4711998877"


def test_logs_hold_no_secrets(world, engine, database, capfd, monkeypatch, logs):
    from talk import Talk

    set_up_logs("DEBUG")
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        talk = Talk(world, engine, database, chat=CHAT)
        says = ("/start", "Hoe gaat het met je plan?", "17", "ja", "ja", "ja")
        for saying in (*says, f"{MARK} sun", "ja", f"/{MARK}", f"ik wil niet meer leven {MARK}", "Verder"):
            talk.says(saying)
        talk.puts(Incoming("edit", text=f"edit {MARK}"), message_id=3)
        talk.turn()
        with monkeypatch.context() as patch:
            patch.setattr(holdings, "of", _fails)
            talk.says("/download")
    finally:
        logs()
        logging.getLogger().setLevel(logging.WARNING)
    logged = "".join(capfd.readouterr())
    print(f"\n{len(logged)} characters logged")
    assert "turn_failed" in logged
    assert not [secret for secret in (MARK, CHAT, "chatbot", talk.me[2:]) if secret in logged]


def _fails(*_):
    raise RuntimeError(MARK)


@pytest.mark.parametrize(
    ("logged", "found"),
    [
        ("event=told said=ik woon nu bij mijn tante", ["ik woon nu bij mijn tante"]),
        ("event=sent chat=5000000012", ["5000000012"]),
        (f"GET /bot{TOKEN}/getMe", [TOKEN]),
        ("event=answer_recorded question=mood interview=12", []),
    ],
)
def test_the_search_through_the_run_finds_what_is_planted(logged, found):
    assert secrets_in(logged, {"ik woon nu bij mijn tante", "stop"}) == found
