"""The tip of the week, to coaches who asked for it: one person a unit of work, at a fitting hour, through the outbox."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import structlog
from sqlalchemy.engine import Engine as Database
from sqlalchemy.orm import Session

from bot.channel.message import Incoming
from bot.conversation import tips
from bot.conversation.talk import Talk
from bot.rhythm import ADULT
from bot.speaking import speak
from bot.store import coaching, mail, tables
from bot.store.engine import reading, unit_of_work
from bot.world import World

log = structlog.get_logger(__name__)

SECONDS = 600.0
WEEK = timedelta(days=7)


class WeeklyTips:
    """Writes the tips of the week, for the coaches of one channel."""

    def __init__(self, database: Database, world: World, channel: str, now: Callable[[], datetime]) -> None:
        self.database, self.world, self.channel, self.now = database, world, channel, now

    def tick(self) -> int:
        """Write what is due now and return to how many coaches."""
        return sum(self.steps())

    def steps(self) -> Iterator[bool]:
        """Do the same one unit of work at a time; yield whether somebody is written to."""
        if not self.world.rhythm.is_fitting(self.now(), ADULT):
            return
        with reading(self.database) as session:
            due = self._due(session)
        for participant in due:
            yield self._write(participant)

    def _due(self, session: Session, only: str | None = None) -> list[str]:
        now, rhythm = self.now(), self.world.rhythm
        return coaching.due_a_tip(
            session,
            self.channel,
            before=now - WEEK,
            quiet_since=now - rhythm.in_conversation,
            flag_since=now - rhythm.rest_after_flag,
            only=only,
        )

    def _write(self, participant: str) -> bool:
        """Decide once more, now that nobody else can change this person's rows, and write."""
        with unit_of_work(self.database) as session:
            if not mail.lock_chat(session, participant) or not self._due(session, participant):
                return False
            row = session.get(tables.Participant, participant)
            talk = Talk(self.world, session, self.now(), self.channel, "", row, Incoming("ignored"))
            if talk.running or row.aside:
                return False
            tips.of_the_week(talk)
            speak(talk, begun=True)
        log.info("tip_of_the_week_written")
        return True
