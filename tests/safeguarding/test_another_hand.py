"""Lines by a second hand, who had not seen the rules: what to expect of wordings nobody tuned on.

The promise is a recall of 0.97 at 5 % false alarms. On these lines it is not kept; the floors only keep it from
falling further. Nothing here may be used to tune the rules: they are the measure of a better method.
"""

from collections.abc import Callable

import pytest

from bot.safeguarding import hear


@pytest.mark.parametrize(("which", "recall", "false_alarms"), [("blind", 0.68, 0.08), ("unheard", 0.58, 0.11)])
def test_what_is_heard_of_anothers_wording(labelled: Callable, which: str, recall: float, false_alarms: float):
    alarms, ordinary = labelled(f"{which}_alarms.tsv"), labelled(f"{which}_lookalikes.tsv")
    heard = sum(hear(line.text) is not None for line in alarms) / len(alarms)
    wrong = sum(hear(line.text) is not None for line in ordinary) / len(ordinary)

    print(f"\n{which}: recall {heard:.3f} of {len(alarms)}, false alarms {wrong:.3f} of {len(ordinary)}")
    assert heard >= recall
    assert wrong <= false_alarms
