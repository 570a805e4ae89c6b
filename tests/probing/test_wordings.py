"""The wordings of the probes keep the house rules."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.guide import LANGUAGES
from bot.probing.patterns import rules, wordings

FILE = Path(__file__).parents[2] / "data" / "probing" / "responses.yml"
RESPONSES = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))["responses"]
TEXTS = [(name, row["condition"][0]["value"], row["text"]) for name, found in RESPONSES.items() for row in found]
WHY_AND_PRAISE = re.compile(
    r"\b(waarom|why|pourquoi|super|geweldig|great|awesome|génial|bravo|knap|goed zo|well done|interessant|interesting|intéressant)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("name", "language", "text"), TEXTS)
def test_a_probe_is_one_short_question_without_why_or_praise(name, language, text) -> None:
    assert text.count("?") == 1 or (name == "utter_probe_angle" and text.count("?") == 1)
    assert not WHY_AND_PRAISE.search(text)
    assert len(text.split()) <= 24
    assert ("{word}" in text) == (name == "utter_probe_own_word")


def test_every_rule_has_wordings_and_every_wording_a_rule() -> None:
    assert {rule.response for rule in rules()} == set(RESPONSES)
    for name in RESPONSES:
        counts = {wordings(name, language) for language in LANGUAGES}
        assert len(counts) == 1
        assert counts.pop() >= 2
