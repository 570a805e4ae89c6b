"""What it takes to run: start to first reply, memory, training, disk; beside stock Rasa.

    python benchmarks/footprint.py [--turns 200] [--people 10] [--stock-python PATH]

Ours: `meespraak run` (SQLite, fake Bot API), started while somebody's /start already waits; `rasa train --force` on our own data.
Theirs: `rasa run` and `rasa run actions` as the documentation sets them up, one small form; memory is that of both programs.
Memory is what is resident after the first reply, and after so many turns. `start ours=<s> theirs=<s> ratio=<theirs/ours>`, and so on.
"""

import argparse
import asyncio
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from people import Crowd
from stock_rasa import ROOT, StockRasa, default_python
from whole_bot import meespraak, resident

from bot.simulation.telegram_server import FakeTelegram


@dataclass
class Figures:
    """Seconds and megabytes of one side."""

    train: float
    start: float
    memory: float
    """After the first reply."""
    later: float
    """After many turns."""
    disk: float


async def ours(turns: int, people: int, folder: Path) -> Figures:
    """Start the program, let people talk, and train."""
    async with FakeTelegram() as telegram:
        person = telegram.person()
        person.says("/start")
        begun = time.perf_counter()
        with meespraak(folder, telegram, f"sqlite:///{folder / 'meespraak.db'}") as program:
            await person.hears(300)
            start, memory = time.perf_counter() - begun, resident(program.pid)
            await Crowd(telegram).talk(people, turns=turns)
            later = resident(program.pid)
    return Figures(train(folder), start, memory, later, disk(sys.executable))


def train(folder: Path) -> float:
    """Train our model anew, and return the seconds."""
    begun = time.perf_counter()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "rasa",
        "train",
        "--force",
        "--quiet",
        "--out",
        str(folder / "models"),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - begun


def theirs(turns: int, python: str, folder: Path) -> Figures:
    """Train, start and talk to stock Rasa."""
    stock = StockRasa(folder / "stock", 20, python)
    trained = stock.train()
    begun = time.perf_counter()
    with stock:
        stock.until_it_answers()
        start, memory = time.perf_counter() - begun, stock.memory()
        for number in range(turns):
            stock.says(f"person {number // 20}", "begin" if number % 20 == 0 else f"Dat was in het jaar {number}")
        later = stock.memory()
    return Figures(trained, start, memory, later, disk(python))


def disk(python: str) -> float:
    """Return the megabytes of the environment that this Python belongs to."""
    ask = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    places = subprocess.run([python, "-c", ask], check=True, capture_output=True, text=True).stdout.split()
    return sum(path.stat().st_blocks for path in Path(places[-1]).rglob("*") if not path.is_symlink()) * 512 / 2**20


def main() -> None:
    """Measure both sides and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=200, help="after which memory is looked at again")
    parser.add_argument("--people", type=int, default=10, help="who take the turns of ours, at once")
    parser.add_argument(
        "--stock-python", default=default_python(sys.executable), help="the Python that runs stock Rasa"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        other = theirs(given.turns, given.stock_python, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        mine = asyncio.run(ours(given.turns, given.people, Path(folder)))
    same = sysconfig.get_paths()["purelib"].startswith(str(Path(given.stock_python).parent.parent))
    print(f"stock Rasa in {'our environment, without TensorFlow' if same else given.stock_python}")
    for name, unit, one, two in (
        ("start", "s", mine.start, other.start),
        ("memory", "MB", mine.memory, other.memory),
        (f"memory-after-{given.turns}-turns", "MB", mine.later, other.later),
        ("training", "s", mine.train, other.train),
        ("disk", "MB", mine.disk, other.disk),
    ):
        print(f"{name} ours={one:.1f}{unit} theirs={two:.1f}{unit} ratio={two / one:.2f}", flush=True)


if __name__ == "__main__":
    main()
