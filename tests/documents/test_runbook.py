"""The RUNBOOK names what the program says: no alarm that cannot ring, and none that nobody was told about."""

import re
from dataclasses import fields
from pathlib import Path

from bot.health import Health

ROOT = Path(__file__).resolve().parents[2]
RUNBOOK = (ROOT / "docs" / "RUNBOOK.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
LOOKED_AT = "looked_at_seconds"
ALARMS = r"log\.(?:warning|error|critical)\(\s*\"(\w+)\""


def test_every_count_of_the_health_line_is_in_it_and_no_other() -> None:
    told = set(re.findall(r"`meespraak_(\w+)`", RUNBOOK))

    assert told == {field.name for field in fields(Health)} | {LOOKED_AT}


def test_every_warning_of_the_log_is_in_it_and_no_other() -> None:
    listed = RUNBOOK.split("## What the log warns of")[1].split("\n## ")[0]

    told = {name for row in re.findall(r"^\| (`.*?`) \|", listed, re.MULTILINE) for name in re.findall(r"\w+", row)}
    assert told == set(re.findall(ALARMS, CODE))


def test_every_event_and_command_it_speaks_of_exists() -> None:
    events = {name for name in re.findall(r"`([a-z]+(?:_[a-z]+)+)`", RUNBOOK) if not name.startswith("meespraak_")}

    assert [name for name in events if f'"{name}"' not in CODE] == []
    assert [name for name in re.findall(r"`(MEESPRAAK_\w+)", RUNBOOK) if name.lower() not in CODE] == []


def test_every_link_within_it_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.*)", RUNBOOK, re.MULTILINE)
    }

    assert set(re.findall(r"\(#([\w-]+)\)", RUNBOOK)) <= headings
