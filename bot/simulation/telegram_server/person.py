"""A simulated person: what they type, tap, change and send, and what they hear."""

import asyncio
from typing import Any

from bot.simulation.telegram_server.chats import Chat, Heard
from bot.simulation.telegram_server.contents import CONTENTS
from bot.simulation.telegram_server.state import State, buttons_of, person_json

LONGEST_TEXT = 4096


class Person:
    """One person and their private chat with the bot."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self._chat = chat
        self._heard = 0
        self._last_said = 0

    @property
    def chat_id(self) -> int:
        """Their number at Telegram."""
        return self._chat.id

    def says(self, text: str, reply_to: int | None = None, *, forwarded: bool = False, **extra: Any) -> int:
        """Type something; return the message's number, of the last part where the app had to cut it."""
        for start in range(0, max(1, len(text)), LONGEST_TEXT):
            part = text[start : start + LONGEST_TEXT]
            number = self._sends("text", {"text": part, **_entities(part), **extra}, reply_to, forwarded=forwarded)
        return number

    def sends(self, kind: str, caption: str = "", album: str = "", *, forwarded: bool = False) -> int:
        """Send a sticker, a voice note, a photo, ...: one of `CONTENTS`."""
        extra = {**({"caption": caption} if caption else {}), **({"media_group_id": album} if album else {})}
        return self._sends(kind, {**CONTENTS[kind], **extra}, None, forwarded=forwarded)

    def sends_album(self, photos: int = 10, caption: str = "") -> list[int]:
        """Send several photos as one album; the caption stands under the first."""
        album = f"album-{self._state.messages}"
        return [self.sends("photo", caption if part == 0 else "", album) for part in range(photos)]

    def says_in(self, group: Chat, text: str) -> int:
        """Type something in a group."""
        base = {"from": person_json(self._chat), "chat": group.to_json(), "date": self._state.unix()}
        number = self._state.next_message_id()
        self._state.happens("message", {"message_id": number, **base, "text": text})
        return number

    def edits(self, text: str, message_id: int | None = None) -> None:
        """Change something typed before, the last thing if nothing else is named."""
        number = message_id or self._last_said
        edited = {**self._chat.messages[number], "text": text, "edit_date": self._state.unix()}
        self._chat.messages[number] = edited
        self._state.note(self._chat, "edited_message", edited, by_person=True)
        self._state.happens("edited_message", edited)

    def taps(self, text: str) -> str:
        """Tap the newest button with this text; return the tap's id.

        Raises:
            LookupError: no message has such a button.

        """
        for message in reversed(self._chat.messages.values()):
            for button in buttons_of(message):
                if button["text"] == text:
                    return self.taps_data(button["callback_data"], message)
        raise LookupError(f"No button says {text!r}; the last lines: {self._chat.transcript[-3:]}")

    def taps_data(self, data: str, message: dict[str, Any] | None = None) -> str:
        """Tap a button with this data, which need not exist: a forged tap."""
        under = message or {"message_id": 0, "date": 0, "chat": self._chat.to_json()}
        self._state.note(self._chat, "callback_query", {"text": data}, by_person=True)
        return self._state.tapped(self._chat, under, data)

    def was_answered(self, tap_id: str) -> bool:
        """Return whether the bot said that it saw this tap."""
        return self._state.taps[tap_id].answered

    def blocks(self) -> None:
        """Block the bot."""
        self._chat.blocked = True
        self._membership("member", "kicked")

    def unblocks(self) -> None:
        """Let the bot talk again."""
        self._chat.blocked = False
        self._membership("kicked", "member")

    async def hears(self, timeout: float = 5.0) -> Heard:
        """Return the next thing the bot says.

        Raises:
            TimeoutError: it says nothing.

        """
        while len(self._chat.heard) <= self._heard:
            self._chat.arrived.clear()
            try:
                await asyncio.wait_for(self._chat.arrived.wait(), timeout)
            except asyncio.TimeoutError:
                raise TimeoutError(f"Nothing was said; the last lines: {self._chat.transcript[-3:]}") from None
        self._heard += 1
        return self._chat.heard[self._heard - 1]

    def has_heard(self) -> list[Heard]:
        """Return everything the bot said that was not heard before, without waiting."""
        news = self._chat.heard[self._heard :]
        self._heard = len(self._chat.heard)
        return news

    def _sends(self, what: str, content: dict[str, Any], reply_to: int | None, *, forwarded: bool) -> int:
        state, chat = self._state, self._chat
        base = {"from": person_json(chat), "chat": chat.to_json(), "date": state.unix()}
        origin = {"type": "hidden_user", "date": state.unix(), "sender_user_name": "Piet"}
        message = {"message_id": state.next_message_id(), **base, **content}
        if forwarded:
            message["forward_origin"] = origin
        if reply_to is not None:
            original = chat.messages[reply_to]
            message["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
        chat.messages[message["message_id"]] = message
        state.note(chat, what, message, by_person=True)
        state.happens("message", message)
        self._last_said = message["message_id"]
        return self._last_said

    def _membership(self, before: str, after: str) -> None:
        def member(status: str) -> dict[str, Any]:
            until = {"until_date": 0} if status == "kicked" else {}
            return {"status": status, "user": self._state.bot, **until}

        change = {"chat": self._chat.to_json(), "from": person_json(self._chat), "date": self._state.unix()}
        change |= {"old_chat_member": member(before), "new_chat_member": member(after)}
        self._state.note(self._chat, f"my_chat_member: {after}", {}, by_person=True)
        self._state.happens("my_chat_member", change)


def _entities(text: str) -> dict[str, Any]:
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    return {"entities": [{"type": "bot_command", "offset": 0, "length": len(command)}]} if len(command) > 1 else {}
