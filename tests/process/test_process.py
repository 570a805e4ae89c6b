"""`meespraak run` as a process of its own, against a Bot API on loopback: 20 people, a SIGTERM in the middle, a new start."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.simulation.respondent import Respondent
from bot.simulation.telegram_server import FakeTelegram
from bot.simulation.telegram_server.server import TOKEN

ROOT = Path(__file__).resolve().parents[2]
TITLES = {
    ("stakeholder", "nl"): "Hoe wil je betrokken blijven?",
    ("stakeholder", "en"): "How do you want to stay involved?",
    ("stakeholder", "fr"): "Comment veux-tu rester impliqué·e ?",
    ("youth", "nl"): "Hoe gaat het met je plan?",
    ("youth", "en"): "How is your plan going?",
    ("youth", "fr"): "Où en est ton projet ?",
}
PATIENCE = 8
"""A person who hears nothing so many times half a second does what they wanted once more."""
ENDS = ("/delete", "effaces tout", "wis je alles")


@asynccontextmanager
async def running(folder: Path, url: str) -> AsyncIterator[subprocess.Popen[str]]:
    """Run the bot until the block ends; it has to leave within five seconds of SIGTERM.

    Telegram, which is in this process, goes on answering meanwhile: a call in hand is finished.
    """
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": url,
        "MEESPRAAK_DATABASE_URL": f"sqlite:///{folder / 'meespraak.db'}",
        "MEESPRAAK_KEY_FILE": str(folder / "key" / "key"),
        "MEESPRAAK_LOG": "DEBUG",
    }
    log = (folder / "log").open("a")
    process = subprocess.Popen(  # noqa: ASYNC220 -- it is the block that runs long, not this
        [sys.executable, "-W", "ignore", "-m", "bot", "run"], cwd=ROOT, env=environment, stderr=log, text=True
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 8) == 0
    finally:
        process.kill()
        log.close()


async def converse(person: Any, respondent: Respondent, until: asyncio.Event | None, done: set[int]) -> None:
    """Answer what the bot asks until it says goodbye, or until somebody calls a halt."""
    heard, seen, silent = None, (), 0
    while until is None or not until.is_set():
        try:
            heard = await person.hears(timeout=0.5)
            while news := person.has_heard():
                heard = news[-1]
        except TimeoutError:
            silent += 1
            if heard is None or (current_buttons(person, heard) == seen and silent < PATIENCE):
                continue  # nothing new, and no button under the last message changed
        silent = 0
        if not heard.buttons and any(end in heard.text for end in ENDS):
            done.add(person.chat_id)
            return
        seen = current_buttons(person, heard)
        act, what = respondent.reacts(heard.text, seen)
        person.taps(what) if act == "taps" else person.says(what)


def current_buttons(person: Any, heard: Any) -> tuple[str, ...]:
    """Return the buttons as they stand now: a tick changes those of a message already heard."""
    message = person._chat.messages[heard.message_id]
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(button["text"] for row in rows for button in row)


@pytest.mark.timeout(1200)
async def test_twenty_people_finish_although_the_bot_is_stopped_halfway(tmp_path: Path, engine: Any) -> None:
    async with FakeTelegram() as telegram:
        people = [
            (telegram.person(language=lang), Respondent(lang, TITLES[role, lang], seed))
            for seed, (role, lang) in enumerate([*TITLES] * 4)
            if seed < 20
        ]
        done: set[int] = set()
        async with running(tmp_path, telegram.url) as bot:
            for person, _ in people:
                person.says("/start")
            halt = asyncio.Event()
            talks = [asyncio.create_task(converse(person, respondent, halt, done)) for person, respondent in people]
            await until_answers(bot, tmp_path / "meespraak.db", 40)
            halt.set()
            await asyncio.gather(*talks)
        async with running(tmp_path, telegram.url):
            for person, _ in people:
                if person.chat_id not in done:
                    person.says("hallo" if person._chat.language == "nl" else "hello")
            await asyncio.wait_for(
                asyncio.gather(*(converse(p, r, None, done) for p, r in people if p.chat_id not in done)), 400
            )
    assert len(done) == 20
    check_database(tmp_path / "meespraak.db")
    check_log(tmp_path / "log", people)


async def until_answers(bot: Any, path: Path, count: int) -> None:
    """Wait until so many answers are stored."""
    for _ in range(6000):
        assert bot.poll() is None, "the bot left"
        if answers_in(path) >= count:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("too few answers came in")


def answers_in(path: Path) -> int:
    """Return how many answers are stored; none while there is no table yet."""
    if not path.exists() or rows(path, "SELECT count(*) FROM sqlite_master WHERE name='answer'") == [(0,)]:
        return 0
    return int(rows(path, "SELECT count(*) FROM answer")[0][0])


def rows(path: Path, query: str) -> list[Any]:
    import sqlite3

    connection = sqlite3.connect(path, timeout=10)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def check_database(path: Path) -> None:
    """Every interview completed, every answer once, nothing left to do, and every answer with its passport."""
    assert rows(path, "SELECT status, count(*) FROM interview GROUP BY status") == [("completed", 20)]
    assert (
        rows(path, "SELECT interview, question, item FROM answer WHERE current GROUP BY 1, 2, 3 HAVING count(*) > 1")
        == []
    )
    assert rows(path, "SELECT count(*) FROM inbox WHERE state = 'waiting'")[0][0] == 0
    for column in ("wording", "parsed_by", "consent_edition", "asked_at"):
        assert rows(path, f"SELECT count(*) FROM answer WHERE {column} IS NULL")[0][0] == 0  # noqa: S608 -- our own column


def check_log(path: Path, people: list[Any]) -> None:
    """The log at DEBUG holds no words, no token, no chat id."""
    log = path.read_text()
    assert TOKEN.partition(":")[2] not in log
    assert "fietsherstelplaats" not in log
    assert not [person.chat_id for person, _ in people if str(person.chat_id) in log]
