"""The health line and the metrics: true counts, and nothing about anybody."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from talk import Talk, play

from bot import health
from bot.channel.message import Incoming
from bot.store.engine import reading

CHAT = "4711998877"


def test_it_counts_what_waits_and_for_how_long(world: Any, engine: Any, database: Any) -> None:
    talk = Talk(world, engine, database, chat=CHAT)
    play(talk, {"talk": [{"begins": {"guide": "stakeholder", "length": "short"}}, {"says": "ik wil niet meer leven"}]})
    talk.puts(Incoming("text", text="hallo"))

    with reading(database) as session:
        found = health.look(session, talk.now + timedelta(seconds=90))

    assert (found.inbox_waiting, found.inbox_oldest_seconds) == (1, 90)
    assert (found.outbox_waiting, found.outbox_late_seconds, found.inbox_dead) == (0, 0, 0)
    assert (found.flags_open, found.interviews_open) == (1, 1)


def test_the_metrics_are_numbers_and_nothing_else(world: Any, engine: Any, database: Any, tmp_path: Path) -> None:
    talk = Talk(world, engine, database, chat=CHAT)
    talk.says("/start", "mijn geheim")

    list(health.steps(database, lambda: talk.now, tmp_path / "metrics.prom"))

    lines = (tmp_path / "metrics.prom").read_text().splitlines()
    assert len(lines) == 18
    assert all(re.fullmatch(r"# TYPE meespraak_\w+ gauge|meespraak_\w+ \d+", line) for line in lines)
    assert list(tmp_path.glob("*.new")) == []
