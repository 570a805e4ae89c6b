"""From update to reply, through the fake Bot API with Telegram's limits: one message a second a chat, thirty in all.

    python benchmarks/telegram.py [--people 1 20 100 300] [--seconds 60] [--pause 10]

The whole program (`meespraak run`, SQLite, every commit on disk) in a process of its own. So many people are in the middle of an
interview at once; each reads and types for `pause` seconds on average. A wait is from the moment Telegram has what they
said until the first message of the reply is at Telegram: with 0.35 s in which the bot waits whether more comes in the same breath.
`telegram-of-N ours=<messages sent a second> theirs=30 ratio=<share of what Telegram allows>`.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from people import Crowd, share
from whole_bot import meespraak, used

from bot.simulation.telegram_server import FakeTelegram
from bot.simulation.telegram_server.limits import Limits

ALLOWED = 30


async def measure(sizes: list[int], seconds: float, pause: float, folder: Path) -> None:
    """Let each number of people talk for so long, and print what they waited."""
    limits = Limits()
    async with FakeTelegram(limits=limits) as telegram:
        with meespraak(folder, telegram, f"sqlite:///{folder / 'meespraak.db'}") as program:
            await Crowd(telegram, seed=900).talk(1, turns=12)  # it is there, and warm
            for people in sizes:
                crowd = Crowd(telegram, pause, seed=people)
                sent, refused, before = len(limits.sent), limits.refused, used([program.pid])
                elapsed = await crowd.talk(people, seconds=seconds)
                busy = (used([program.pid]) - before) / elapsed
                show(crowd, people, elapsed, len(limits.sent) - sent, limits.refused - refused, busy)


def show(crowd: Crowd, people: int, elapsed: float, sent: int, refused: int, busy: float) -> None:
    """Print what so many people waited."""
    told = ", ".join(f"p{percent} {share(crowd.waits, percent):.2f} s" for percent in (50, 95, 99))
    print(
        f"{people} people, {crowd.said} messages in {elapsed:.0f} s, {sent} sent: update to reply {told};"
        f" unanswered {crowd.unanswered}, told to slow down {refused}, one core busy for {busy:.0%}"
    )
    rate = sent / elapsed
    print(f"telegram-of-{people} ours={rate:.1f} theirs={ALLOWED} ratio={rate / ALLOWED:.2f}", flush=True)


def main() -> None:
    """Measure each number of people."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 20, 100, 300], help="in an interview at once")
    parser.add_argument("--seconds", type=float, default=60, help="how long they talk, for each number of people")
    parser.add_argument("--pause", type=float, default=10, help="seconds that people read and type, on average")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(given.people, given.seconds, given.pause, Path(folder)))


if __name__ == "__main__":
    main()
