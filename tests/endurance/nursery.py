"""Lives of the bot, to be ended: `nursery.py`, told what to do by lines of JSON.

Rasa is loaded once. Each line makes a copy of this process, which runs the whole program (`bot.running`) against a
real database and the Bot API it is told, until it is killed: by itself, at the n-th point of its work counted from the
first message it takes in (before and after each statement and each commit, before and after each call to Telegram), by the
clock after so many seconds at whatever it is doing, or by SIGTERM. Each is the end of the process, with nothing tidied up.
"""

import asyncio
import functools
import gc
import json
import os
import signal
import ssl
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from endurance.place import Place
from sqlalchemy import event
from sqlalchemy.engine import Engine as Database
from sqlalchemy.orm import Session

from bot import running
from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.pace import Pace
from bot.logs import set_up_logs
from bot.model import ready_model
from bot.rasa_engine import Engine
from bot.store.mail import StoredInbox

SETTLE = timedelta(milliseconds=15)
"""Nobody types in bursts here, and a thousand lives should not be spent waiting."""
FAST = {"burst": 10_000, "chat_seconds": 1e-4, "at_once": 10_000}


class Points:
    """Counts what a life does, and ends it at the n-th."""

    def __init__(self, last: int | None) -> None:
        self.last, self.count, self.counting = last, 0, False

    def pass_(self, *_: Any, **__: Any) -> None:
        self.count += self.counting
        if self.last is not None and self.counting and self.count >= self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Database, moment, self.pass_)
        event.listen(Session, "after_commit", self.pass_)
        TelegramClient.send = self._around(TelegramClient.send)  # type: ignore[method-assign]
        StoredInbox.take_in = self._from(StoredInbox.take_in)  # type: ignore[method-assign]

    def _around(self, call: Any) -> Any:
        async def send(*given: Any) -> Any:
            self.pass_()
            done = await call(*given)
            self.pass_()
            return done

        return send

    def _from(self, take_in: Any) -> Any:
        def first(*given: Any) -> Any:
            self.counting = True
            return take_in(*given)

        return first


def live(order: dict[str, Any], place: Place, rasa: Engine, world: Any) -> None:
    """Run the program as `meespraak run` does."""
    points = Points(order.get("point"))
    bot = running.Telegram(place.settings(), Path(rasa.model))
    points.watch()
    bot.dispatcher.settle = SETTLE
    if not order.get("slow"):
        bot.sender._pace = Pace(**FAST)
    if "seconds" in order:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process wherever it is
        signal.setitimer(signal.ITIMER_REAL, order["seconds"])
    asyncio.run(bot.run())
    say({"points": points.count})


def rehearse(bot: running.Telegram) -> None:
    """Live for a moment, so that no life has to load or import anything."""

    async def briefly() -> None:
        living = asyncio.create_task(bot.run())
        while not bot.intake._polling and not living.done():  # noqa: ASYNC110 -- nothing tells of it
            await asyncio.sleep(0.01)
        bot.stop()
        await living

    ssl.create_default_context = functools.cache(ssl.create_default_context)  # type: ignore[assignment]
    asyncio.run(briefly())
    bot.dispatcher.turns.database.dispose()


async def _warm_already(*_: Any, **__: Any) -> None:
    """Warm once for all lives."""


def say(what: Any) -> None:
    sys.__stdout__.write(f"@{json.dumps(what)}\n")
    sys.__stdout__.flush()


def main() -> None:
    """Load once; then one life after another, or several at once."""
    first = json.loads(sys.stdin.readline())
    place = Place.from_order(first)
    set_up_logs(first["log"])
    rasa, world = Engine(ready_model(place.settings())), place.world()
    running.Engine = lambda _model: rasa  # type: ignore[assignment,misc]
    running.World = SimpleNamespace(load=lambda _settings: world)  # type: ignore[assignment,misc]
    rehearse(running.Telegram(place.settings(), Path(rasa.model)))
    running.warm = _warm_already  # type: ignore[assignment]
    gc.freeze()
    say("ready")
    signal.signal(signal.SIGCHLD, _reap)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            code = 1
            try:
                order = json.loads(line)
                live(order, Place.from_order(order), rasa, world)
                code = 0
            finally:
                os._exit(code)
        say({"born": pid})


def _reap(*_: Any) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        say({"dead": pid, "status": os.waitstatus_to_exitcode(status)})


if __name__ == "__main__":
    main()
