"""Plays simulated people in this process, through the real inbox, dispatcher, turn, store and outbox.

Time is virtual: it jumps to whoever acts next, so that three weeks away take no longer than a second.
"""

import asyncio
import heapq
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256

from sqlalchemy.engine import Engine as Database

from bot.channel.message import Incoming, Outgoing
from bot.channel.ports import RawUpdate
from bot.channel.terminal import spoken
from bot.dispatch import SETTLE, Dispatcher
from bot.rasa_engine import Engine
from bot.simulation.cast import Role
from bot.simulation.respondent import Move
from bot.simulation.trace import Exchange, Standing, Talked, finish, standing, stored_after
from bot.store.engine import reading
from bot.store.mail import StoredInbox, StoredOutbox
from bot.store.vault import Vault
from bot.turn import Turns, as_mapping
from bot.world import World

CHANNEL = "simulation"
START = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
MOST_TURNS = 250
"""Whoever is not done by then is stuck."""
APART = timedelta(minutes=7)
"""So long after one person the next one begins."""
READS, TYPES = 20.0, 5.0
"""Signs a second."""


def own_world(world: World, seed: int) -> World:
    """Return the world under a key of its own, so that the same seed gives the same pseudonyms and nobody real has them."""
    return replace(world, vault=Vault(sha256(f"simulation {seed}".encode()).digest()))


class Play:
    """A number of people, each talking in a chat of their own, in one database."""

    def __init__(
        self,
        database: Database,
        world: World,
        engine: Engine,
        cast: Sequence[Role],
        *,
        start: datetime = START,
        code: Callable[[Role], str] = lambda _role: "",
    ) -> None:
        """`code` gives the code of the invitation with which somebody begins; none: they choose a guide."""
        self.database, self.world, self.now = database, world, start
        self.turns_taken = 0
        self._updates = 0
        turns = Turns(database, world, engine, CHANNEL, as_mapping)
        self.dispatcher = Dispatcher(turns, lambda: self.now)
        self.inbox = StoredInbox(database, world.vault, CHANNEL)
        self.outbox = StoredOutbox(database, world.vault, CHANNEL)
        self.people = [_Person(self, role, code(role)) for role in cast]
        self._line = [(start + APART * number, number) for number in range(len(self.people))]

    def talks(self) -> Iterator[Talked]:
        """Let everybody talk; yield each conversation when it is over."""
        loop = asyncio.new_event_loop()
        try:
            while self._line:
                at, number = heapq.heappop(self._line)
                self.now = max(self.now, at)
                person = self.people[number]
                pause = loop.run_until_complete(person.acts())
                if pause is not None:
                    heapq.heappush(self._line, (self.now + pause, number))
                    continue
                with reading(self.database) as session:
                    finish(session, person.talked)
                yield person.talked
        finally:
            loop.close()

    async def turn(self, chat: str, incoming: Sequence[Incoming]) -> list[tuple[int, Outgoing]]:
        """Take in what somebody did at once, take their turn, and return what is said to them, each with its number."""
        updates = [self._update(chat, one) for one in incoming]
        self.inbox.take_in(updates)
        self.now += SETTLE
        self.turns_taken += await self.dispatcher.round()
        heard = []
        while parcels := self.outbox.due(self.now, 20):
            for parcel in parcels:
                number = parcel.outgoing.edit or self.next_number()
                heard.append((number, parcel.outgoing))
                self.outbox.sent(parcel.id, number, self.now)
        return heard

    def next_number(self) -> int:
        """Return the number of the next message, counted over everybody."""
        self._updates += 1
        return self._updates

    def _update(self, chat: str, incoming: Incoming) -> RawUpdate:
        body = asdict(incoming) | {"sent_at": None}
        return RawUpdate(self.next_number(), chat, self.now, json.dumps(body).encode("ascii"))


class _Person:
    """One person with a telephone."""

    def __init__(self, play: Play, role: Role, code: str) -> None:
        self.play = play
        self.chat = f"simulated {role.number}"
        self.respondent = role.respondent(play.world.guides[role.guide])
        self.talked = Talked(role, play.world.vault.pseudonym(CHANNEL, self.chat))
        self.first: Move | None = Move("says", f"/start {code}".strip(), "start")
        self.standing = Standing()
        self.shown = Outgoing("")
        self.shown_number = 0
        self.said_number = 0
        self.last_answer = 0

    async def acts(self) -> timedelta | None:
        """Do the next thing; return how long until the one after, or None when the conversation is over."""
        move = self.first or self.respondent.next_move(self.shown.text, self._buttons())
        self.first = None
        if move.act == "waits":
            self.talked.exchanges.append(Exchange(move, "", (), self.standing, self.standing, ()))
            return timedelta(days=int(move.what))
        incoming = self._incoming(move)
        tapped = incoming[0].tap
        heard = await self.play.turn(self.chat, incoming)
        for number, outgoing in heard:
            if outgoing.document is None:
                self.shown, self.shown_number = outgoing, number
        before = self.standing
        with reading(self.play.database) as session:
            self.standing = standing(session, self.talked.participant)
            stored = stored_after(session, self.talked.participant, self.last_answer)
        self.last_answer = stored[-1].id if stored else self.last_answer
        said = tuple(outgoing for _, outgoing in heard)
        self.talked.exchanges.append(Exchange(move, tapped, said, before, self.standing, stored))
        return None if self._is_over() else self._pause(move)

    def _buttons(self) -> tuple[str, ...]:
        return tuple(button.text for row in self.shown.buttons for button in row)

    def _incoming(self, move: Move) -> list[Incoming]:
        hint = self.talked.role.language
        if move.act == "taps":
            data = next(button.data for row in self.shown.buttons for button in row if button.text == move.what)
            callback = f"tap {self.play.next_number()}"
            return [Incoming("tap", tap=data, callback_id=callback, message_id=self.shown_number, language_hint=hint)]
        if move.act == "edits":
            return [Incoming("edit", text=move.what, message_id=self.said_number, language_hint=hint)]
        made = []
        for text in move.what.split("\n"):
            self.said_number = self.play.next_number()
            made.append(replace(spoken(text), message_id=self.said_number, language_hint=hint))
        return made

    def _is_over(self) -> bool:
        erased = not self.standing.status and not self.standing.aside
        ended = erased or self.standing.status in ("completed", "stopped")
        return ended or len(self.talked.exchanges) >= MOST_TURNS

    def _pause(self, move: Move) -> timedelta:
        """Return how long somebody reads and types."""
        typed = len(move.what) / TYPES if move.act != "taps" else 1.0
        return timedelta(seconds=round(2 + len(self.shown.text) / READS + typed, 3))
