"""A bot that only listens and repeats, to be killed: `killed_bot.py URL TOKEN DATABASE`."""

import asyncio
import json
import sqlite3
import sys

from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.intake import Intake


class FileInbox:
    def __init__(self, path):
        self.path = path

    def take_in(self, updates):
        connection = sqlite3.connect(self.path)
        with connection:
            rows = [(update.update_id, json.loads(update.body)["message"]["text"]) for update in updates]
            new = connection.executemany("INSERT OR IGNORE INTO inbox (id, text) VALUES (?, ?)", rows).rowcount
        connection.close()
        return new


async def main(url, token, path):
    await Intake(TelegramClient(token, url), FileInbox(path)).run()


asyncio.run(main(*sys.argv[1:]))
