"""A turn of ours, store and commits included, beside stock Rasa on the same interview in the same run.

    python benchmarks/turns.py [--people 3]

Ours: the whole turn in one process, as `meespraak run` takes it: sealed inbox row, safety, understanding, rules,
core, one transaction with answer and outbox, on a SQLite file with every commit on disk.
Stock: what Rasa's documentation sets up without TensorFlow: a form with one slot a question, an SQL tracker store on a
SQLite file, and an action server over HTTP on loopback that validates the form. It is fed the very texts that were
said in ours, and keeps them in slots.
Last line: `turns ours=<turns/s> theirs=<turns/s> ratio=<ours/theirs>`.
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
    parser.add_argument("--people", type=int, default=3, help="interviews held on each side")
    people = str(parser.parse_args().people)
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        ours = run("our_side.py", folder, people, str(said))
        theirs = run("stock_side.py", folder, people, str(said))
    for name, side in (("ours", ours), ("stock Rasa", theirs)):
        print(
            f"{name}: {side['turns']} turns, {side['rate']:.1f} a second, p50 {side['p50']:.1f} ms, p95 {side['p95']:.1f} ms"
        )
    print(f"turns ours={ours['rate']:.1f} theirs={theirs['rate']:.1f} ratio={ours['rate'] / theirs['rate']:.2f}")


if __name__ == "__main__":
    main()
