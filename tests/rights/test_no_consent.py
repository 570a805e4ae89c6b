"""No consent, no data: before somebody agrees, not a byte of what they say is kept; help works all the same."""

from datetime import timedelta
from pathlib import Path

import pytest
from talk import Talk
from village import count

from bot.keeping import retain
from bot.store import tables
from bot.store.engine import clear_traces

MARK = "zqwimper"
SAYINGS = [
    MARK,
    f"ik heet {MARK} en ik woon in Gent",
    f"stop eens {MARK}",
    f"misschien wil ik wel stoppen {MARK}",
    f"ik wil {MARK} liever iets anders",
    f"bijna zestien {MARK}",
    f"wis alles {MARK} aub",
    f"het overleg was goed {MARK}. maar nu wil ik echt stoppen.",
    f"een lang verhaal over {MARK} " * 30,
]
WAYS = [
    ("text", {}),
    ("edit", {}),
    ("text", {"forwarded": True}),
    ("text", {"caption": True}),
    ("text", {"reply_to": 10_001}),
]
PATHS = [
    [],
    ["/start"],
    ["/start", "youth"],
    ["/start", "youth", "17"],
    ["/start", "youth", "17", "Wat doen jullie ermee?"],
]


def bytes_of(database):
    folder = Path(database.url.database).parent
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: " ".join(path) or "nothing")
def test_nothing_said_before_consent_is_kept(talk, path):
    for step in path:
        talk.says(talk.world.guides["youth_checkin"].title["nl"] if step == "youth" else step)
    for saying in SAYINGS:
        for kind, about in WAYS:
            talk.puts_also(kind, saying, **about)
            assert MARK.encode() not in bytes_of(talk.database)  # at once: a stop that erases would hide it
    assert count(talk.database, tables.Answer) == 0


def test_a_no_leaves_nothing_of_the_person(talk):
    for saying in ("/start", "Hoe gaat het met je plan?", "17", "nee"):
        talk.says(saying)
    assert "niets van je bewaard" in talk.text
    assert [
        count(talk.database, table) for table in (tables.Participant, tables.Contact, tables.Interview, tables.Consent)
    ] == [0] * 4
    clear_traces(talk.database)
    assert talk.me.encode() not in bytes_of(talk.database)


@pytest.mark.parametrize("path", PATHS[:4], ids=lambda path: " ".join(path) or "nothing")
def test_help_works_before_consent(talk, path):
    for step in path:
        talk.says(talk.world.guides["youth_checkin"].title["nl"] if step == "youth" else step)
    talk.says("/help")
    assert "112" in talk.text
    talk.says("ik wil niet meer leven")
    assert "1813" in talk.text
    talk.says("/privacy")
    assert "24 maanden" in talk.text
    assert count(talk.database, tables.Answer) == 0


def test_who_only_looked_in_is_forgotten_after_a_week(talk):
    talk.says("/start")
    talk.says("Hoe gaat het met je plan?")
    assert retain(talk.database, talk.world, lambda: talk.now + timedelta(days=6)) == {}
    assert retain(talk.database, talk.world, lambda: talk.now + timedelta(days=8))["never_agreed"] == 1
    assert count(talk.database, tables.Participant) == 0


def _also(self: Talk, kind: str, text: str, **about: object) -> None:
    from bot.channel.message import Incoming

    self.puts(Incoming(kind, text=text, **about), message_id=self.number if kind == "edit" else None)
    self.turn()


Talk.puts_also = _also
