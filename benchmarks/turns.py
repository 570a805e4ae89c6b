"""A turn of ours, store and commits included, beside stock Rasa on the same interview in the same run.

    python benchmarks/turns.py [--people 1 20] [--turns 60 15]

Ours: the whole turn in one process, as `meespraak run` takes it: sealed inbox row, safety, understanding, rules,
core, one transaction with answer and outbox, on a SQLite file with every commit on disk.
Stock: what Rasa's documentation sets up without TensorFlow: a form with one slot a question, an SQL tracker store on a
SQLite file, and an action server over HTTP on loopback that validates the form. It is fed the very texts that were
said in ours, and keeps them in slots. (DIET, which the documentation's first example has, would make it slower.)
So many people talk at once, each writing again as soon as the reply is there, at most so many messages each.
A wait is from a message to the commit of its reply. Each line `turns-of-N ours=<turns/s> theirs=<turns/s> ratio=<ours/theirs>`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def run(script: str, *given: str) -> Any:
    """Run one side in a process of its own, so that neither touches the other's Rasa, and return what it measured."""
    command = [sys.executable, "-W", "ignore", str(HERE / script), *given]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Measure both sides and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 20], help="so many at once, one measurement each")
    parser.add_argument("--turns", type=int, nargs="+", default=[60, 15], help="at most so many messages each")
    given = parser.parse_args()
    for people, turns in zip(given.people, given.turns, strict=True):
        measure(people, turns)


def measure(people: int, turns: int) -> None:
    """Measure both sides with so many people at once."""
    with tempfile.TemporaryDirectory() as folder:
        rest = (folder, str(people), str(turns), str(Path(folder) / "said.json"))
        ours, theirs = run("our_side.py", *rest), run("stock_side.py", *rest)
    print(f"{people} at once, {ours['turns']} turns")
    for name, side in (("ours", ours), ("stock Rasa", theirs)):
        waits = ", ".join(f"{name} {side[name]:.1f} ms" for name in ("p50", "p95", "p99"))
        print(f"  {name}: {side['rate']:.1f} a second, {waits}")
    print(
        f"turns-p95-of-{people} ours={ours['p95']:.1f} theirs={theirs['p95']:.1f} ratio={theirs['p95'] / ours['p95']:.2f}"
    )
    print(
        f"turns-of-{people} ours={ours['rate']:.1f} theirs={theirs['rate']:.1f} ratio={ours['rate'] / theirs['rate']:.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
