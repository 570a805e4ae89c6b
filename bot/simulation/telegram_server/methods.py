"""What each method of the Bot API does, with Telegram's own checks."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.simulation.telegram_server import refusals as says
from bot.simulation.telegram_server.chats import Chat
from bot.simulation.telegram_server.refusals import RefusalError
from bot.simulation.telegram_server.state import State

TEXT_UNITS = 4096
CAPTION_UNITS = 1024
BUTTONS = 100
BUTTON_DATA_BYTES = 64
TAP_ANSWER = 200
LONGEST_POLL = 50.0
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060\ufeff]*")

Parameters = Mapping[str, Any]


class Methods:
    """The methods by their names in lower case, as Telegram reads them."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.by_name = {
            "getme": self.get_me,
            "getupdates": self.get_updates,
            "sendmessage": self.send_message,
            "senddocument": self.send_document,
            "editmessagetext": self.edit_message_text,
            "editmessagereplymarkup": self.edit_message_reply_markup,
            "answercallbackquery": self.answer_callback_query,
            "deletewebhook": self.done,
            "setmycommands": self.set_my_commands,
            "setmydescription": self.set_my_description,
            "sendchataction": self.send_chat_action,
            "leavechat": self.leave_chat,
            "getfile": self.get_file,
        }

    async def get_me(self, _parameters: Parameters) -> Any:
        """Who the bot is."""
        may = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return {**self._state.bot, **may}

    async def get_updates(self, parameters: Parameters) -> Any:
        """Confirm what came before `offset`, then give what waits, or wait for it."""
        state = self._state
        if parameters.get("allowed_updates"):
            state.updates.allow(_json(parameters["allowed_updates"]))
        offset, limit = _whole(parameters, "offset", 0), _whole(parameters, "limit", 100)
        state.wake_reader(there_is_something=False)
        batch = state.updates.take(offset, limit)
        seconds = min(_whole(parameters, "timeout", 0), LONGEST_POLL)
        if batch or seconds <= 0:
            return batch
        try:
            if not await asyncio.wait_for(state.become_reader(), seconds):
                raise RefusalError(*says.OTHER_POLLER)
        except asyncio.TimeoutError:
            return []
        return state.updates.take(offset, limit)

    async def send_message(self, parameters: Parameters) -> Any:
        """Say something."""
        chat = self._open_chat(parameters)
        message = self._message(chat, parameters, {"text": _text(parameters.get("text", ""))})
        self._state.bot_says(chat, "sendMessage", message, None)
        return message

    async def send_document(self, parameters: Parameters) -> Any:
        """Hand over a file."""
        chat = self._open_chat(parameters)
        document = parameters.get("document")
        if not isinstance(document, tuple):
            raise RefusalError(*says.NO_FILE)
        name, content = document
        caption = parameters.get("caption", "")
        if units(caption) > CAPTION_UNITS:
            raise RefusalError(*says.CAPTION_TOO_LONG)
        file = {"file_id": f"file-{name}", "file_unique_id": name, "file_name": name, "file_size": len(content)}
        extra = {"document": file, **({"caption": caption} if caption else {})}
        message = self._message(chat, parameters, extra)
        self._state.bot_says(chat, "sendDocument", message, (name, content))
        return message

    async def edit_message_text(self, parameters: Parameters) -> Any:
        """Change what was said."""
        chat, old = self._own_message(parameters)
        new = {**old, "text": _text(parameters.get("text", "")), "edit_date": self._state.unix()}
        return self._edited(chat, old, _with_markup(new, parameters), "editMessageText")

    async def edit_message_reply_markup(self, parameters: Parameters) -> Any:
        """Change or take away the buttons."""
        chat, old = self._own_message(parameters)
        new = {**old, "edit_date": self._state.unix()}
        return self._edited(chat, old, _with_markup(new, parameters), "editMessageReplyMarkup")

    async def answer_callback_query(self, parameters: Parameters) -> Any:
        """Let a tapped button stop waiting."""
        tap = self._state.taps.get(parameters.get("callback_query_id", ""))
        if tap is None or tap.expires <= self._state.clock.ticks():
            raise RefusalError(*says.QUERY_TOO_OLD)
        if len(parameters.get("text", "")) > TAP_ANSWER:
            raise RefusalError(*says.ANSWER_TOO_LONG)
        tap.answered = True
        return True

    async def set_my_commands(self, parameters: Parameters) -> Any:
        """Keep the menu of one language."""
        commands = _json(parameters.get("commands", "[]"))
        for command in commands:
            if not re.fullmatch("[a-z0-9_]{1,32}", command.get("command", "")):
                raise RefusalError(*says.COMMAND_INVALID)
            if not 1 <= len(command.get("description", "")) <= 256:  # noqa: PLR2004 -- Telegram's own limit
                raise RefusalError(*says.DESCRIPTION_INVALID)
        self._state.commands[parameters.get("language_code", "")] = commands
        return True

    async def set_my_description(self, parameters: Parameters) -> Any:
        """Keep what an empty chat shows."""
        self._state.description[parameters.get("language_code", "")] = parameters.get("description", "")
        return True

    async def send_chat_action(self, parameters: Parameters) -> Any:
        """Show that the bot is typing."""
        self._open_chat(parameters)
        return True

    async def leave_chat(self, parameters: Parameters) -> Any:
        """Leave a group."""
        chat = self._open_chat(parameters)
        if chat.kind == "private":
            raise RefusalError(*says.PRIVATE_CHAT)
        chat.blocked = True
        return True

    async def get_file(self, parameters: Parameters) -> Any:
        """Say where a file could be fetched."""
        name = parameters.get("file_id", "")
        if not name.startswith("file-"):
            raise RefusalError(*says.FILE_ID)
        return {"file_id": name, "file_unique_id": name[5:], "file_path": f"documents/{name}"}

    async def done(self, _parameters: Parameters) -> Any:
        """Agree, and do nothing."""
        return True

    def _open_chat(self, parameters: Parameters) -> Chat:
        if not parameters.get("chat_id"):
            raise RefusalError(*says.CHAT_ID_EMPTY)
        chat = self._state.chats.get(_whole(parameters, "chat_id", 0))
        if chat is None:
            raise RefusalError(*says.CHAT_NOT_FOUND)
        if chat.deactivated:
            raise RefusalError(*says.DEACTIVATED)
        if chat.blocked:
            raise RefusalError(*(says.BLOCKED if chat.kind == "private" else says.LEFT))
        return chat

    def _message(self, chat: Chat, parameters: Parameters, extra: dict[str, Any]) -> dict[str, Any]:
        reply = _json(parameters.get("reply_parameters", "{}"))
        if reply and reply.get("message_id") not in chat.messages and not reply.get("allow_sending_without_reply"):
            raise RefusalError(*says.NO_MESSAGE_TO_REPLY)
        base = {"from": self._state.bot, "chat": chat.to_json(), "date": self._state.unix()}
        message = _with_markup({**base, **extra}, parameters)
        return {"message_id": self._state.next_message_id(), **message}

    def _own_message(self, parameters: Parameters) -> tuple[Chat, dict[str, Any]]:
        chat = self._open_chat(parameters)
        message = chat.messages.get(_whole(parameters, "message_id", 0))
        if message is None:
            raise RefusalError(*says.NO_MESSAGE_TO_EDIT)
        if message["from"] != self._state.bot:
            raise RefusalError(*says.NOT_OURS_TO_EDIT)
        return chat, message

    def _edited(self, chat: Chat, old: dict[str, Any], new: dict[str, Any], method: str) -> dict[str, Any]:
        if all(old.get(key) == new.get(key) for key in ("text", "reply_markup")):
            raise RefusalError(*says.NOT_MODIFIED)
        chat.messages[old["message_id"]] = new
        self._state.note(chat, method, new)
        return new


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text(text: str) -> str:
    if _INVISIBLE.fullmatch(text):
        raise RefusalError(*says.TEXT_EMPTY)
    if units(text) > TEXT_UNITS:
        raise RefusalError(*says.TEXT_TOO_LONG)
    return text.strip()


def _with_markup(message: dict[str, Any], parameters: Parameters) -> dict[str, Any]:
    bare = {key: value for key, value in message.items() if key != "reply_markup"}
    if not parameters.get("reply_markup"):
        return bare
    markup = _json(parameters["reply_markup"])
    rows = markup.get("inline_keyboard") if isinstance(markup, dict) else None
    if rows is None:
        return bare  # other keyboards are no part of the message
    _check_buttons(rows)
    return {**bare, "reply_markup": {"inline_keyboard": rows}} if rows else bare


def _check_buttons(rows: list[list[dict[str, Any]]]) -> None:
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS:
        raise RefusalError(*says.MARKUP_TOO_LONG)
    for button in buttons:
        if not button.get("text") or not any(button.get(key) for key in ("callback_data", "url", "web_app")):
            raise RefusalError(*says.BUTTON_UNREADABLE)
        if len(button.get("callback_data", "").encode()) > BUTTON_DATA_BYTES:
            raise RefusalError(*says.BUTTON_DATA)


def _json(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        raise RefusalError(*says.MARKUP_UNREADABLE) from None


def _whole(parameters: Parameters, name: str, otherwise: int) -> int:
    try:
        return int(parameters.get(name, otherwise))
    except (TypeError, ValueError):
        return otherwise
