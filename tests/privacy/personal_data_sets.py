"""Reads the labelled sets: texts in which `[[name:Emma]]` marks what has to be found."""

import json
import re
from pathlib import Path

from bot.personal_data import Span

HERE = Path(__file__).parent
_MARK = re.compile(r"\[\[(\w+):(.*?)\]\]", re.DOTALL)


def load(name):
    """Return (language, text, spans) for each line of a labelled set."""
    lines = (HERE / f"{name}_personal_data.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["language"], *_unmarked(row["marked"])) for row in map(json.loads, lines)]


def _unmarked(marked):
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append(Span(len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return text + marked[at:], spans
