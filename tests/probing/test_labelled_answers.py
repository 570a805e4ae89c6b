"""How well the probe that fires is the probe that was due, on answers labelled by hand.

`heldout_answers.tsv` was written before the rules; its misses were looked at later, so its figures are no longer those of
unseen text, nor are those of `heldout_later_answers.tsv` any more. `another_hand.tsv` was measured once before anything was
changed for it (163 lines, of which four that stood in the dev file are left out since): precision 0.976, recall 1.000,
families 0.912 and 0.934; it was looked at after that. `fresh_answers.tsv` was written after the changes, measured once and
not looked at: precision 0.977, recall 1.000, families 0.930 and 0.952.
A row may name several families; `none` beside a family says that either is fine.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from labelled_answers import figures, rows


@pytest.mark.parametrize(
    "name", ["heldout_answers.tsv", "heldout_later_answers.tsv", "another_hand.tsv", "fresh_answers.tsv"]
)
def test_it_probes_where_a_careful_interviewer_would(name: str) -> None:
    counted = figures(name)
    for language, shares in counted.items():
        print(f"\n{name} {language:3} " + "  ".join(f"{what} {share:.3f}" for what, share in shares.items()), end="")
    for language in ("nl", "en", "fr", "all"):
        assert counted[language]["precision"] >= 0.9
        assert counted[language]["recall"] >= 0.85
        assert counted[language]["family_precision"] >= 0.8
        assert counted[language]["family_recall"] >= 0.8


def test_the_held_out_answers_are_many_and_new() -> None:
    counts = {
        language: sum(row["language"] == language for row in rows("heldout_answers.tsv"))
        for language in ("nl", "en", "fr")
    }
    assert counts["nl"] >= 150
    assert min(counts["en"], counts["fr"]) >= 90
    tuned = {row["text"].casefold() for row in rows("dev_answers.tsv")}
    held = {
        row["text"].casefold()
        for row in rows("heldout_answers.tsv")
        + rows("heldout_later_answers.tsv")
        + rows("another_hand.tsv")
        + rows("fresh_answers.tsv")
        if len(row["text"].split()) > 4
    }
    assert not held & tuned
