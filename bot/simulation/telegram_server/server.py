"""The fake Telegram's HTTP: one port on 127.0.0.1."""

import asyncio
import contextlib
import json
from types import TracebackType
from typing import Any

from aiohttp import web
from typing_extensions import Self

from bot.channel.clock import Clock, SystemClock
from bot.simulation.telegram_server import refusals as says
from bot.simulation.telegram_server.chats import Chat, Line
from bot.simulation.telegram_server.limits import Limits
from bot.simulation.telegram_server.methods import Methods
from bot.simulation.telegram_server.person import Person
from bot.simulation.telegram_server.refusals import RefusalError
from bot.simulation.telegram_server.state import State
from bot.simulation.telegram_server.troubles import DONE_FIRST, Trouble, TroubleKind, Troubles

TOKEN = "123456:TEST-token-of-the-fake-telegram"  # noqa: S105 -- opens nothing but the fake itself
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PAGE = "<html><body><h1>{}</h1></body></html>"
_COUNTED = ("sendmessage", "senddocument")


class FakeTelegram:
    """One bot's Telegram. `async with` starts and stops it."""

    def __init__(
        self,
        token: str = TOKEN,
        bot_name: str = "MeespraakTestBot",
        clock: Clock | None = None,
        seed: int = 0,
        limits: Limits | None = None,
    ) -> None:
        self.token = token
        self.clock = clock or SystemClock()
        self.state = State(bot_name, self.clock, seed)
        self.troubles = Troubles()
        self.limits = limits
        """None: as fast as you like."""
        self.calls: dict[str, int] = {}
        """How often each method was called, by its name in lower case."""
        self.url = ""
        self._methods = Methods(self.state)
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; `url` says where.

        Raises:
            ValueError: the host is not this machine itself. Nobody outside may talk to it.

        """
        if host not in LOOPBACK:
            raise ValueError("The fake Telegram listens on this machine only.")
        app = web.Application(client_max_size=50 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._closing.clear()
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.url = f"http://{host}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Break off every call and stop listening; what is known stays, and `start` goes on from there."""
        self._closing.set()
        self.state.wake_reader(there_is_something=True)
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def person(self, chat_id: int | None = None, language: str = "nl", first_name: str = "An") -> Person:
        """Return a new person, who has a private chat with the bot."""
        number = chat_id or 5_000_000_000 + len(self.state.chats)  # beyond 32 bits, as today's numbers are
        chat = self.state.chats.setdefault(number, Chat(number, "private", first_name, language))
        return Person(self.state, chat)

    def group(self, title: str = "Jongerenraad") -> Chat:
        """Return a new group that the bot is in."""
        number = -1_000_000_000_000 - len(self.state.chats)
        return self.state.chats.setdefault(number, Chat(number, "supergroup", title))

    def trouble(
        self,
        kind: TroubleKind,
        method: str | None = None,
        chat: int | None = None,
        times: int | None = 1,
        retry_after: int = 1,
    ) -> Trouble:
        """Let something go wrong, `times` times or until it is `over()`."""
        return self.troubles.add(Trouble(kind, method, chat, times, retry_after))

    def push(self, update: dict[str, Any]) -> int:
        """Send the bot an update as it stands, poison too; return its id."""
        number = self.state.updates.put_raw(update)
        self.state.wake_reader(there_is_something=True)
        return number

    def transcript(self, chat_id: int) -> list[Line]:
        """Return all that was said in a chat, both ways."""
        return self.state.chats[chat_id].transcript

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        try:
            parameters = await _parameters(request)
        except ConnectionError:
            return web.Response()  # the bot was killed in mid-sentence
        chat = _chat(parameters)
        self.calls[method] = self.calls.get(method, 0) + 1
        trouble = self.troubles.pick(method, chat)
        if trouble and trouble.kind not in DONE_FIRST:
            return await self._suffer(trouble, request)
        answer = await self._answer(request.match_info["token"], method, parameters, chat)
        return await self._suffer(trouble, request) if trouble else answer

    async def _answer(self, token: str, method: str, parameters: dict[str, Any], chat: int | None) -> web.Response:
        try:
            if token != self.token:
                raise RefusalError(*says.UNAUTHORIZED)  # noqa: TRY301 -- every refusal is answered in one place
            do = self._methods.by_name.get(method)
            if do is None:
                raise RefusalError(*says.NOT_FOUND)  # noqa: TRY301 -- as above
            if self.limits and method in _COUNTED and chat in self.state.chats:
                self.limits.admit(self.state.chats[chat], self.clock.ticks())
            return _json({"ok": True, "result": await do(parameters)})
        except RefusalError as refusal:
            return _json(refusal.to_json(), refusal.code)

    async def _suffer(self, trouble: Trouble, request: web.Request) -> web.StreamResponse:
        kind = trouble.kind
        if kind in ("hang", "lost_answer"):
            await self._closing.wait()
        if kind in ("hang", "lost_answer", "reset", "reset_after"):
            if request.transport:
                request.transport.abort()
            return web.Response()
        if kind in ("malformed", "malformed_after"):
            return web.Response(text='{"ok":true,"result":', content_type="application/json")
        if kind == "not_an_object":
            return _json([1, 2])
        if kind in ("bad_gateway", "firewall"):
            code = 502 if kind == "bad_gateway" else 403
            return web.Response(status=code, text=_PAGE.format(code), content_type="text/html")
        return _refused(trouble)


def _refused(trouble: Trouble) -> web.Response:
    refusals = {"unauthorized": says.UNAUTHORIZED, "conflict": says.OTHER_POLLER, "server_error": says.INTERNAL}
    if trouble.kind in refusals:
        code, description = refusals[trouble.kind]
        return _json(RefusalError(code, description).to_json(), code)
    seconds = trouble.retry_after
    refusal = RefusalError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    return _json(refusal.to_json(), 429)


def _json(body: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(body).encode(), status=status, content_type="application/json")


async def _parameters(request: web.Request) -> dict[str, Any]:
    """Return a call's parameters, from the address, a form or JSON; a file as (name, content)."""
    parameters: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        with contextlib.suppress(ValueError):
            parameters.update(await request.json())
        return parameters
    for name, value in (await request.post()).items():
        parameters[name] = (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    return _attached(parameters)


def _attached(parameters: dict[str, Any]) -> dict[str, Any]:
    """Put a file that is named as `attach://...` where it belongs."""
    for name, value in list(parameters.items()):
        if isinstance(value, str) and value.startswith("attach://") and value[9:] in parameters:
            parameters[name] = parameters.pop(value[9:])
    return parameters


def _chat(parameters: dict[str, Any]) -> int | None:
    try:
        return int(parameters["chat_id"])
    except (KeyError, TypeError, ValueError):
        return None
