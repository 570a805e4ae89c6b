"""The whole program: what comes in is stored, turns are taken, what is said is sent."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

from bot import health
from bot.channel.message import Outgoing
from bot.channel.telegram.client import TelegramClient
from bot.channel.telegram.compose import outgoing_calls
from bot.channel.telegram.faults import TelegramFault
from bot.channel.telegram.intake import Intake
from bot.channel.telegram.menu import read_menu, show_menu
from bot.channel.telegram.outbox import Sender
from bot.channel.telegram.translate import translate
from bot.digesting import SECONDS as DIGEST_SECONDS
from bot.digesting import Digests
from bot.dispatch import Dispatcher
from bot.keeping import SECONDS as RETENTION_SECONDS
from bot.keeping import keep
from bot.leading import Leadership
from bot.rasa_engine import Engine
from bot.regular import Regular
from bot.rounds import SECONDS as ROUNDS_SECONDS
from bot.rounds import Rounds
from bot.settings import Settings
from bot.store import coaching
from bot.store.engine import open_engine, reading
from bot.store.mail import StoredInbox, StoredOutbox
from bot.store.migrate import upgrade
from bot.store.way_back import way_to
from bot.turn import Done, Turns, utc_now
from bot.warming import warm
from bot.weekly import SECONDS as TIPS_SECONDS
from bot.weekly import WeeklyTips
from bot.world import World

log = structlog.get_logger(__name__)

CHANNEL = "telegram"


class Telegram:
    """One bot on Telegram, from its first poll until SIGTERM."""

    def __init__(self, settings: Settings, model: Path) -> None:
        if settings.telegram_bot_token is None:
            raise ValueError("no token is set")
        self.world = World.load(settings)
        self.menu = settings.meespraak_data / "interview" / "commands.yml"
        self.database = database = open_engine(settings.meespraak_database_url)
        upgrade(database)
        self.client = TelegramClient(settings.telegram_bot_token.get_secret_value(), settings.telegram_api_url)
        self.writing = asyncio.Lock()
        outbox = StoredOutbox(database, self.world.vault, CHANNEL)
        self.sender = Sender(self.client, outbox, in_thread=self._in_turn)
        turns = Turns(database, self.world, Engine(model), CHANNEL, translate)
        self.dispatcher = Dispatcher(
            turns, utc_now, after=self._after, trouble=self._turns_refused, writing=self.writing
        )
        inbox = StoredInbox(database, self.world.vault, CHANNEL)
        self.intake = Intake(
            self.client, inbox, arrived=self.dispatcher.wake, not_stored=self._not_stored, in_thread=self._in_turn
        )
        self.rounds = Rounds(database, self.world, CHANNEL, utc_now)
        self.digests = Digests(database, utc_now)
        tips = WeeklyTips(database, self.world, CHANNEL, utc_now)
        keeping = partial(keep, database, self.world, utc_now)
        self.regular = (
            Regular("rounds", self.rounds.steps, ROUNDS_SECONDS, self._in_turn),
            Regular("retention", keeping, RETENTION_SECONDS, self._in_turn),
            Regular("tips", tips.steps, TIPS_SECONDS, self._in_turn),
            Regular("digest", self.digests.steps, DIGEST_SECONDS, self._in_turn),
            Regular(
                "health",
                partial(health.steps, database, utc_now, settings.meespraak_metrics),
                health.SECONDS,
                self._in_turn,
            ),
        )
        self.leadership = Leadership(database)
        self._taps: set[asyncio.Task[None]] = set()
        self._told: set[str] = set()
        """Chats that heard of trouble with the database since the last turn that was committed."""

    async def run(self, ready: Callable[[str], None] = lambda _name: None) -> None:
        """Run until SIGTERM or SIGINT; the turn and the calls in hand are finished first."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        await warm(self.world, self.dispatcher.turns.rasa, utc_now(), enough=lambda: self.dispatcher.stopping)
        name = await self._greet()
        ready(name)
        with suppress(DBAPIError):
            self.rounds.hold_back()  # before anything is sent: what was begun yesterday must not arrive at night
        self._open_the_guide()
        with_telegram = (self.intake, self.sender, *self.regular)
        parts = [asyncio.create_task(part.run()) for part in (self.leadership, self.dispatcher)]
        parts += [asyncio.create_task(self._once_leading(part)) for part in with_telegram]
        try:
            await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            self.stop()
            await asyncio.gather(*parts)
        finally:
            for part in parts:
                part.cancel()
            await self.client.close()

    async def _once_leading(self, part: Intake | Sender | Regular) -> None:
        """Run what only one program may do, once it is we who lead."""
        await self.leadership.leads.wait()
        await part.run()

    async def _greet(self) -> str:
        """Ask for our own name and set the menu; a Telegram that is away for a moment does not keep us from starting."""
        try:
            name = await self.client.my_name()
            await show_menu(self.client, read_menu(self.menu), self.world.language)
        except TelegramFault as fault:
            log.warning("telegram_not_reached_yet", reason=str(fault))
            return ""
        return name

    def _open_the_guide(self) -> None:
        """Read the guide beside the turns where there are coaches, so that the first question need not wait for it."""
        with suppress(DBAPIError), reading(self.database) as session:
            if coaching.are_expected(session):
                Thread(target=lambda: self.world.library, daemon=True).start()

    def stop(self) -> None:
        """End: nothing new is taken in."""
        self.leadership.stop()
        self.intake.stop()
        self.dispatcher.stop()
        self.sender.stop()
        self.digests.stop()
        for part in self.regular:
            part.stop()

    async def _after(self, done: Done) -> None:
        """Wake the sender, and tell Telegram that taps were seen; nobody waits for that."""
        self._told.clear()
        self.sender.wake()
        for callback, word in done.taps:
            task = asyncio.create_task(self._answer_tap(callback, word))
            self._taps.add(task)
            task.add_done_callback(self._taps.discard)

    async def _answer_tap(self, callback: str, word: str) -> None:
        with suppress(TelegramFault):
            await self.client.answer_tap(callback, word)

    async def _in_turn(self, work: Callable[..., Any], *given: Any) -> Any:
        """Use the database when nobody else of this process does: SQLite's own queue is not fair."""
        async with self.writing:
            return work(*given)

    async def _not_stored(self, chats: frozenset[str]) -> None:
        """Tell people, past the outbox, that their message cannot be stored now; it stays with Telegram and comes again."""
        await self._tell_once(dict.fromkeys(chats, self.world.language))

    async def _turns_refused(self, participants: list[str]) -> None:
        """Tell people, past the outbox, that the database refuses their turn; their message is stored and is tried again."""
        for participant in participants:
            with suppress(DBAPIError, LookupError):
                with reading(self.dispatcher.turns.database) as session:
                    chat, language = way_to(session, self.world.vault, participant, self.world.language)
                await self._tell_once({chat: language})

    async def _tell_once(self, chats: dict[str, str]) -> None:
        """Say it to each chat that did not hear it since the last turn that was committed."""
        text = {language: self.world.words.say("utter_trouble", language) for language in set(chats.values())}
        for chat in chats.keys() - self._told:
            self._told.add(chat)
            with suppress(TelegramFault):
                await self.client.send(chat, outgoing_calls(Outgoing(text[chats[chat]]))[0])
