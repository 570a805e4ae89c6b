"""The long run: `make soak`. Prints what was done and found; ends with 1 when a promise was broken.

Each part can be run alone: `PYTHONPATH=tests .venv/bin/python -m endurance.soak kills --kills 1000 --answers 10000`.
"""
# ruff: noqa: T201 -- it prints what it finds

import argparse
import asyncio
import os
import random
import resource
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from endurance import databases
from endurance.crowd import Crowd, Verdict
from endurance.killing import Plan, any_moment, every_point, in_turn, kill
from endurance.lives import Nursery
from endurance.place import Place
from endurance.program import rows

from bot.simulation.telegram_server import FakeTelegram
from bot.simulation.telegram_server.limits import Limits

POINTS = 90
"""A turn, with the sending of its reply, passes at most so many points."""
FAR = 1500
"""Some lives go on for some twenty turns before they end at a point."""
LONGEST = 2.5


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", default=list(PARTS), help=f"of {', '.join(PARTS)}; all when none is named")
    asked.add_argument("--kills", type=int, default=1000, help="in all, half on each database")
    asked.add_argument("--answers", type=int, default=10_000, help="in all, half on each database")
    asked.add_argument("--people", type=int, default=500, help="at once")
    asked.add_argument("--backlog", type=int, default=10_000, help="updates that wait at the start")
    asked.add_argument("--wild", type=int, default=10_000, help="texts and taps")
    asked.add_argument("--seed", type=int, default=time.time_ns() % 10_000)
    options = asked.parse_args()
    print(f"seed={options.seed}", flush=True)
    bad = []
    for part in options.parts:
        with TemporaryDirectory() as folder:
            if not asyncio.run(PARTS[part](options, Path(folder))):
                bad.append(part)
    print(f"broken: {', '.join(bad)}" if bad else "every promise held", flush=True)
    sys.exit(bool(bad))


async def kills(options: argparse.Namespace, folder: Path) -> bool:
    """Kill the bot at every point of its first turn, at points of later ones and at any moment, on both databases at once."""
    plan = Plan(options.kills // 2, options.answers // 2, at_once=8, tell_every=50)
    with ExitStack() as opened:
        urls = {"sqlite": databases.sqlite(folder), "postgresql": opened.enter_context(databases.postgres())}
        async with FakeTelegram() as one, FakeTelegram() as other:
            at = dict(zip(urls, (one, other), strict=True))
            places = {name: Place(url, folder / "key" / "key", at[name].url, 25) for name, url in urls.items()}
            async with Nursery(places["sqlite"], folder / "log") as nursery:
                orders = (
                    in_turn(
                        every_point(POINTS),
                        every_point(FAR, step=11),
                        any_moment(random.Random(options.seed + number), LONGEST),
                    )
                    for number in range(2)
                )
                both = await asyncio.gather(
                    *(
                        kill(nursery, at[name], places[name], order, plan)
                        for name, order in zip(places, orders, strict=True)
                    )
                )
    for name, killed in zip(urls, both, strict=True):
        print(f"kills on {name}: {killed}", flush=True)
    return all(killed.verdict.good() and killed.verdict.repeated <= killed.kills for killed in both)


async def crowd(options: argparse.Namespace, folder: Path) -> bool:
    """So many people at once, at the pace Telegram allows and keeps to; nobody waits for ever."""
    async with FakeTelegram(limits=Limits()) as telegram:
        place = Place(databases.sqlite(folder), folder / "key" / "key", telegram.url, 5)
        async with Nursery(place, folder / "log") as nursery:
            one, (alone, _) = await _talks(nursery, telegram, place, 1, 5)
            many, (waits, seconds) = await _talks(nursery, telegram, place, options.people, options.people * 5)
    print(
        f"people at once={options.people} answers={many.said} lost={many.lost} doubled={many.doubled} stuck={len(many.stuck)}"
        f" seconds={seconds:.0f} answers_a_second={many.said / seconds:.1f}"
        f" wait alone median={median(alone):.2f} s, in the crowd median={median(waits):.2f} s p95={quantiles(waits, n=20)[-1]:.2f} s"
        f" longest={max(waits):.2f} s",
        flush=True,
    )
    return one.good() and many.good()


async def _talks(
    nursery: Nursery, telegram: FakeTelegram, place: Place, people: int, answers: int
) -> tuple[Verdict, tuple[list[float], float]]:
    pid = await nursery.begins(place, slow=True)
    crowd_, began = Crowd(telegram, place, people, answers), time.monotonic()
    crowd_.patience = 900
    await crowd_.talks()
    seconds = time.monotonic() - began
    await nursery.kills(pid)
    verdict = crowd_.judges()
    return verdict, (verdict.waits, seconds)


async def backlog(options: argparse.Namespace, folder: Path) -> bool:
    """So many updates wait at the start, from a hundred people; all are taken in, in order, and every chat is answered."""
    async with FakeTelegram(limits=Limits()) as telegram:
        place = Place(databases.sqlite(folder), folder / "key" / "key", telegram.url, 5)
        people = [telegram.person() for _ in range(100)]
        for number in range(options.backlog):
            people[number % 100].says(
                "/start" if number < 100 else f"bericht {number} over de afspraken van vorige week"
            )
        async with Nursery(place, folder / "log") as nursery:
            began = time.monotonic()
            pid = await nursery.begins(place, slow=True)
            while not all(person._chat.heard for person in people) or len(telegram.state.updates):  # noqa: ASYNC110 -- nothing tells of it
                await asyncio.sleep(0.2)
            seconds = time.monotonic() - began
            await asyncio.sleep(5)
            await nursery.kills(pid, 15)
        most = max(len(person._chat.heard) for person in people)
        kept = [number for (number,) in rows(place, "SELECT update_id FROM inbox ORDER BY id")]
        left = rows(place, "SELECT count(*) FROM inbox WHERE state <> 'done'")[0][0]
    in_order = kept == sorted(set(kept)) and len(kept) == options.backlog
    print(
        f"backlog={options.backlog} taken in and each chat answered in {seconds:.0f} s; most messages to one chat={most}"
        f" kept={len(kept)} in_order={in_order} not_done={left}",
        flush=True,
    )
    return in_order and not left and not len(telegram.state.updates)


async def long_talk(options: argparse.Namespace, folder: Path) -> bool:
    """A thousand answers, one chat at a time: the last as fast as the first, and the memory flat."""
    async with FakeTelegram() as telegram:
        place = Place(databases.sqlite(folder), folder / "key" / "key", telegram.url, 20)
        async with Nursery(place, folder / "log") as nursery:
            pid = await nursery.begins(place)
            crowd_ = Crowd(telegram, place, 1, 200)
            await crowd_.talks()
            first = _memory(pid)
            early = list(crowd_.verdict.waits)
            crowd_.to_come = 40
            await crowd_.talks()
            last = _memory(pid)
            await nursery.kills(pid)
            verdict = crowd_.judges()
    early, late = median(early[5:105]), median(verdict.waits[-100:])
    print(
        f"answers={verdict.said} wait at the start={early * 1000:.0f} ms, at the end={late * 1000:.0f} ms"
        f" ratio={late / early:.2f}; memory after 200={first} MB, after {verdict.said}={last} MB"
        f" ratio={last / first:.2f}; test's own memory={resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
        flush=True,
    )
    return verdict.good() and last <= first * 1.05


async def wild(options: argparse.Namespace, folder: Path) -> bool:
    """So many wild texts, slash texts and forged taps, over every state of an interview: three kinds in nine states."""
    each = -(-options.wild // 26)  # a few forged taps happen to be real ones, and are not tried
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=0"]
    command += [f"--basetemp={folder / 'pytest'}", str(Path(__file__).parents[1] / "odd" / "test_wild_states.py")]
    began = time.monotonic()
    done = await asyncio.create_subprocess_exec(
        *command,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "MEESPRAAK_WILD_EXAMPLES": str(each), "MEESPRAAK_WILD_TRIED": str(folder / "tried")},
        stdout=asyncio.subprocess.PIPE,
    )
    told = (await done.communicate())[0].decode()
    tried = int((folder / "tried").read_text())
    print(f"wild texts and taps tried={tried} seconds={time.monotonic() - began:.0f}", flush=True)
    if done.returncode:
        print(told, flush=True)
    return done.returncode == 0 and tried >= options.wild


def _memory(pid: int) -> int:
    """Return the megabytes that a process holds now."""
    words = Path(f"/proc/{pid}/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) // 1024


PARTS = {"kills": kills, "crowd": crowd, "backlog": backlog, "long": long_talk, "wild": wild}

if __name__ == "__main__":
    main()
