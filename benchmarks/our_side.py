"""Our side of `turns.py`: interviews in process, every commit on disk; writes down what was said."""

import asyncio
import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from measured import report, resident

from bot.channel.message import Incoming, Outgoing
from bot.channel.ports import RawUpdate
from bot.dispatch import Dispatcher
from bot.logs import set_up_logs
from bot.model import ready_model
from bot.rasa_engine import Engine
from bot.settings import Settings
from bot.simulation.respondent import Respondent
from bot.store.engine import open_engine
from bot.store.mail import StoredInbox, StoredOutbox
from bot.store.migrate import upgrade
from bot.turn import Turns, as_mapping, utc_now
from bot.warming import warm
from bot.world import World

CHANNEL = "bench"
TITLE = "Hoe wil je betrokken blijven?"
ENOUGH_WORDS = 4


class Person:
    """A simulated respondent and the chat they have before them."""

    def __init__(self, number: int) -> None:
        self.number, self.respondent = number, Respondent("nl", TITLE, number)
        self.texts: list[str] = []
        self.data: dict[str, str] = {}
        self.next: tuple[str, str] | None = ("says", "/start")

    def says(self) -> RawUpdate:
        """Return the next message or tap."""
        act, what = self.next
        if act == "says" and len(what.split()) >= ENOUGH_WORDS:
            what += f" (sinds {self.number + 1900} en {len(self.texts)} keer)"  # nobody says what another said before
        self.texts.append(what)
        incoming = Incoming("tap", tap=self.data[what]) if act == "taps" else Incoming("text", text=what)
        if what == "/start":
            incoming = Incoming("command", command="start")
        body = json.dumps(asdict(incoming) | {"message_id": len(self.texts)}).encode()
        return RawUpdate(self.number * 10_000 + len(self.texts), str(self.number), utc_now(), body)

    def hears(self, outgoing: Outgoing) -> None:
        """Take a message of the bot; one without buttons is the last."""
        self.data = {button.text: button.data for row in outgoing.buttons for button in row}
        self.next = self.respondent.reacts(outgoing.text, tuple(self.data)) if self.data else None


@dataclass
class Stage:
    """The bot without a channel."""

    dispatcher: Dispatcher
    inbox: StoredInbox
    outbox: StoredOutbox


async def hold(people: list[Person], turns: int, stage: Stage) -> tuple[list[float], float]:
    """Let these people talk, all at once, until each is done or has said so much; return each wait and the whole."""
    waits, begun_all = [], time.perf_counter()
    while talking := [person for person in people if person.next and len(person.texts) < turns]:
        begun = time.perf_counter()
        stage.dispatcher.after = lambda _done, begun=begun: _note(waits, time.perf_counter() - begun)
        stage.inbox.take_in([person.says() for person in talking])
        while await stage.dispatcher.round():
            pass
        begun_aside = time.perf_counter()
        _deliver(talking, stage.outbox)  # Telegram's part: the sender works beside the turns
        begun_all += time.perf_counter() - begun_aside
    return waits, time.perf_counter() - begun_all


async def _note(waits: list[float], wait: float) -> None:
    waits.append(wait)


def _deliver(talking: list[Person], outbox: StoredOutbox) -> None:
    by_chat = {str(person.number): person for person in talking}
    while parcels := outbox.due(utc_now(), 1000):
        for parcel in parcels:
            outbox.sent(parcel.id, 1, utc_now())
            by_chat[parcel.chat].hears(parcel.outgoing)


def main(folder: Path, people: int, turns: int, said_file: Path) -> None:
    """Hold the interviews and report."""
    set_up_logs("ERROR")
    settings = Settings(_env_file=None, meespraak_key_file=folder / "key" / "key")
    world = World.load(settings)
    database = open_engine(f"sqlite:///{folder / 'ours.db'}")
    upgrade(database)
    taken = Turns(database, world, Engine(ready_model(settings)), CHANNEL, as_mapping)
    vault = world.vault
    stage = Stage(
        Dispatcher(taken, utc_now, settle=timedelta(0)),
        StoredInbox(database, vault, CHANNEL),
        StoredOutbox(database, vault, CHANNEL),
    )
    asyncio.run(warm(world, taken.rasa, utc_now()))  # as `meespraak run` does
    asyncio.run(hold([Person(0)], 1000, stage))
    crowd = [Person(number) for number in range(1, people + 1)]
    begun = time.process_time()
    waits, elapsed = asyncio.run(hold(crowd, turns, stage))
    cpu = (time.process_time() - begun) / len(waits) * 1000
    said_file.write_text(json.dumps([person.texts for person in crowd]))
    report(waits, elapsed, cpu=cpu, memory=resident(os.getpid()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
