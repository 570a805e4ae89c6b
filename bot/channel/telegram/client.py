"""The Bot API, with its many errors sorted into our few."""

import json
from collections.abc import Awaitable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.request import HTTPXRequest

from bot.channel.telegram.compose import Call
from bot.channel.telegram.faults import Refused, Unknown, fault_of
from bot.channel.telegram.quiet import silence_libraries

API_URL = "https://api.telegram.org"
CONNECT_SECONDS = 3.0
ANSWER_SECONDS = 4.5  # a hung call ends within the five seconds in which the program has to stop
AT_ONCE = 256  # calls in hand; a chat whose call hangs takes one of them

_T = TypeVar("_T")


class TelegramClient:
    """One bot at one Bot API server.

    Every method raises one of `bot.channel.telegram.faults` and nothing else.
    """

    def __init__(self, token: str, api_url: str = API_URL, answer_seconds: float = ANSWER_SECONDS) -> None:
        silence_libraries()
        self._answer_seconds = answer_seconds
        self._reading = _Request(connection_pool_size=1, connect_timeout=CONNECT_SECONDS)
        self._writing = _Request(
            connection_pool_size=AT_ONCE,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=answer_seconds,
            write_timeout=answer_seconds,
        )
        self._bot = _RawBot(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            request=self._writing,
            get_updates_request=self._reading,
        )

    async def close(self) -> None:
        """Close its connections; calls in hand fail."""
        await self._reading.shutdown()
        await self._writing.shutdown()

    async def my_name(self) -> str:
        """Return the bot's user name, without the @. Also the way to ask whether Telegram is there."""
        me = await _sorted_out(self._bot.call("getMe"))
        name = me.get("username") if isinstance(me, Mapping) else None
        if not isinstance(name, str):
            raise Unknown("an unreadable answer (getMe)")
        return name

    async def updates(self, offset: int | None, seconds: float, allowed: Sequence[str], limit: int = 100) -> list[Any]:
        """Return the updates from `offset` on, as raw JSON; waits up to so many seconds for the first.

        Confirms every update before `offset`. Nothing is parsed: one broken update costs only itself.
        """
        wish = {"offset": offset, "timeout": int(seconds), "limit": limit, "allowed_updates": list(allowed)}
        answer = await _sorted_out(self._bot.call("getUpdates", wish, wait=seconds + self._answer_seconds / 2))
        if not isinstance(answer, list):
            raise Unknown("an unreadable answer (getUpdates)")
        return answer

    async def send(self, chat: str, call: Call) -> int | None:
        """Make one call to a chat; return the number of the message it made, where there is one."""
        if not chat.removeprefix("-").isdecimal():
            raise Refused("a chat of Telegram's is a number")
        data = {"chat_id": int(chat), **call.parameters}
        if call.document:
            name, content = call.document
            data["document"] = InputFile(content.encode(), filename=name)
        answer = await _sorted_out(self._bot.call(call.method, data))
        number = answer.get("message_id") if isinstance(answer, Mapping) else None
        return number if isinstance(number, int) else None

    async def answer_tap(self, callback_id: str, text: str = "") -> None:
        """Tell Telegram that a tap was seen, so that the button stops waiting."""
        await _sorted_out(
            self._bot.call("answerCallbackQuery", {"callback_query_id": callback_id, "text": text or None})
        )

    async def set_commands(self, commands: Sequence[tuple[str, str]], language: str | None = None) -> None:
        """Show these (command, description) in the menu, to people with this language or to all others."""
        listed = [{"command": command, "description": description} for command, description in commands]
        await _sorted_out(self._bot.call("setMyCommands", {"commands": listed, "language_code": language}))

    async def leave(self, chat: str) -> None:
        """Leave a group or channel."""
        await _sorted_out(self._bot.call("leaveChat", {"chat_id": int(chat)}))

    async def use_polling(self) -> None:
        """Give up any webhook, so that updates can be read; drops none of them."""
        await _sorted_out(self._bot.call("deleteWebhook", {"drop_pending_updates": False}))


class _UnreadableError(TelegramError):
    """An answer that is not a JSON object."""


class _Request(HTTPXRequest):
    """HTTP that tells Telegram's answers from those of a firewall or a proxy, and never logs one.

    A school's firewall that says 403 with a page of HTML must not count as "this person blocked the bot".
    """

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        code, payload = await super().do_request(*args, **kwargs)
        if code >= HTTPStatus.MULTIPLE_CHOICES and not _is_telegrams(payload):
            raise NetworkError("not an answer of Telegram's")
        if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            raise BadRequest("the request is too large")
        return code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = _json(payload)
        if not isinstance(answer, dict):
            raise _UnreadableError("not a JSON object")
        return answer


def _is_telegrams(payload: bytes) -> bool:
    answer = _json(payload)
    return isinstance(answer, dict) and answer.get("ok") is False


def _json(payload: bytes) -> Any:
    try:
        return json.loads(payload)
    except (ValueError, RecursionError):
        return None


class _RawBot(Bot):
    """python-telegram-bot's client, with answers left as they came."""

    async def call(self, method: str, data: dict[str, Any] | None = None, wait: float | None = None) -> Any:
        if wait is None:
            return await self._post(method, data)
        return await self._post(method, data, read_timeout=wait)


async def _sorted_out(call: Awaitable[_T]) -> _T:
    """Return the answer or raise one of our faults, with nothing of the library's error chained to it."""
    try:
        return await call
    except Exception as problem:  # noqa: BLE001 -- the library raises whatever a strange answer leads to
        fault = fault_of(problem)
    raise fault
