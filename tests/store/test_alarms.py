"""Each alarm of docs/RUNBOOK.md rings: what it is about is let happen, and the count passes the level that stands there."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot import doctor, health
from bot.channel.message import Incoming
from bot.store.engine import reading
from bot.turn import MAX_ATTEMPTS

RUNBOOK = Path(__file__).resolve().parents[2] / "docs" / "RUNBOOK.md"
ROWS = dict(
    re.findall(r"^\| `meespraak_(\w+)` \| [^|]* \| ([^|]*) \|", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE)
)
SAYS = Incoming("text", text="hallo")


def waits(village):
    village.turns.take = _nothing
    village.does("1", SAYS)
    return timedelta(seconds=61)


def is_late(village):
    village.opens()
    village.rounds.tick()
    return timedelta(seconds=121)


def dies(village):
    village.turns._hear = None
    village.does("1", SAYS)
    for _ in range(MAX_ATTEMPTS):
        village.now += timedelta(minutes=1)
        asyncio.run(village.turns.take(village.who("1"), village.now))
    return timedelta(0)


def is_refused(village):
    village.opens()
    village.rounds.tick()
    [parcel] = village.outbox.due(village.now, 9)
    village.outbox.refused(parcel.id, "message is too long")
    return timedelta(0)


def tells_of_distress(village):
    village.does("1", Incoming("text", text="ik wil niet meer leven"))
    return timedelta(0)


async def _nothing(*_):
    pass


RINGS = {
    "inbox_oldest_seconds": (waits, 60),
    "outbox_late_seconds": (is_late, 120),
    "inbox_dead": (dies, 0),
    "outbox_refused": (is_refused, 0),
    "flags_open": (tells_of_distress, 0),
}


@pytest.mark.parametrize("count", RINGS)
def test_the_count_passes_its_level(village, count):
    happens, level = RINGS[count]
    village.arrives("1")
    assert look(village, timedelta(0))[count] == 0
    assert look(village, happens(village))[count] > level
    assert level == 0 or f"over {level} " in ROWS[count]


def look(village, later):
    with reading(village.database) as session:
        return vars(health.look(session, village.now + later))


def test_a_bot_that_stopped_shows_by_the_age_of_its_file(village, tmp_path):
    list(health.steps(village.database, lambda: village.now, tmp_path / "m"))
    [told] = re.findall(r"^meespraak_looked_at_seconds (\d+)", (tmp_path / "m").read_text(), re.MULTILINE)
    assert int(told) == int(village.now.timestamp())


def test_no_row_of_the_runbook_is_left_untried():
    assert set(ROWS) == {*RINGS, "looked_at_seconds"}


@pytest.fixture
def chosen(database, tmp_path):
    from bot.settings import Settings

    return Settings(
        _env_file=None, meespraak_database_url=str(database.url), meespraak_key_file=tmp_path / "key" / "key"
    )


def test_the_doctor_says_that_messages_wait(village, chosen):
    village.arrives("1")
    waits(village)
    found = doctor._waiting(chosen, village.now + timedelta(minutes=6))
    assert (found.state, found.sentence.split(":")[0]) == (
        "note",
        "1 to answer, 0 to send, 0 put aside; the oldest for 6 minutes",
    )


def test_the_doctor_says_that_a_message_was_put_aside(village, chosen):
    village.arrives("1")
    dies(village)
    village.sends()
    assert doctor._waiting(chosen, village.now).state == "note"


def test_the_doctor_says_that_the_disk_is_full(chosen, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 2**20})())
    assert doctor._space(chosen).state == "bad"


def test_the_doctor_says_that_the_model_is_not_there(chosen):
    gone = chosen.model_copy(update={"meespraak_model": Path("gone.tar.gz")})
    assert doctor._model_of(gone)().state == "bad"
