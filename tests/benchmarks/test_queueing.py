"""The simulated line is held against formulas, so that the figures in docs/scale.md mean something."""

import heapq
import importlib.util
import math
import random
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def queueing() -> Any:
    spec = importlib.util.spec_from_file_location("queueing", BENCHMARKS / "queueing.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["queueing"] = module  # dataclasses look there for the names of their types
    spec.loader.exec_module(module)
    return module


def mean_wait(line: Any, arrive: Any, serve: Any, people: int) -> float:
    """Return how long people stand in this line, on average."""
    events, now, waited = [], 0.0, 0.0
    for number in range(people):
        now += arrive()
        heapq.heappush(events, (now, number, "comes", now))
    while events:
        now, number, what, _ = heapq.heappop(events)
        if what == "comes":
            line.joins(now)
        else:
            line.free += 1
        for came in line.serves():
            waited += now - came
            heapq.heappush(events, (now + serve(), people + number, "goes", 0.0))
    return waited / people


def test_several_workers_wait_as_erlang_says(queueing: Any) -> None:
    draw, rate, service, workers = random.Random(3), 45.0, 0.036, 2
    load = rate * service
    busy = load**workers / math.factorial(workers) / (1 - load / workers)
    erlang_c = busy / (sum(load**k / math.factorial(k) for k in range(workers)) + busy)
    expected = erlang_c / (workers / service - rate)
    found = mean_wait(
        queueing.Line(workers), lambda: draw.expovariate(rate), lambda: draw.expovariate(1 / service), 60_000
    )
    assert found == pytest.approx(expected, rel=0.1)


def test_the_sender_waits_as_pollaczek_and_khinchine_say(queueing: Any) -> None:
    draw, rate, service = random.Random(4), 22.0, queueing.SPACING
    load = rate * service
    expected = load * service / (2 * (1 - load))
    found = mean_wait(queueing.Line(1), lambda: draw.expovariate(rate), lambda: service, 60_000)
    assert found == pytest.approx(expected, rel=0.1)


def test_a_wave_takes_as_long_as_telegram_makes_it(queueing: Any) -> None:
    day = queueing.Day(invited=600, workers=1, turn=0.02, answer=0.0).passes()
    assert day.wave == pytest.approx(600 * queueing.SPACING, rel=0.01)


def test_replies_first_is_what_keeps_people_from_waiting_for_the_wave(queueing: Any) -> None:
    waits = {}
    for first in (True, False):
        day = queueing.Day(invited=2000, workers=1, turn=0.02, answer=0.3, replies_first=first).passes()
        waits[first] = queueing.share(day.in_wave, 95)
    assert waits[True] < 2
    assert waits[False] > 10
