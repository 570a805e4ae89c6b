"""The same bot in the terminal: typed or piped, the same inbox, turn and outbox as on Telegram."""

import json
import re
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channel.message import COMMANDS, Incoming, Outgoing
from bot.channel.ports import RawUpdate
from bot.dispatch import Dispatcher
from bot.rasa_engine import Engine
from bot.settings import Settings
from bot.store import read, tables
from bot.store.engine import open_engine, reading, unit_of_work
from bot.store.mail import StoredInbox, StoredOutbox
from bot.store.migrate import upgrade
from bot.turn import Turns, as_mapping, utc_now
from bot.world import World

CHANNEL = "terminal"
CHAT = "here"
AT_ONCE = timedelta(0)
_COMMAND = re.compile(r"/([a-z]+)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_LISTED = re.compile(r"^(\d+)\. ", re.MULTILINE)
"""A line of the summary: where there are some, a number typed is that of a line."""


class Terminal:
    """One person at the keyboard, or a file of lines."""

    def __init__(self, settings: Settings, model: Path) -> None:
        self.world = World.load(settings)
        self.database = open_engine(settings.meespraak_database_url)
        upgrade(self.database)
        vault = self.world.vault
        self.inbox, self.outbox = (
            StoredInbox(self.database, vault, CHANNEL),
            StoredOutbox(self.database, vault, CHANNEL),
        )
        turns = Turns(self.database, self.world, Engine(model), CHANNEL, as_mapping)
        self.dispatcher = Dispatcher(turns, utc_now, settle=AT_ONCE)
        self.me = vault.pseudonym(CHANNEL, CHAT)

    async def talk(
        self,
        lines: TextIO,
        screen: TextIO,
        *,
        guide: str | None = None,
        role: str | None = None,
        language: str | None = None,
        invite: str | None = None,
    ) -> None:
        """Talk until the input ends."""
        self._introduce(guide, role, language)
        await self._hear(Incoming("command", command="start", argument=invite or ""))
        self._show(screen)
        prompted = lines.isatty()
        while line := self._line(lines, screen, prompted=prompted):
            await self._hear(spoken(line.rstrip("\n")))
            self._show(screen)

    def _line(self, lines: TextIO, screen: TextIO, *, prompted: bool) -> str:
        if prompted:
            screen.write("> ")
            screen.flush()
        return lines.readline()

    def _introduce(self, guide: str | None, role: str | None, language: str | None) -> None:
        """Note what was chosen on the command line, as an invitation would."""
        with unit_of_work(self.database) as session:
            person = session.get(tables.Participant, self.me)
            if person is None:
                person = tables.Participant(
                    id=self.me, language=language or self.world.language, created_at=utc_now(), wrong_codes=0
                )
                session.add(person)
                session.flush()
                sealed = self.world.vault.seal(CHAT.encode(), self.me)
                session.add(tables.Contact(participant=self.me, channel=CHANNEL, sealed=sealed))
            person.language = language or person.language
            person.role = role or person.role or "stakeholder"
            person.invited_guide = guide or self._only_guide(role) or person.invited_guide
            if role == "coach" and guide is None:
                self._leave_interview(session)

    def _leave_interview(self, session: Session) -> None:
        """End what an earlier chat here left open, as beginning something else does."""
        person = read.person(session, self.me, utc_now())
        row = person.interview if person is not None else None
        if row is not None and row.status in ("open", "paused"):
            row.status, row.ended_at = "stopped", utc_now()

    def _only_guide(self, role: str | None) -> str | None:
        fitting = [guide.key for guide in self.world.guides.values() if guide.role == role]
        return fitting[0] if len(fitting) == 1 else None

    async def _hear(self, incoming: Incoming) -> None:
        number = self._next_number()
        body = asdict(incoming) | {"message_id": number, "sent_at": None}
        self.inbox.take_in([RawUpdate(number, CHAT, utc_now(), json.dumps(body).encode("ascii"))])
        while await self.dispatcher.round():
            pass

    def _next_number(self) -> int:
        with reading(self.database) as session:
            last = select(func.max(tables.Inbox.update_id)).where(tables.Inbox.channel == CHANNEL)
            return int(session.execute(last).scalar_one() or 0) + 1

    def _show(self, screen: TextIO) -> None:
        """Print what is in the outbox, and note each message as sent."""
        while parcels := self.outbox.due(utc_now(), 20):
            for parcel in parcels:
                screen.write(printed(parcel.outgoing) + "\n\n")
                self.outbox.sent(parcel.id, None, utc_now())
        screen.flush()


def spoken(line: str) -> Incoming:
    """Return what a line means: one of the bot's commands, or text."""
    command = _COMMAND.fullmatch(line.strip())
    if command and command[1].lower() in COMMANDS:
        return Incoming("command", command=command[1].lower(), argument=command[2] or "")
    return Incoming("text", text=line)


def printed(outgoing: Outgoing) -> str:
    """Return a message as lines; choices carry the number by which they can be chosen, other buttons their words."""
    lines = [outgoing.text] if outgoing.text else []
    if outgoing.document is not None:
        name, content = outgoing.document
        lines.append(f"--- {name} ---\n{content}")
    number = 0
    listed = bool(_LISTED.search(outgoing.text))
    for row in outgoing.buttons:
        for button in row:
            own = _LISTED.match(button.text)
            if own:
                lines.append(f"  [{own[1]}] {button.text[own.end() :]}")
                listed = True
            elif listed or button.data.startswith("c:") or button.data.endswith(":.done"):
                lines.append(f"  ({button.text})")
            else:
                number += 1
                lines.append(f"  [{number}] {button.text}")
    return "\n".join(lines)
