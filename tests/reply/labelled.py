"""Reads the labelled replies and the questions they belong to."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import Choice, Question
from bot.reply import Confirm, Problem, Reply, Understood, read_reply

HERE = Path(__file__).parent
PERSONS = {"jan peeters", "fatima el amrani", "sofie janssens", "marie dubois", "john smith"}


@cache
def questions() -> dict[str, Question]:
    loaded = YAML(typ="safe", pure=True).load((HERE / "questions.yml").read_text(encoding="utf-8"))
    return {item["key"]: _question(item) for item in loaded}


def _question(item: dict[str, Any]) -> Question:
    choices = tuple(
        Choice(c["key"], c["text"], {k: tuple(v) for k, v in c.get("words", {}).items()}, c.get("alone", False))
        for c in item.get("choices", [])
    )
    more = {name: item[name] for name in ("low", "high", "most", "other") if name in item}
    return Question(key=item["key"], kind=item["kind"], text=item["text"], goal="", explain={}, choices=choices, **more)


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(row: dict[str, str]) -> Reply:
    return read_reply(
        questions()[row["question"]], row["text"], row["language"], is_person=lambda name: name.lower() in PERSONS
    )


def shown(reply: Reply, row: dict[str, str]) -> str:
    """Write a reply the way the labels are written."""
    if isinstance(reply, Problem):
        return "!" + reply.response
    assert reply.said == row["text"]
    mark = "?" if isinstance(reply, Confirm) else ""
    if isinstance(reply, Understood) and reply.response == "utter_first_names_kept":
        return "!utter_too_many_names"
    if reply.value is None:
        return "said"
    if isinstance(reply.value, list):
        return mark + ("; " if questions()[row["question"]].kind == "list" else ",").join(reply.value)
    return mark + str(reply.value)


def right(row: dict[str, str]) -> bool:
    got = shown(read(row), row)
    return got in row["expected"].split("|") or (row["expected"] == "?" and got.startswith("?"))
