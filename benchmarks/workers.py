"""One program beside two on the same PostgreSQL: turns a second, and where the time goes.

    python benchmarks/workers.py [--people 40] [--turns 600] [--workers 1 2]

Whole programs against the fake Bot API in this process, without Telegram's limits on either side; people answer numbered
questions and write again as soon as the next one is there. `MEESPRAAK_TEST_POSTGRES_URL` names the server.
With `--workers 1 2`, `workers-2` is two programs over one. On two cores the people, the Bot API and PostgreSQL
take their part of the same processors: the seconds each used for a turn are printed beside it, and from them what two
programs could do at most on this machine (`processors / seconds of the processor a turn`) and on one where nobody else needs them.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from endurance import databases
from endurance.lives import Nursery
from endurance.place import Place, number_asked, said_to
from sqlalchemy import create_engine, text
from whole_bot import used

from bot.simulation.telegram_server import FakeTelegram, Person

QUESTIONS = 25
YES, ALL_RIGHT = "Ja, ik doe mee", "Niets, dit klopt"
WARM = 40


@dataclass
class Figures:
    """What was measured with so many programs."""

    rate: float
    programs: float
    """Seconds of the processor a turn, of all programs together."""
    database: float
    others: float
    """The people and the Bot API."""


class People:
    """People who answer at once whatever is asked."""

    def __init__(self, telegram: FakeTelegram, turns: int) -> None:
        self.telegram, self.left = telegram, turns

    async def talk(self, many: int) -> None:
        """Let so many talk until all turns are taken."""
        await asyncio.gather(*(self._chair() for _ in range(many)))

    async def _chair(self) -> None:
        while self.left > 0:
            await self._walks(self.telegram.person())

    async def _walks(self, person: Person) -> None:
        self.left -= 1
        person.says("/start")
        while self.left > 0:
            heard = await person.hears(120)
            if (number := number_asked(heard.text)) is not None:
                person.says(said_to(person.chat_id, number))
            elif tapped := next((button for button in (YES, ALL_RIGHT) if button in heard.buttons), None):
                person.taps(tapped)
            elif not heard.buttons:
                return
            else:
                person.taps(heard.buttons[0])
            self.left -= 1


async def measure(workers: int, people: int, turns: int, folder: Path) -> Figures:
    """Let people talk with so many programs."""
    with databases.postgres() as url:
        async with FakeTelegram() as telegram:
            place = Place(url, folder / "key" / "key", telegram.url, QUESTIONS)
            async with Nursery(place, folder / "log") as nursery:
                programs = [await nursery.begins(place) for _ in range(workers)]
                await People(telegram, WARM).talk(workers * 4)
                before = used(programs), used(backends(url)), time.process_time(), time.perf_counter()
                await People(telegram, turns).talk(people)
                after = used(programs), used(backends(url)), time.process_time(), time.perf_counter()
    programs_, database, others, elapsed = (late - early for late, early in zip(after, before, strict=True))
    return Figures(turns / elapsed, programs_ / turns, database / turns, others / turns)


def backends(url: str) -> list[int]:
    """Return the processes of the server that work for this database."""
    engine = create_engine(url, future=True)
    query = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    try:
        with engine.connect() as connection:
            return list(connection.execute(query).scalars())
    finally:
        engine.dispose()


def main() -> None:
    """Measure each number of programs and print it beside the first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=40, help="at once")
    parser.add_argument("--turns", type=int, default=600, help="in all")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="so many programs, one measurement each")
    given = parser.parse_args()
    cores = os.cpu_count() or 1
    first = None
    for workers in given.workers:
        with tempfile.TemporaryDirectory() as folder:
            found = asyncio.run(measure(workers, given.people, given.turns, Path(folder)))
        first = first or found
        of_all = found.programs + found.database + found.others
        print(
            f"{workers} programs: {found.rate:.1f} turns a second; of the processor a turn: programs {found.programs * 1000:.1f} ms,"
            f" PostgreSQL {found.database * 1000:.1f} ms, people and Bot API {found.others * 1000:.1f} ms;"
            f" at most {cores / of_all:.0f} a second on these {cores} processors,"
            f" {workers / found.programs:.0f} where each program has one to itself"
        )
        print(
            f"workers-{workers} ours={found.rate:.1f} theirs={first.rate:.1f} ratio={found.rate / first.rate:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
