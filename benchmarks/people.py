"""Simulated people on the fake Telegram: they read, think, tap and type, and how long each reply took is noted."""

import asyncio
import random
import time
from dataclasses import dataclass, field

from bot.simulation.respondent import Respondent
from bot.simulation.telegram_server import FakeTelegram, Person

TITLE = "Hoe wil je betrokken blijven?"
NO_REPLY = 60.0


@dataclass
class Crowd:
    """People who talk until it is over; `pause` is how many seconds each reads and types, on average."""

    telegram: FakeTelegram
    pause: float = 0.0
    seed: int = 1
    said: int = 0
    waits: list[float] = field(default_factory=list)
    """Seconds from what somebody said to the first message in reply."""
    unanswered: int = 0
    over: bool = False

    async def talk(self, people: int, *, turns: int | None = None, seconds: float | None = None) -> float:
        """Let so many people talk, for so many turns in all or so many seconds; return how long it took."""
        begun, already = time.perf_counter(), self.said
        self.over = False
        talking = asyncio.gather(*(self._talks(number, already, turns) for number in range(people)))
        if seconds is not None:
            await asyncio.sleep(seconds)
            self.over = True
            elapsed = time.perf_counter() - begun
            await talking
            return elapsed
        await talking
        return time.perf_counter() - begun

    def _done(self, already: int, turns: int | None) -> bool:
        return self.over or (turns is not None and self.said - already >= turns)

    async def _talks(self, number: int, already: int, turns: int | None) -> None:
        draw = random.Random(f"{self.seed}/{number}")
        await asyncio.sleep(draw.random() * self.pause)  # nobody begins at the same moment as everybody
        while not self._done(already, turns):
            await self._one_interview(self.telegram.person(), number, draw, already, turns)
            self.seed += 1

    async def _one_interview(
        self, person: Person, number: int, draw: random.Random, already: int, turns: int | None
    ) -> None:
        respondent = Respondent("nl", TITLE, self.seed * 1000 + number)
        act, what = "says", "/start"
        while not self._done(already, turns):
            begun = time.perf_counter()
            self.said += 1
            person.taps(what) if act == "taps" else person.says(what)
            try:
                heard = await person.hears(NO_REPLY)
            except TimeoutError:
                self.unanswered += 1
                return
            self.waits.append(time.perf_counter() - begun)
            if self.pause:
                await asyncio.sleep(draw.expovariate(1 / self.pause))
            heard = (person.has_heard() or [heard])[-1]
            if not heard.buttons:
                return
            act, what = respondent.reacts(heard.text, heard.buttons)


def share(waits: list[float], percent: float) -> float:
    """Return the wait that so many in a hundred stay under, in seconds."""
    ordered = sorted(waits)
    return ordered[int(percent / 100 * (len(ordered) - 1))]
