"""Begins conversations: writes to whom the schedule says is due, one person a unit of work.

The invitation, the interview and the note that it was sent are one commit. A kill before it leaves nothing, a kill after it
leaves everything, and a second note of the same kind is refused by the database itself.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import cast

import structlog
from sqlalchemy import case, select, update
from sqlalchemy.engine import Engine as Database
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import schedule
from bot.channel.message import Incoming
from bot.conversation import calling
from bot.conversation.talk import Talk
from bot.guide import Guide
from bot.rhythm import ADULT
from bot.speaking import speak
from bot.store import mail, read, rounds, tables
from bot.store.engine import reading, unit_of_work
from bot.world import World

log = structlog.get_logger(__name__)

SECONDS = 60.0


class Rounds:
    """Writes the messages that the bot begins, for the people of one channel."""

    def __init__(self, database: Database, world: World, channel: str, now: Callable[[], datetime]) -> None:
        self.database, self.world, self.channel, self.now = database, world, channel, now

    def tick(self) -> int:
        """Write what is due now and return to how many people."""
        return sum(self.steps())

    def steps(self) -> Iterator[bool]:
        """Do the same one unit of work at a time; yield whether somebody is written to."""
        self.open_by_rhythm()
        self.hold_back()
        yield False
        for participant, round_ in self._due():
            yield self._write(participant, round_)

    def open_by_rhythm(self) -> None:
        """Open the rounds whose day it is."""
        if not self.world.rhythm.series:
            return
        with reading(self.database) as session:
            known = [round_.key for round_ in rounds.all_rounds(session)]
        for round_ in schedule.rounds_to_open(self.world.rhythm, self.now(), known):
            try:
                with unit_of_work(self.database) as session:
                    rounds.open_round(session, round_)
            except IntegrityError:
                continue  # another worker opened it a moment ago
            log.info("round_opened", round=round_.key)

    def hold_back(self) -> None:
        """Let what was begun and could not be delivered in time wait for the next fitting hour."""
        now, rhythm = self.now(), self.world.rhythm
        row, person = tables.Outbox, tables.Participant
        band = case((person.role == "coach", ADULT), else_=person.age_band).label("age_band")
        asked = (
            select(row.id, row.due_at, band)
            .outerjoin(person, person.id == row.participant)
            .where(row.state == "waiting", row.begun.is_(True), row.due_at <= now)
        )
        with reading(self.database) as session:
            late = [one for one in session.execute(asked).all() if not rhythm.is_fitting(now, one.age_band)]
        for one in late:
            with unit_of_work(self.database) as session:
                still = update(row).where(row.id == one.id, row.state == "waiting", row.begun.is_(True))
                session.execute(still.values(due_at=rhythm.next_fitting(now, one.age_band)))

    def _due(self) -> list[tuple[str, schedule.Round]]:
        """Return who is due in which round, once a person."""
        now = self.now()
        found: dict[str, schedule.Round] = {}
        if self.world.rhythm.is_quiet(now):
            return []
        with reading(self.database) as session:
            for round_ in rounds.open_rounds(session, now):
                guide = self.world.guides.get(round_.guide)
                if guide is not None:
                    people = self._people(session, round_, guide, None)
                    for person, _ in schedule.due(people, round_, now, self.world.rhythm):
                        found.setdefault(person.participant, round_)
        return list(found.items())

    def _people(
        self, session: Session, round_: schedule.Round, guide: Guide, only: str | None
    ) -> list[schedule.Person]:
        return rounds.people(session, round_, guide.role, self.channel, self.world.rhythm.told_from_people, only)

    def _write(self, participant: str, round_: schedule.Round) -> bool:
        """Decide once more, now that nobody else can change this person's rows, and write."""
        try:
            with unit_of_work(self.database) as session:
                kind = self._write_in(session, participant, round_)
        except IntegrityError:
            log.info("round_message_there_already", round=round_.key)
            return False
        if kind is not None:
            log.info("round_message_written", round=round_.key, kind=kind)
        return kind is not None

    def _write_in(self, session: Session, participant: str, round_: schedule.Round) -> schedule.Kind | None:
        if not mail.lock_chat(session, participant):
            return None
        now, guide = self.now(), self.world.guides[round_.guide]
        for person in self._people(session, round_, guide, participant):
            kind = schedule.due_to(person, round_, now, self.world.rhythm)
            if kind is None:
                continue
            rounds.note(session, participant, round_.key, kind, now)
            self._say(session, participant, round_, kind, now)
            return kind
        return None

    def _say(
        self, session: Session, participant: str, round_: schedule.Round, kind: schedule.Kind, now: datetime
    ) -> None:
        person = cast("read.Person", read.person(session, participant, now))
        talk = Talk(
            self.world, session, now, self.channel, "", person.participant, Incoming("ignored"), person.interview
        )
        if kind == "invite":
            calling.invite(talk, self.world.guides[round_.guide], round_.key)
        elif kind == "remind":
            calling.remind(talk)
        else:
            calling.tell(talk)
        speak(talk, begun=True)
