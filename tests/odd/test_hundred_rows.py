"""The hundred rows of odd input and faults, by their number (rows.yml)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import talk as stage
from ruamel.yaml import YAML
from talk import Talk, play

from bot.channel.telegram.translate import translate
from bot.simulation.telegram_server.contents import CONTENTS
from bot.store.engine import reading

ROOT = Path(__file__).resolve().parents[2]
ROWS: dict[int, dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("rows.yml"))
PLAYED = [number for number, row in ROWS.items() if "talk" in row]
PHOTO = {"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}


@pytest.fixture(autouse=True)
def more_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, step in {"telegram": _telegram, "raw": _raw, "nowhere": _nowhere, "brackets": _brackets}.items():
        monkeypatch.setitem(stage._ACTS, name, step)


@pytest.mark.parametrize("number", PLAYED)
def test_row(number: int, talk: Talk) -> None:
    row = ROWS[number]
    before = [{"begins": {"guide": "stakeholder", "length": "short"}}, {"up_to": row["at"]}] if "at" in row else []

    play(talk, {"talk": [*before, *row["talk"]]})


def test_all_hundred_are_there_each_played_shown_elsewhere_or_left_out_for_a_reason() -> None:
    assert list(ROWS) == list(range(1, 101))
    assert all({"talk", "shown_by", "left_out"} & set(row) for row in ROWS.values())
    assert [row["shown_by"] for row in ROWS.values() if not (ROOT / row.get("shown_by", "")).exists()] == []


def _telegram(talk: Talk, what: Any) -> None:
    """Let a message come in as Telegram sends it: a kind by name, or its fields."""
    fields = CONTENTS[what] if isinstance(what, str) else what
    if "photo" in fields:
        fields = {**fields, "photo": [PHOTO]}
    person = {"id": 4711, "is_bot": False, "first_name": "An"}
    message = {
        "message_id": 1,
        "date": 1_790_000_000,
        "from": person,
        "chat": {"id": 4711, "type": "private"},
        **fields,
    }
    _raw(talk, {"message": message})


def _raw(talk: Talk, update: dict[str, Any]) -> None:
    talk.puts(replace(translate({"update_id": 1, **update}), sent_at=None))
    talk.turn()


def _brackets(talk: Talk, count: int) -> None:
    talk.says('/inform{"x":' + "[" * count + "1")


def _nowhere(talk: Talk, words: str) -> None:
    """Nothing of it stands in any table any more."""
    with reading(talk.database) as session:
        for table in stage.tables.metadata.tables.values():
            assert all(words not in str(row) for row in session.execute(table.select()))
