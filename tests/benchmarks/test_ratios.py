"""The speed that was won is not lost again: ratios of two measurements of one run, in seconds of the processor.

Thresholds are far below what is measured (docs/performance.md), so that a busy machine is no failure and a step back is.
"""

import importlib.util
import sys
import time
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TIMES_STOCK = 3.0
LATE_OVER_EARLY = 1.5
FOUR_TIMES_THE_ANSWERS = 6.0


@pytest.fixture
def long_talk(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import long_talk

    return long_talk


@pytest.fixture
def our_turns(long_talk: Any, engine: Any) -> list[tuple[str, float]]:
    ((_, turns),) = long_talk.ours(engine, 150, ("corrections",), time.process_time)
    return turns


def test_a_turn_of_ours_costs_a_fraction_of_stock_rasas_and_does_not_grow(
    long_talk: Any, our_turns: list[tuple[str, float]]
) -> None:
    stock = long_talk.theirs(sys.executable, 40, processor=True)
    ours, theirs = (fmean(seconds for _, seconds in turns[10:40]) for turns in (our_turns, stock))
    late = long_talk.late_over_early(our_turns)
    print(
        f"\nours {ours * 1000:.1f} ms, stock {theirs * 1000:.1f} ms, {theirs / ours:.1f} times; late over early {late:.2f}"
    )
    assert theirs / ours >= TIMES_STOCK
    assert late <= LATE_OVER_EARLY


def test_analysis_grows_no_faster_than_the_answers(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("benchmark", ROOT / "benchmarks" / "analytics.py")
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    seconds = {}
    for answers in (2_000, 8_000):
        folder = tmp_path / str(answers)
        folder.mkdir()
        benchmark.make(folder, answers)
        seconds[answers] = min(benchmark.ours("coverage", folder) for _ in range(2))
    growth = seconds[8_000] / seconds[2_000]
    print(f"\n2,000 answers {seconds[2_000]:.2f} s, 8,000 answers {seconds[8_000]:.2f} s, {growth:.2f} times")
    assert growth <= FOUR_TIMES_THE_ANSWERS
