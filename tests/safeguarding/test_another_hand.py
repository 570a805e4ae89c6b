"""Other people's lines: once the measure, now learned from.

`blind` and `unheard` are by a second hand, who had not seen the rules; `fresh`, `last` and `outside` by others; `more_*` of
data/safeguarding/examples by another still. All were looked at, so they teach (`bot.safeguarding.fit`), and what is
heard of them here shows only that what was taught is kept. What to expect of words of people nobody looked at is what
`fit --unseen` says of an author when nothing of theirs was learned; docs/reliability.md has those figures. A file that
is to measure once more has to be written by somebody else and heard once.
"""

from collections.abc import Callable

import pytest

from bot.safeguarding import hear


@pytest.mark.parametrize("which", ["blind", "unheard", "fresh", "last", "outside"])
def test_what_was_taught_is_kept(labelled: Callable, which: str):
    alarms, ordinary = labelled(f"{which}_alarms.tsv"), labelled(f"{which}_lookalikes.tsv")
    heard = sum(hear(line.text) is not None for line in alarms) / len(alarms)
    wrong = sum(hear(line.text) is not None for line in ordinary) / len(ordinary)

    print(f"\n{which}: recall {heard:.3f} of {len(alarms)}, false alarms {wrong:.3f} of {len(ordinary)}")
    assert heard >= 0.97
    assert wrong <= 0.05
