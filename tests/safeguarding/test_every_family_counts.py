"""Each figure of speech, setting and theme is there for a reason: without it, a labelled sentence goes wrong."""

import copy
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.safeguarding import themes
from bot.safeguarding.hearing import DATA, Ears, ears

WORDS = YAML(typ="safe").load(DATA / "words.yml")


@lru_cache(maxsize=1)
def quiet_now(read: Callable) -> list[str]:
    lines = [*read("heldout_lookalikes.tsv"), *read("dev_lookalikes.tsv")]
    return [line.text for line in lines if ears().hear(line.text) is None]


def without(group: str, name: str) -> Ears:
    words: dict[str, Any] = copy.deepcopy(WORDS)
    words[group][name] = ""
    return Ears(words)


@pytest.mark.parametrize("name", sorted(WORDS["figures"]))
def test_each_family_of_figures_keeps_something_quiet(labelled: Callable, name: str):
    deaf = without("figures", name)
    assert any(deaf.hear(text) for text in quiet_now(labelled))


@pytest.mark.parametrize("name", sorted(WORDS["settings"]))
def test_each_setting_keeps_something_quiet(labelled: Callable, name: str):
    deaf = without("settings", name)
    assert any(deaf.hear(text) for text in quiet_now(labelled))


@pytest.mark.parametrize("theme", themes())
def test_each_theme_is_heard_by_rules_of_its_own(labelled: Callable, theme: str):
    words = copy.deepcopy(WORDS)
    words["alarm_rules"] = {name: rule for name, rule in words["alarm_rules"].items() if rule["theme"] != theme}
    deaf = Ears(words)
    assert any(deaf.hear(line.text) is None for line in labelled("heldout_alarms.tsv") if line.theme == theme)


def test_every_theme_of_the_rules_has_helplines_and_the_reverse():
    assert {rule["theme"] for rule in WORDS["alarm_rules"].values()} == set(themes())


def test_every_setting_a_rule_names_exists():
    known = set(WORDS["settings"]) | set(WORDS["subjects"])
    assert {name for rule in WORDS["alarm_rules"].values() for name in rule.get("quiet_in", "").split()} <= known


def test_every_rule_that_is_trusted_more_or_less_exists():
    assert {*WORDS["certain"].split(), *WORDS["doubtful"].split()} <= set(WORDS["alarm_rules"])
