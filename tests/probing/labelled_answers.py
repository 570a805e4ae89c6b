"""Reads the labelled answers and what our rules make of them."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.guide import Question
from bot.probing import Probed, choose_probe

HERE = Path(__file__).parent


@cache
def families() -> dict[str, tuple[str, ...]]:
    loaded = YAML(typ="safe", pure=True).load((HERE / "questions.yml").read_text(encoding="utf-8"))
    return {key: tuple(value) for key, value in loaded.items()}


def open_question(probes: tuple[str, ...], **more: object) -> Question:
    text = {"nl": "Vertel eens.", "en": "Tell us.", "fr": "Raconte."}
    given = {
        "key": "open",
        "kind": "text",
        "text": text,
        "goal": "",
        "explain": text,
        "probes": probes,
        "max_probes": 2,
        **more,
    }
    return Question(**given)  # type: ignore[arg-type]


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def family(row: dict[str, str]) -> str:
    question = open_question(families()[row["question"]])
    probe = choose_probe(
        question, row["text"], row["language"], Probed(), first=False, guide_cap=8, is_private=lambda _w: False
    )  # type: ignore[arg-type]
    return probe.family if probe else "none"


def figures(name: str) -> dict[str, dict[str, float]]:
    """Count, per language and in all: a probe fired when one was due, and of the family that was due.

    Rows that may be probed or not (a family and `none`) count for the family alone.
    """
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("nl", "en", "fr", "all")}
    for row in rows(name):
        due, got = set(row["expected"].split("|")), family(row)
        for count in (counts[row["language"]], counts["all"]):
            count["rows"] += 1
            count["right"] += got in due
            if {"none"} < due:
                continue
            count["fired"] += got != "none"
            count["due"] += due != {"none"}
            count["hit"] += got != "none" and due != {"none"}
            count["family"] += got != "none" and got in due
    return {key: _shares(count) for key, count in counts.items()}


def _shares(count: Counter[str]) -> dict[str, float]:
    return {
        "rows": count["rows"],
        "precision": count["hit"] / count["fired"],
        "recall": count["hit"] / count["due"],
        "family_precision": count["family"] / count["fired"],
        "family_recall": count["family"] / count["due"],
        "right": count["right"] / count["rows"],
    }
