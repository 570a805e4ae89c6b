"""A Telegram of our own on 127.0.0.1: a fake Bot API over real HTTP, with people and with troubles.

    async with FakeTelegram() as telegram:            # telegram.url goes into TELEGRAM_API_URL
        an = telegram.person(language="nl")
        an.says("/start")
        heard = await an.hears()
        an.taps(heard.buttons[0])
        telegram.trouble("too_many", method="sendMessage", chat=an.chat_id, retry_after=3)

What it answers and when follows https://core.telegram.org/bots/api and the source of the official server
(https://github.com/tdlib/telegram-bot-api, `Client.cpp`); PTB's own parsing checks every object in our tests.
"""

from bot.simulation.telegram_server.chats import Heard, Line
from bot.simulation.telegram_server.person import Person
from bot.simulation.telegram_server.server import FakeTelegram
from bot.simulation.telegram_server.troubles import Trouble

__all__ = ["FakeTelegram", "Heard", "Line", "Person", "Trouble"]
