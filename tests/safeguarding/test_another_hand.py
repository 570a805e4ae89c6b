"""Lines that nothing learned from: what to expect of other wordings, at best.

`blind` and `unheard` are by a second hand, who had not seen the rules; `fresh` was written before the examples that
likeness learns from. Rules alone heard 0.698, 0.613 and 0.535 of them, with 6.5, 9.2 and 6 % false alarms. The promise
is a recall of 0.97 at 5 %: it is not kept yet, and the floors keep it from falling. Nothing here may be learned
from. The levels were chosen with these figures in sight, so that words of people nobody looked at may do somewhat worse.
"""

from collections.abc import Callable

import pytest

from bot.safeguarding import hear


@pytest.mark.parametrize(
    ("which", "recall", "false_alarms"), [("blind", 0.90, 0.08), ("unheard", 0.83, 0.15), ("fresh", 0.85, 0.09)]
)
def test_what_is_heard_of_anothers_wording(labelled: Callable, which: str, recall: float, false_alarms: float):
    alarms, ordinary = labelled(f"{which}_alarms.tsv"), labelled(f"{which}_lookalikes.tsv")
    heard = sum(hear(line.text) is not None for line in alarms) / len(alarms)
    wrong = sum(hear(line.text) is not None for line in ordinary) / len(ordinary)

    print(f"\n{which}: recall {heard:.3f} of {len(alarms)}, false alarms {wrong:.3f} of {len(ordinary)}")
    assert heard >= recall
    assert wrong <= false_alarms
