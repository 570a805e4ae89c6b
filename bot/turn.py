"""One message, one unit of work.

A turn takes what waits of one chat and commits, at once, everything it leads to: answers, the new
state, flags, the messages to send, and that the message is done. A kill at any point loses nothing
and doubles nothing; what failed is rolled back as a whole, and the person is told once.
"""

import json
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.engine import Engine as Database
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import hearing
from bot.channel.message import Incoming, Outgoing
from bot.conversation.talk import Talk
from bot.rasa_engine import Engine
from bot.speaking import speak
from bot.store import mail, read, tables
from bot.store.engine import unit_of_work
from bot.world import World

log = structlog.get_logger(__name__)

LONGEST_TOGETHER = 0.15
"""Seconds. Turns of several chats are committed together, but nobody's reply waits longer than this for another's turn."""
MAX_ATTEMPTS = 5
"""A message whose turn fails so often is put aside; the next one of the chat goes on."""

Translate = Callable[[Any], Incoming]


@dataclass
class Done:
    """What a turn leaves for the channel beside the outbox: taps to be acknowledged, with a word or none."""

    taps: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """What waits of one chat."""

    rows: Sequence[int] = ()
    messages: Sequence[tuple[str, Incoming]] = ()
    """(chat, message), bursts joined."""

    @property
    def texts(self) -> list[str]:
        """What is said in words: it takes the longest to understand, so that taps go first."""
        return [incoming.text for _, incoming in self.messages if incoming.text]


@dataclass
class Turns:
    """Takes turns. One of these a process."""

    database: Database
    world: World
    rasa: Engine
    channel: str
    translate: Translate
    recent: dict[str | None, deque[str]] = field(default_factory=dict)
    """The last two short messages of each chat, in memory only, so that distress said in pieces is heard."""

    async def take(self, participant: str | None, now: datetime) -> Done:
        """Take the turn of one chat; after a failure leave its message waiting and say so, once.

        Raises:
            OperationalError: the database cannot be written at all; nothing changed.

        """
        try:
            return (await self._together([participant], now))[participant]
        except OperationalError:
            raise
        except Exception as problem:  # noqa: BLE001 -- whatever an action raises, the chat must not be stuck
            log.error("turn_failed", problem=type(problem.__cause__ or problem).__name__, where=_where(problem))
            with unit_of_work(self.database) as session:
                self._put_off(session, participant, type(problem).__name__, now)
            return Done()

    async def take_several(
        self, participants: Sequence[str | None], now: Callable[[], datetime]
    ) -> dict[str | None, Done]:
        """Take the turns of several chats and commit them at once: a commit waits for the disk, whatever it holds.

        Those that would make the others wait too long are left out. Where one of them fails nothing of it is kept, and each is taken by itself.

        Raises:
            OperationalError: the database cannot be written at all; nothing changed since the last turn.

        """
        try:
            return await self._together(participants, now())
        except OperationalError:
            raise
        except Exception:  # noqa: BLE001 -- which of them it was shows when each is taken by itself
            return {participant: await self.take(participant, now()) for participant in participants}

    async def _together(self, participants: Sequence[str | None], now: datetime) -> dict[str | None, Done]:
        heard_before = {one: self.recent[one].copy() for one in participants if one in self.recent}
        begun, taken = time.monotonic(), dict[str | None, Done]()
        try:
            with unit_of_work(self.database) as session:
                opened = self._open(session, participants)
                hearing.look_ahead([text for waiting in opened.values() for text in waiting.texts])
                for participant, waiting in sorted(opened.items(), key=lambda one: bool(one[1].texts)):
                    if taken and time.monotonic() - begun > LONGEST_TOGETHER:
                        break  # those who are left come next
                    taken[participant] = await self._take(session, participant, waiting, now)
                mail.mark_done(session, [row for participant in taken for row in opened[participant].rows])
        except BaseException:
            for one in participants:
                self.recent.pop(one, None)
            self.recent |= heard_before  # what is heard again must not count twice
            raise
        return taken

    async def _take(self, session: Session, participant: str | None, waiting: "Waiting", now: datetime) -> Done:
        done = Done()
        seen: list[tuple[Any, ...]] = []
        taps: set[tuple[str, int | None]] = set()
        for chat, incoming in waiting.messages:
            if incoming.kind == "tap" and (incoming.tap, incoming.message_id) in taps:
                done.taps += [(incoming.callback_id, "")] if incoming.callback_id else []
                continue  # the same button, tapped twice in one breath
            taps.add((incoming.tap, incoming.message_id))
            if seen:
                session.flush()  # what follows looks in the database for what the message before it changed
            await self._hear(session, participant, chat, incoming, now, done, seen)
        return done

    def _open(self, session: Session, participants: Sequence[str | None]) -> dict[str | None, "Waiting"]:
        """Return what waits of these chats; nothing of one that another program has in hand."""
        ours = [one for one in participants if one is None or mail.lock_chat(session, one)]
        rows = mail.waiting_of_each(session, ours)
        found = {one: Waiting([row.id for row in of], list(joined(self._unsealed(of)))) for one, of in rows.items()}
        return {one: found.get(one, Waiting()) for one in participants}

    def _unsealed(self, rows: Sequence[Any]) -> Iterator[tuple[str, Incoming]]:
        for row in rows:
            sealed = json.loads(self.world.vault.open(row.body, row.participant or "-"))
            yield sealed["chat"] or "", self.translate(json.loads(sealed["update"]))

    async def _hear(
        self,
        session: Session,
        participant: str | None,
        chat: str,
        incoming: Incoming,
        now: datetime,
        done: Done,
        seen: list[tuple[Any, ...]],
    ) -> None:
        if incoming.kind == "ignored" or participant is None:
            log.info("update_ignored", reason=incoming.reason[:60])
            return
        if incoming.kind in ("blocked", "unblocked"):
            self._reachable(session, participant, reachable=incoming.kind == "unblocked")
            return
        if incoming.kind == "group":
            self._refuse_group(session, participant, chat, now)
            return
        talk = self._talk(session, participant, chat, incoming, now)
        seen.append(talk.mark)
        talk.seen = seen[0]
        word = await hearing.hear(talk, self.rasa, self.recent.setdefault(participant, deque(maxlen=2)))
        if incoming.callback_id:
            done.taps.append((incoming.callback_id, word))
        speak(talk)
        if talk.gone:
            self.recent.pop(participant, None)

    def _talk(self, session: Session, participant: str, chat: str, incoming: Incoming, now: datetime) -> Talk:
        person = read.person(session, participant, now) or self._add(session, participant, incoming, now)
        row = person.participant
        row.last_seen_at, row.erased_soon_at = now, None
        self._keep_way_back(session, person, chat)
        if person.held_back:
            mail.release_begun(session, participant, now)
        return Talk(
            self.world, session, now, self.channel, chat, row, incoming, person.interview, model=self.rasa.model
        )

    def _add(self, session: Session, participant: str, incoming: Incoming, now: datetime) -> read.Person:
        language = self._first_language(incoming)
        row = tables.Participant(id=participant, language=language, created_at=now, wrong_codes=0)
        session.add(row)
        session.flush()
        return read.Person(row, None, None, held_back=False)

    def _first_language(self, incoming: Incoming) -> str:
        """Guess from the app's language; the person can change it at any moment."""
        hint = incoming.language_hint[:2]
        return hint if hint in ("nl", "en", "fr") else self.world.language

    def _keep_way_back(self, session: Session, person: read.Person, chat: str) -> None:
        """Keep the sealed way back to whoever writes: it may be gone (retention), or they may have blocked us before."""
        participant = person.participant.id
        if person.contact is None:
            sealed = self.world.vault.seal(chat.encode(), participant)
            session.add(tables.Contact(participant=participant, channel=self.channel, sealed=sealed))
            session.flush()
        elif not person.contact.reachable:
            person.contact.reachable = True
            session.flush()

    def _reachable(self, session: Session, participant: str, *, reachable: bool) -> None:
        contact = session.get(tables.Contact, participant)
        if contact is not None:
            contact.reachable = reachable

    def _refuse_group(self, session: Session, participant: str, chat: str, now: datetime) -> None:
        text = "\n".join(self.world.words.say("utter_group", language) for language in ("nl", "en", "fr"))
        mail.put_out(
            session,
            participant,
            Outgoing(text),
            now,
            farewell=(self.channel, self.world.vault.seal(chat.encode(), participant)),
        )

    def _put_off(self, session: Session, participant: str | None, reason: str, now: datetime) -> None:
        """Leave what failed for later, longer each time; tell the person the first time, give up after the last."""
        rows = mail.waiting_of(session, participant)
        mail.put_off(session, rows, reason, now, MAX_ATTEMPTS)
        if participant is None or session.get(tables.Contact, participant) is None:
            return
        if rows and max(row.attempts for row in rows) == 0:
            person = session.get(tables.Participant, participant)
            mail.put_out(session, participant, Outgoing(self.world.words.say("utter_trouble", person.language)), now)


def _where(problem: BaseException) -> str:
    """Return the file and line where it was raised; never what was in the variables."""
    last = traceback.extract_tb((problem.__cause__ or problem).__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def joined(messages: Iterator[tuple[str, Incoming]]) -> Iterator[tuple[str, Incoming]]:
    """Yield the messages with each run of texts, sent in one breath, as one, and an album as its first part."""
    held: tuple[str, Incoming] | None = None
    albums: set[str] = set()
    for chat, incoming in messages:
        if incoming.kind == "unsupported" and incoming.album in albums:
            continue
        albums |= {incoming.album} - {""}
        if held is not None and incoming.kind == "text" and not incoming.caption and incoming.reply_to is None:
            held = (chat, replace(held[1], text=f"{held[1].text}\n{incoming.text}", message_id=incoming.message_id))
            continue
        if held is not None:
            yield held
            held = None
        if incoming.kind == "text" and incoming.reply_to is None:
            held = (chat, incoming)
        else:
            yield chat, incoming
    if held is not None:
        yield held


def utc_now() -> datetime:
    """Return the time. Only the edges of the program ask; everything within is told."""
    return datetime.now(tz=timezone.utc)


def as_mapping(update: Mapping[str, Any]) -> Incoming:
    """Return a terminal's message, which is stored as its fields."""
    return Incoming(**update)
