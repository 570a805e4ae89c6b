"""A day of one bot, simulated: an invitation to everybody at ten, answers at once and in the evening, Telegram's limit.

    python benchmarks/queueing.py [--invited 1000 3000 10000 20000] [--workers 1 2] [--turn 0.02] [--answer 0.3] [--one-line]

A message waits for a breath to end (0.35 s), then for a worker (first come, first served, so many at once), then for its place
among the 30 messages a second that Telegram allows a bot; the sender keeps 5 % below that. Invitations go the same way. `--turn` is the measured
seconds of the processor a turn (telegram.py: a core busy for so much, over so many messages); single turns are spread around it as measured (a tap a third, a long text twice).
People: so many in a hundred answer. 40 % of them within the hour (20 minutes on average), the others in the evening (around 20:00,
give or take an hour). An interview has 40 messages, and people read and type 15 s for each. These are assumptions, not measurements.

No library: a line before so many servers is a heap of twenty lines, and tests/benchmarks holds it against the formulas
of Erlang (M/M/c) and of Pollaczek and Khinchine (M/D/1).
"""

import argparse
import heapq
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

SETTLE = 0.35
SPACING = 1.05 / 30
"""Seconds between two messages of one bot (bot/channel/telegram/pace.py)."""
TEN, EVENING = 10 * 3600.0, 20 * 3600.0
AT_ONCE, AT_ONCE_SECONDS, EVENING_SPREAD = 0.4, 1200.0, 3600.0
MESSAGES, READS_AND_TYPES = 40, 15.0


class Line:
    """A line before so many servers: who stands first in it is served first, of those who came by then."""

    def __init__(self, servers: int) -> None:
        self.free, self.line, self.numbers = servers, list[tuple[int, int, Any]](), count()

    def joins(self, who: Any, rank: int = 0) -> None:
        """Stand in line; a lower rank goes before a higher."""
        heapq.heappush(self.line, (rank, next(self.numbers), who))

    def serves(self) -> Iterator[Any]:
        """Take out whoever can be served now."""
        while self.free and self.line:
            self.free -= 1
            yield heapq.heappop(self.line)[2]


@dataclass(frozen=True)
class Said:
    """A message of somebody's, or the invitation to them."""

    person: int
    at: float = 0.0
    invitation: bool = False


@dataclass
class Day:
    """What is given, and what came of it."""

    invited: int
    workers: int
    turn: float
    answer: float
    replies_first: bool = True
    """A reply overtakes the invitations that wait to be sent, as the sender does it."""
    seed: int = 1
    waits: list[float] = field(default_factory=list)
    """Seconds from message to reply, of everybody."""
    in_wave: list[float] = field(default_factory=list)
    """The same, of what was said while invitations were being sent."""
    wave: float = 0.0
    """Seconds until the last invitation was sent."""
    sent_in_busiest_minute: int = 0

    def passes(self) -> "Day":
        """Let the day pass."""
        self._draw, self._numbers = random.Random(self.seed), count()
        self._workers, self._sender = Line(self.workers), Line(1)
        self._events: list[tuple[float, int, str, Said]] = []
        self._left: dict[int, int] = {}
        self._minutes: Counter[int] = Counter()
        for person in range(self.invited):
            self._sender.joins(Said(person, invitation=True), rank=1 if self.replies_first else 0)
        self._serve(TEN)
        while self._events:
            now, _, what, said = heapq.heappop(self._events)
            getattr(self, f"_{what}")(now, said)
            self._serve(now)
        self.sent_in_busiest_minute = max(self._minutes.values())
        return self

    def _at(self, moment: float, what: str, said: "Said") -> None:
        heapq.heappush(self._events, (moment, next(self._numbers), what, said))

    def _serve(self, now: float) -> None:
        for said in self._workers.serves():
            self._at(now + self.turn * self._draw.choice((1 / 3, 2 / 3, 2.0)), "turned", said)
        for said in self._sender.serves():
            self._at(now + SPACING, "sent", said)

    def _says(self, now: float, said: "Said") -> None:
        self._at(now + SETTLE, "settled", Said(said.person, at=now))

    def _settled(self, _now: float, said: "Said") -> None:
        self._workers.joins(said)

    def _turned(self, _now: float, said: "Said") -> None:
        self._workers.free += 1
        self._sender.joins(said)

    def _sent(self, now: float, said: "Said") -> None:
        self._sender.free += 1
        self._minutes[int(now // 60)] += 1
        if said.invitation:
            self.wave = now - TEN
            if self._draw.random() < self.answer:
                self._left[said.person] = MESSAGES
                self._at(self._begins(self._draw, now), "says", said)
            return
        self._heard(now, said.at)
        self._left[said.person] -= 1
        if self._left[said.person]:
            self._at(now + self._draw.expovariate(1 / READS_AND_TYPES), "says", said)

    def _begins(self, draw: random.Random, invited: float) -> float:
        if draw.random() < AT_ONCE:
            return invited + draw.expovariate(1 / AT_ONCE_SECONDS)
        return max(invited, draw.gauss(EVENING, EVENING_SPREAD))

    def _heard(self, now: float, said: float) -> None:
        self.waits.append(now - said)
        if not self.wave or said <= TEN + self.wave:
            self.in_wave.append(now - said)


def share(waits: list[float], percent: float) -> float:
    """Return the wait that so many in a hundred stay under."""
    ordered = sorted(waits)
    return ordered[int(percent / 100 * (len(ordered) - 1))] if ordered else 0.0


def main() -> None:
    """Print a day for each number of people and of workers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--invited", type=int, nargs="+", default=[1000, 3000, 10_000, 20_000], help="at ten o'clock")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="programs, each with a processor")
    parser.add_argument("--turn", type=float, default=0.02, help="seconds of the processor a turn")
    parser.add_argument("--answer", type=float, default=0.3, help="share of the invited who answer")
    parser.add_argument("--one-line", action="store_true", help="replies stand behind the invitations that wait")
    given = parser.parse_args()
    for invited in given.invited:
        for workers in given.workers:
            day = Day(invited, workers, given.turn, given.answer, replies_first=not given.one_line).passes()
            told = ", ".join(f"p{percent} {share(day.waits, percent):.1f} s" for percent in (50, 95, 99))
            wave = ", ".join(f"p{percent} {share(day.in_wave, percent):.1f} s" for percent in (50, 95))
            print(
                f"invited={invited} workers={workers} replies={len(day.waits)} busiest_minute={day.sent_in_busiest_minute / 60:.1f}/s"
                f" wave={day.wave / 60:.1f} min; message to reply {told}; said during the wave ({len(day.in_wave)}): {wave}",
                flush=True,
            )


if __name__ == "__main__":
    main()
