"""What the fake Telegram knows: the bot, its chats, its updates, its taps."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.channel.clock import Clock
from bot.simulation.telegram_server.chats import Chat, Heard, Line
from bot.simulation.telegram_server.updates import TAP_KEPT_SECONDS, UpdateQueue

FIRST_UPDATE = 100_001


@dataclass
class Tap:
    """One tap of a button, until it is too old to be answered."""

    chat: int
    expires: float
    answered: bool = False


class State:
    """One bot's side of Telegram."""

    def __init__(self, bot_name: str, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.bot = {"id": 123456, "is_bot": True, "first_name": "Meespraak", "username": bot_name}
        self.updates = UpdateQueue(clock, FIRST_UPDATE, seed)
        self.chats: dict[int, Chat] = {}
        self.taps: dict[str, Tap] = {}
        self.commands: dict[str, list[dict[str, str]]] = {}
        """The menu by language code; "" for everyone else."""
        self.description: dict[str, str] = {}
        self.messages = 0
        """How many messages there are; the last one's number."""
        self._reading: asyncio.Future[bool] | None = None

    def unix(self) -> int:
        """Return the time as Telegram writes it."""
        return int(self.clock.now().timestamp())

    def next_message_id(self) -> int:
        """Return the number of a new message."""
        self.messages += 1
        return self.messages

    def happens(self, kind: str, body: dict[str, Any], *, keep: float | None = None) -> int | None:
        """Something happened that the bot should know; return the update's id."""
        number = self.updates.put(kind, body) if keep is None else self.updates.put(kind, body, keep)
        self.wake_reader(there_is_something=True)
        return number

    def tapped(self, chat: Chat, message: dict[str, Any], data: str) -> str:
        """Tap a button; return the tap's id."""
        tap_id = str(10**15 + len(self.taps))
        self.taps[tap_id] = Tap(chat.id, self.clock.ticks() + TAP_KEPT_SECONDS)
        person = person_json(chat)
        body = {"id": tap_id, "from": person, "chat_instance": str(chat.id), "message": message, "data": data}
        self.happens("callback_query", body, keep=TAP_KEPT_SECONDS)
        return tap_id

    def bot_says(self, chat: Chat, what: str, message: dict[str, Any], document: tuple[str, bytes] | None) -> None:
        """Keep a message of the bot's and let the person hear it."""
        chat.messages[message["message_id"]] = message
        line = self.note(chat, what, message)
        chat.deliver(Heard(line.text, line.buttons, message["message_id"], document, line.at))

    def note(self, chat: Chat, what: str, message: dict[str, Any], *, by_person: bool = False) -> Line:
        """Add a line to the chat's transcript."""
        text = message.get("text") or message.get("caption") or ""
        buttons = tuple(button["text"] for button in buttons_of(message))
        who = "person" if by_person else "bot"
        line = Line(self.clock.now(), who, what, text, buttons, message.get("message_id"))  # type: ignore[arg-type] # mypy widens the two literals
        chat.transcript.append(line)
        return line

    def become_reader(self) -> asyncio.Future[bool]:
        """Wait for an update in the place of whoever waited before, who is told that another came."""
        self.wake_reader(there_is_something=False)
        self._reading = asyncio.get_running_loop().create_future()
        return self._reading

    def wake_reader(self, *, there_is_something: bool) -> None:
        """End the waiting of the long poll, if there is one."""
        if self._reading and not self._reading.done():
            self._reading.set_result(there_is_something)
        self._reading = None


def person_json(chat: Chat) -> dict[str, Any]:
    """Return the person of a private chat as Telegram describes them."""
    return {"id": chat.id, "is_bot": False, "first_name": chat.first_name, "language_code": chat.language}


def buttons_of(message: dict[str, Any]) -> list[dict[str, str]]:
    """Return the buttons under a message, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
