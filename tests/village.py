"""People without Rasa: rows as consent and answers leave them, and real turns decided by a stand-in for its rules."""

import asyncio
import json
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import select

from bot.channel.message import Incoming
from bot.channel.ports import RawUpdate
from bot.conversation import asking, commands, ending, opening, safety, taking
from bot.rounds import Rounds
from bot.schedule import Round
from bot.store import rounds, tables, write
from bot.store.engine import reading, unit_of_work
from bot.store.mail import StoredInbox, StoredOutbox
from bot.turn import Turns, as_mapping

CHANNEL = "telegram"
START = datetime(2026, 10, 5, 15, 0, tzinfo=timezone.utc)
"""A Monday, 17:00 in Brussels."""

_VERBS: dict[str, Any] = {
    **commands.COMMANDS,
    "answer": taking.take,
    "start": opening.start_command,
    "distress": safety.alarmed,
    "too_young": safety.too_young,
}


def count(database: Any, table: Any) -> int:
    with reading(database) as session:
        return len(session.execute(select(table)).scalars().all())


class Rules:
    """Stands in for Rasa where nothing has to be understood: the rules of data/*/rules.yml in six lines."""

    model = "rules"

    async def parse(self, text: str) -> Any:
        return {"text": text, "intent": {"name": "answer", "confidence": 1.0}, "entities": []}

    async def take(self, talk: Any, _text: str, intent: str, _confidence: float = 1.0) -> None:
        _VERBS[intent](talk)
        if asking.is_over(talk):
            ending.finish(talk)
        else:
            asking.ask(talk)


class Village:
    """Many chats with one bot, under a clock of their own."""

    def __init__(self, world: Any, database: Any, now: datetime = START) -> None:
        self.world, self.database, self.now, self.number = world, database, now, 0
        self.heard: list[tuple[datetime, str, Any]] = []
        """(when, which chat, what)"""
        self.restarts()

    def restarts(self) -> None:
        self.turns = Turns(self.database, self.world, Rules(), CHANNEL, as_mapping)
        self.inbox = StoredInbox(self.database, self.world.vault, CHANNEL)
        self.outbox = StoredOutbox(self.database, self.world.vault, CHANNEL)
        self.rounds = Rounds(self.database, self.world, CHANNEL, lambda: self.now)

    def who(self, chat: str) -> str:
        return self.world.vault.pseudonym(CHANNEL, chat)

    def arrives(self, chat: str, **about: Any) -> str:
        """Somebody who agreed to take part and to be written to, unless said otherwise."""
        me = self.who(chat)
        consents = about.pop("consents", {"take_part": True, "quote": False, "contact": True})
        row = {"role": "youth", "language": "nl", "age_band": "16_18", "status": "active", "wrong_codes": 0}
        with unit_of_work(self.database) as session:
            person = tables.Participant(id=me, created_at=self.now, **{**row, **about})
            session.add(person)
            session.flush()
            sealed = self.world.vault.seal(chat.encode(), me)
            session.add(tables.Contact(participant=me, channel=CHANNEL, sealed=sealed))
            for scope, given in consents.items():
                write.record_consent(session, person, scope, given=given, edition="e", now=self.now)
        return me

    def opens(self, guide: str = "youth_checkin", key: str = "r1", days: int = 14) -> None:
        with unit_of_work(self.database) as session:
            rounds.open_round(session, Round(key, guide, None, self.now, self.now + timedelta(days=days)))

    def decides(self, theme: str = "papers", guide: str | None = None) -> int:
        said = dict.fromkeys(("nl", "en", "fr"), f"zei {theme}")
        did = dict.fromkeys(("nl", "en", "fr"), f"deed {theme}")
        with unit_of_work(self.database) as session:
            row = tables.Decision(theme=theme, guide=guide, you_said=said, we_did=did, at=self.now, told=0)
            session.add(row)
            session.flush()
            return int(row.id)

    def answers(self, me: str, round_: str | None = None, **values: Any) -> int:
        """Somebody's finished check-in, with these answers."""
        guide = self.world.guides["youth_checkin"]
        with unit_of_work(self.database) as session:
            person = session.get(tables.Participant, me)
            row = write.start_interview(session, person, guide, channel=CHANNEL, round_=round_, now=self.now)
            row.status, row.ended_at = "completed", self.now
            for question, value in values.items():
                moment = {"asked_at": self.now, "answered_at": self.now}
                about = {"kind": "one", "language": "nl", "wording": "?", "source": "button"}
                write.record_answer(
                    session, interview=row.id, question=question, value=value, said=value, **about, **moment
                )
            return int(row.id)

    # Talking

    def does(self, chat: str, incoming: Incoming, message_id: int | None = None) -> None:
        self.number += 1
        body = asdict(incoming) | {"message_id": message_id or self.number}
        self.inbox.take_in([RawUpdate(self.number, chat, self.now, json.dumps(body).encode())])
        asyncio.run(self.turns.take(self.who(chat), self.now))
        self.sends()

    def commands(self, chat: str, command: str) -> None:
        self.does(chat, Incoming("command", command=command))

    def taps(self, chat: str, choice: int = 0) -> None:
        """Tap a choice of the last message, counted from 0; the last one where there are fewer."""
        buttons = self.buttons(chat)
        self.does(chat, Incoming("tap", tap=buttons[min(choice, len(buttons) - 1)].data, callback_id="cb"), 10_000)

    def buttons(self, chat: str) -> list[Any]:
        last = [out for _, to, out in self.heard if to == chat][-1]
        return [button for row in last.buttons for button in row if not button.data.startswith("c:")]

    def sends(self) -> None:
        """Deliver what is due now."""
        while parcels := self.outbox.due(self.now, 100):
            for parcel in parcels:
                self.heard.append((self.now, parcel.chat, parcel.outgoing))
                self.outbox.sent(parcel.id, 10_000, self.now)

    def tick(self) -> list[tuple[str, str]]:
        """Let the bot begin what is due; return (chat, text) of what was delivered."""
        before = len(self.heard)
        self.rounds.tick()
        self.sends()
        return [(chat, out.text) for _, chat, out in self.heard[before:]]

    def rows(self, table: Any) -> list[Any]:
        with reading(self.database) as session:
            return list(session.execute(select(table)).scalars())
