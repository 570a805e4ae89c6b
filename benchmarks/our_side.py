"""Our side of `turns.py`: interviews in process, every commit on disk; writes down what was said."""

import asyncio
import json
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from measured import report

from bot.channel.message import Incoming
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
from bot.world import World

CHANNEL = "bench"
TITLE = "Hoe wil je betrokken blijven?"


def main(folder: Path, people: int, said_file: Path) -> None:
    """Hold the interviews and report."""
    set_up_logs("ERROR")
    settings = Settings(_env_file=None, meespraak_key_file=folder / "key" / "key")
    world = World.load(settings)
    database = open_engine(f"sqlite:///{folder / 'ours.db'}")
    upgrade(database)
    turns = Turns(database, world, Engine(ready_model(settings)), CHANNEL, as_mapping)
    dispatcher = Dispatcher(turns, utc_now, settle=timedelta(0))
    inbox, outbox = StoredInbox(database, world.vault, CHANNEL), StoredOutbox(database, world.vault, CHANNEL)
    seconds: list[float] = []
    said: list[list[str]] = []

    async def hold(person: int) -> None:
        respondent, texts = Respondent("nl", TITLE, person), []
        act, what, data, number = "says", "/start", {}, 0
        while True:
            number += 1
            texts.append(what)
            incoming = Incoming("tap", tap=data[what]) if act == "taps" else Incoming("text", text=what)
            if what == "/start":
                incoming = Incoming("command", command="start")
            body = json.dumps(asdict(incoming) | {"message_id": number}).encode()
            begun = time.perf_counter()
            inbox.take_in([RawUpdate(person * 10_000 + number, str(person), utc_now(), body)])
            while await dispatcher.round():
                pass
            seconds.append(time.perf_counter() - begun)
            parcels = outbox.due(utc_now(), 10)
            for parcel in parcels:
                outbox.sent(parcel.id, number, utc_now())
            heard = parcels[-1].outgoing
            data = {button.text: button.data for row in heard.buttons for button in row}
            if not data:
                break
            act, what = respondent.reacts(heard.text, tuple(data))
        said.append(texts)

    asyncio.run(hold(0))  # warms up: dictionaries are read at the first use
    seconds.clear()
    said.clear()
    for person in range(1, people + 1):
        asyncio.run(hold(person))
    said_file.write_text(json.dumps(said))
    report(seconds)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
