"""Takes each safeguard out in turn, in a copy of the tree, and sees which test turns red: `make removals`.

With words, only the safeguards in whose name, promise or file one of them stands. Without, the table in
docs/reliability.md is made anew of what was seen; a safeguard that nothing missed is named, and the end is 1.
"""
# ruff: noqa: T201 -- it prints what it finds

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("removals.yml")
DOCUMENT = Path("docs") / "reliability.md"
BEGIN, END = "<!-- removals: made by `make removals` -->\n", "<!-- end of removals -->\n"
NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".tools", ".rasa", "__pycache__", ".*_cache", "results")
FAILED = 1
"""What pytest ends with where tests failed; anything else (nothing collected, a usage error) shows nothing."""


@dataclass(frozen=True)
class Cut:
    """A text taken out of a file, and what stands there instead."""

    file: str
    out: str
    instead: str


@dataclass(frozen=True)
class Removal:
    """A safeguard, where it stands, and the test that misses it."""

    promise: str
    safeguard: str
    cuts: tuple[Cut, ...]
    red: str

    def fits(self, words: list[str]) -> bool:
        about = f"{self.promise} {self.safeguard} {self.cuts[0].file} {self.red}".casefold()
        return not words or any(word.casefold() in about for word in words)


def removals() -> Iterator[Removal]:
    for promise, rows in YAML(typ="safe").load(LIST).items():
        for row in rows:
            cuts = tuple(Cut(one["file"], one["out"], one.get("in", "")) for one in (row, *row.get("and", ())))
            yield Removal(promise, row["safeguard"], cuts, row["red"])


def main(words: list[str]) -> int:
    chosen = [one for one in removals() if one.fits(words)]
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True)
        if _tested(copy, *dict.fromkeys(one.red for one in chosen)) != 0:
            print("some of these tests are not green as it is: nothing can be seen")
            return 1
        seen = [one for one in chosen if _turns_red(copy, one)]
    print(f"{len(seen)} of {len(chosen)} turned a test red")
    if not words:
        _tell(seen)
    return int(len(seen) < len(chosen))


def _turns_red(copy: Path, one: Removal) -> bool:
    for cut in one.cuts:
        path = copy / cut.file
        path.write_text(path.read_text(encoding="utf-8").replace(cut.out, cut.instead, 1), encoding="utf-8")
    red = _tested(copy, one.red) == FAILED
    for cut in one.cuts:
        shutil.copy2(ROOT / cut.file, copy / cut.file)
    print(f"{'red' if red else 'STILL GREEN'}: {one.promise}: {one.safeguard} ({one.red})", flush=True)
    return red


def _tested(copy: Path, *tests: str) -> int:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    with (copy / "told.log").open("wb") as told:
        return subprocess.run(command, cwd=copy, env=environment, stdout=told, stderr=told, check=False).returncode


def _tell(seen: list[Removal]) -> None:
    text = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    (ROOT / DOCUMENT).write_text(before + BEGIN + table(seen) + END + rest.split(END)[1], encoding="utf-8")


def table(seen: list[Removal]) -> str:
    rows = ["| promise | safeguard taken out | where | turned red |", "| --- | --- | --- | --- |"]
    promise: Any = None
    for one in seen:
        rows.append(
            f"| {one.promise if one.promise != promise else ''} | {one.safeguard} | `{one.cuts[0].file}` | `{one.red}` |"
        )
        promise = one.promise
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
