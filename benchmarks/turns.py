"""A turn of ours, store and commits included, beside stock Rasa on the same interview in the same run.

    python benchmarks/turns.py [--people 1 20 500] [--turns 60 20 8] [--seconds 60] [--without-diet]

Ours: the whole turn in one process, as `meespraak run` takes it: sealed inbox row, safety, understanding, rules,
core, one transaction with answer and outbox, on a SQLite file with every commit on disk.
Stock: what the documentation sets up (`benchmarks/stock`): `rasa run` with the REST channel, `rasa run actions` beside it,
an SQL tracker store on a SQLite file, the default pipeline with DIET and the default policies with TED, trained for fewer
epochs; its form has one slot a question. And once more without any neural network, with a linear classifier and rules.
It is fed the very texts that were said in ours. Each process does its own work: the driver of stock Rasa only waits.
So many people talk at once, each writing again as soon as the reply is there, at most so many messages each; stock Rasa is
stopped after so many seconds, and what was not answered by then counts as a wait of that long.
Milliseconds of processor a turn hardly change with what else the machine does; the driver of ours is in them.
A wait is from a message to the commit of its reply (ours) or to the reply (stock).
Each line `turns-of-N ours=<turns/s> theirs=<turns/s> ratio=<ours/theirs>`; `-without-diet` beside the lighter one.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from stock_side import WITH_DIET, Stock

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MOST = 62
"""Questions that stock Rasa's form has: more than anybody answers here."""
Figures = Mapping[str, Any]


def main() -> None:
    """Measure both sides and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 20, 500], help="so many at once")
    parser.add_argument("--turns", type=int, nargs="+", default=[60, 20, 8], help="at most so many messages each")
    parser.add_argument("--seconds", type=float, default=60, help="so long at most for stock Rasa each time")
    parser.add_argument("--without-diet", action="store_true", help="leave out the stock set-up with DIET")
    given = parser.parse_args()
    diet = not given.without_diet
    if diet and not WITH_DIET.exists():
        print("Stock Rasa's own environment is not there (make .venv-stock/.ready), so it is measured without DIET.")
        diet = False
    for line in compare(list(zip(given.people, given.turns, strict=True)), given.seconds, diet=diet):
        print(line, flush=True)


def compare(sizes: Sequence[tuple[int, int]], seconds: float, *, diet: bool) -> Iterator[str]:
    """Measure both sides with so many (people, messages each); yield the lines to print as they come."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        kinds = ("", "-without-diet") if diet else ("-without-diet",)
        stocks = {kind: Stock(Path(folder) / f"stock{kind}", MOST, diet=not kind) for kind in kinds}
        for stock in stocks.values():
            running.enter_context(stock)
            stock.talks([["begin", "dag"]], seconds, "warm-up")
        for people, turns in sizes:
            # Ours once more beside each: what else the machine does goes up and down.
            for kind, stock in stocks.items():
                said = Path(folder) / f"said-{people}{kind}.json"
                ours = our_side(Path(folder) / f"ours-{people}{kind}", people, turns, said)
                theirs = stock.talks(json.loads(said.read_text()), seconds, f"of-{people}")
                yield from compared(people, kind, ours, theirs)


def our_side(folder: Path, people: int, turns: int, said: Path) -> Figures:
    """Run our side in a process of its own and return what it measured."""
    folder.mkdir()
    given = (str(folder), str(people), str(turns), str(said))
    command = [sys.executable, "-W", "ignore", str(HERE / "our_side.py"), *given]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    measured: Figures = json.loads(done.stdout.splitlines()[-1])
    return measured


def compared(people: int, name: str, ours: Figures, theirs: Figures) -> list[str]:
    """Return the lines that set one size of ours beside theirs."""
    rate, wait, cpu = ours["rate"] / theirs["rate"], theirs["p95"] / ours["p95"], theirs["cpu"] / ours["cpu"]
    return [
        f"{people} at once",
        f"  ours: {described(ours)}",
        f"  stock{name}: {described(theirs)}",
        f"turns-cpu-of-{people}{name} ours={ours['cpu']:.1f} theirs={theirs['cpu']:.1f} ratio={cpu:.2f}",
        f"turns-p95-of-{people}{name} ours={ours['p95']:.1f} theirs={theirs['p95']:.1f} ratio={wait:.2f}",
        f"turns-of-{people}{name} ours={ours['rate']:.1f} theirs={theirs['rate']:.1f} ratio={rate:.2f}",
    ]


def described(side: Figures) -> str:
    """Return what one side did."""
    waits = ", ".join(f"{share} {side[share]:.1f} ms" for share in ("p50", "p95", "p99"))
    what = f"{side['turns']} turns, {side['rate']:.1f} a second, {waits}"
    lost = f", {side['broken']} talks broken off" if side.get("broken") else ""
    return f"{what}, {side['cpu']:.1f} ms of processor a turn, {side['memory']:.0f} MB{lost}"


if __name__ == "__main__":
    main()
