"""A conversation with nobody, before anybody is listened to: what is loaded at first use is loaded now.

The first texts of a process read word lists, patterns and language models from disk, which takes seconds. Nobody should
wait for that. It is said through the whole turn on a database of its own, which is thrown away; nothing is sent.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from bot.channel.message import Incoming
from bot.channel.ports import RawUpdate
from bot.rasa_engine import Engine
from bot.safeguarding.likeness import likeness
from bot.store.engine import open_engine
from bot.store.mail import StoredInbox
from bot.store.migrate import upgrade
from bot.turn import Turns, as_mapping
from bot.world import World

log = structlog.get_logger(__name__)

CHANNEL, NOBODY = "warming", "0"
SAYINGS = (
    "hallo daar",
    "1",
    "17",
    "ja",
    "ja",
    "ja",
    "ja",
    "1",
    "1",
    "Vorige week overlegden we met de buurtwerking over stages, en dat liep goed.",
    "wat bedoel je?",
    "I told them about it last week, and nobody answered.",
    "sla maar over",
    "Je n'ai pas encore d'avis là-dessus.",
    "terug",
)
"""Whatever is open when they come: each reaches parts that the others leave cold."""


async def warm(world: World, rasa: Engine, now: datetime, *, enough: Callable[[], bool] = lambda: False) -> None:
    """Talk to ourselves, in the languages we speak, unless somebody says that it is enough."""
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        database = open_engine(f"sqlite:///{Path(folder) / 'warming.db'}")
        try:
            upgrade(database)
            likeness().theme(SAYINGS[-2])  # the finest look at a text: few get one
            inbox = StoredInbox(database, world.vault, CHANNEL)
            turns = Turns(database, world, rasa, CHANNEL, as_mapping)
            for number, text in enumerate(SAYINGS, start=1):
                await asyncio.sleep(0)  # a SIGTERM is heard between two texts
                if enough():
                    return
                said = asdict(Incoming("text", text=text)) | {"message_id": number}
                inbox.take_in([RawUpdate(number, NOBODY, now, json.dumps(said).encode())])
                await turns.take(world.vault.pseudonym(CHANNEL, NOBODY), now)
        finally:
            database.dispose()
    log.info("warm", seconds=round(time.monotonic() - began, 1))
