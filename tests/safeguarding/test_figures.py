"""What the ear hears and what it lets pass.

`heldout` was written before any rule; its misses were read since, to improve each class of miss, so its figures
flatter. `second` was written when the rules were nearly done and first heard at recall 0.909 (explicit 0.943) with 5.1 %
false alarms: expect that on wordings nobody thought of. `dev` is what the rules are tuned on.
"""

import csv
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from bot.guide import LANGUAGES
from bot.safeguarding import hear

heard = lru_cache(maxsize=None)(hear)
SPREAD = Path(__file__).parent / "heldout_spread.tsv"


def share(lines: list, language: str | None = None) -> float:
    chosen = [line for line in lines if language in (None, line.language)]
    return sum(heard(line.text) is not None for line in chosen) / len(chosen)


@pytest.mark.parametrize("which", ["heldout", "second", "dev"])
def test_it_hears_nearly_every_alarm_and_every_explicit_one(labelled: Callable, which: str):
    alarms = labelled(f"{which}_alarms.tsv")
    explicit = [line for line in alarms if line.explicit]
    by_language = {language: round(share(alarms, language), 3) for language in LANGUAGES}
    told = (
        f"recall {share(alarms):.3f} of {len(alarms)} {by_language}; explicit {share(explicit):.3f} of {len(explicit)}"
    )
    print(f"\n{which}: {told}")  # the figure is the promise
    assert share(alarms) >= 0.97
    assert [line.text for line in explicit if not heard(line.text)] == []
    assert min(by_language.values()) >= 0.97


@pytest.mark.parametrize("which", ["heldout", "second", "dev"])
def test_it_lets_ordinary_talk_pass(labelled: Callable, which: str):
    ordinary = labelled(f"{which}_lookalikes.tsv")
    by_language = {language: round(share(ordinary, language), 3) for language in LANGUAGES}
    print(f"\n{which}: false alarms {share(ordinary):.3f} of {len(ordinary)} {by_language}")  # as above
    assert share(ordinary) <= 0.05
    assert max(by_language.values()) <= 0.05


def test_it_hears_somebody_of_whom_nothing_was_read_or_learned(labelled: Callable):
    """`sealed` is by a hand that had seen no rule, no example and no other file; nobody reads it and nothing learns from it.

    Heard for the first time: recall 0.977, all explicit ones, 3.5 % false.
    """
    alarms, ordinary = labelled("sealed_alarms.tsv"), labelled("sealed_lookalikes.tsv")
    explicit = [line for line in alarms if line.explicit]
    told = f"recall {share(alarms):.3f} of {len(alarms)}; explicit {share(explicit):.3f} of {len(explicit)}"
    print(f"\nsealed: {told}; false alarms {share(ordinary):.3f} of {len(ordinary)}")  # the figure is the promise
    assert share(alarms) >= 0.97
    assert share(explicit) == 1
    assert share(ordinary) <= 0.05


def test_the_held_out_sets_are_as_large_as_promised(labelled: Callable):
    alarms = labelled("heldout_alarms.tsv")
    assert len(alarms) >= 330
    assert sum(line.language == "nl" for line in alarms) >= 150
    assert len(labelled("heldout_lookalikes.tsv")) >= 660


def test_nothing_held_out_is_tuned_on(labelled: Callable):
    for kind in ("alarms", "lookalikes"):
        held, tuned = (
            {line.text.casefold() for line in labelled(f"{which}_{kind}.tsv")} for which in ("heldout", "dev")
        )
        assert not held & tuned


def test_most_alarms_get_the_theme_they_are_about(labelled: Callable):
    alarms = labelled("heldout_alarms.tsv")
    right = sum((alarm := heard(line.text)) is not None and alarm.theme == line.theme for line in alarms)
    print(f"\nheldout: theme right for {right / len(alarms):.3f}")  # as above
    assert right / len(alarms) >= 0.85


def test_short_messages_in_a_row_are_read_as_one():
    with SPREAD.open(encoding="utf-8", newline="") as file:
        rows = [(row["messages"].split(" / "), row["alarm"] == "yes") for row in csv.DictReader(file, delimiter="\t")]
    rung = [any(hear(parts[at], parts[max(0, at - 2) : at]) for at in range(len(parts))) for parts, _ in rows]
    assert [parts for (parts, alarm), found in zip(rows, rung, strict=True) if alarm and not found] == []
    assert sum(found for (_, alarm), found in zip(rows, rung, strict=True) if not alarm) <= 1
