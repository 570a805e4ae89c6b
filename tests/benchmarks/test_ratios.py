"""The speed that was won is not lost again: ratios of two measurements of one run, in seconds of the processor.

Thresholds are far below what is measured (docs/performance.md), so that a busy machine is no failure and a step back is.
"""

import importlib.util
import json
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TIMES_RASAS = 1.6
LATE_OVER_EARLY = 2.5
LONG_INTERVIEW = 250
LATE_OVER_EARLY_IN_CALLS = 1.15
"""A count, which no busy machine changes; 1.2 is asked after a thousand answers."""
FOUR_TIMES_THE_ANSWERS = 6.0
TURNS = 150
AS_RASA_DOES_IT = f"""
import sys, time
sys.path.insert(0, "benchmarks")
from bot import rasa_sooner
rasa_sooner.apply = lambda: None
import long_talk
long_talk.set_up_logs("ERROR")
engine = long_talk.Engine(long_talk.ready_model(long_talk.Settings(_env_file=None)))
((_, turns),) = long_talk.ours(engine, {TURNS // 2}, ("corrections",), time.process_time)
print([seconds for _, seconds in turns])
"""
"""The same talk, through Rasa's own scheduler, rules and checks."""


@pytest.fixture
def long_talk(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import long_talk

    return long_talk


def test_a_turn_costs_less_than_through_rasas_own_machinery_and_does_not_grow(long_talk: Any, engine: Any) -> None:
    ((_, turns),) = long_talk.ours(engine, TURNS, ("corrections",), time.process_time)
    command = [sys.executable, "-W", "ignore", "-c", AS_RASA_DOES_IT]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    rasas = json.loads(told.splitlines()[-1])
    part = slice(16, TURNS // 2)
    ours, theirs = median(seconds for _, seconds in turns[part]), median(rasas[part])
    late = long_talk.late_over_early(turns)
    print(
        f"\nours {ours * 1000:.1f} ms, Rasa's {theirs * 1000:.1f} ms, {theirs / ours:.2f} times; late over early {late:.2f}"
    )
    assert theirs / ours >= TIMES_RASAS
    assert late <= LATE_OVER_EARLY


def test_a_late_turn_of_a_long_interview_calls_hardly_more_functions_than_an_early_one(
    long_talk: Any, engine: Any
) -> None:
    calls = count()

    def counts(_frame: Any, event: str, _argument: Any) -> None:
        if event in ("call", "c_call"):
            next(calls)

    sys.setprofile(counts)
    try:
        ((_, turns),) = long_talk.ours(engine, LONG_INTERVIEW, ("answers",), lambda: float(next(calls)))
    finally:
        sys.setprofile(None)
    late = long_talk.late_over_early(turns)
    print(f"\nlate over early {late:.2f}, in calls")
    assert late <= LATE_OVER_EARLY_IN_CALLS


def test_analysis_grows_no_faster_than_the_answers(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("benchmark", ROOT / "benchmarks" / "analytics.py")
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    seconds = {}
    for answers in (2_000, 8_000):
        folder = tmp_path / str(answers)
        folder.mkdir()
        benchmark.make(folder, answers)
        seconds[answers] = min(benchmark.ours("coverage", folder)[1] for _ in range(2))
    growth = seconds[8_000] / seconds[2_000]
    print(f"\n2,000 answers {seconds[2_000]:.2f} s, 8,000 answers {seconds[8_000]:.2f} s, {growth:.2f} times")
    assert growth <= FOUR_TIMES_THE_ANSWERS
