"""A program of its own, killed again and again in mid-intake: nothing is lost, doubled or out of order."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from pathlib import Path

import pytest

BOT = Path(__file__).with_name("killed_bot.py")
KILLS = 3


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "inbox.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE inbox (number INTEGER PRIMARY KEY, id INTEGER UNIQUE, text TEXT)")
    return path


def stored(path):
    with sqlite3.connect(path) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM inbox ORDER BY number")]


async def keep_talking(person, said):
    while True:
        said.append(str(len(said)))
        person.says(said[-1])
        await asyncio.sleep(0.002)


async def start(telegram, database):
    environment = {**os.environ, "PYTHONPATH": "."}
    return await asyncio.create_subprocess_exec(
        sys.executable, BOT, telegram.url, telegram.token, database, env=environment
    )


async def test_kill_minus_nine_loses_and_doubles_nothing(telegram, database, until):
    said, dice = [], random.Random(7)
    talking = asyncio.create_task(keep_talking(telegram.person(), said))
    for _ in range(KILLS):
        process, before = await start(telegram, database), len(stored(database))
        await until(lambda so_far=before: len(stored(database)) > so_far)
        await asyncio.sleep(dice.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        await process.wait()
    talking.cancel()
    process = await start(telegram, database)
    await until(lambda: len(stored(database)) == len(said))
    process.kill()
    await process.wait()
    assert stored(database) == said
    print(f"kills={KILLS} said={len(said)} lost=0 doubled=0")
