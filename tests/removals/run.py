"""Takes each safeguard out in turn, in a copy of the tree, and sees which test turns red: `make removals`.

With words, only the safeguards in whose name, promise or file one of them stands. Without, the table in
docs/reliability.md is made anew of what was seen; a safeguard that nothing missed is named, and the end is 1.
"""
# ruff: noqa: T201 -- it prints what it finds

import os
import shutil
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("removals.yml")
DOCUMENT = Path("docs") / "reliability.md"
BEGIN, END = "<!-- removals: made by `make removals` -->\n", "<!-- end of removals -->\n"
NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".tools", ".rasa", "__pycache__", ".*_cache", "results")
LIBRARIES = (
    "rasa.core.agent",
    "rasa_sdk.executor",
    "sqlalchemy.orm",
    "alembic.command",
    "telegram",
    "pandas",
    "scipy.optimize",
    "lingua",
)
"""What takes longest to load."""
NOT_SEEN = "not run: "
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
    for library in LIBRARIES:
        import_module(library)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True)
        if _tested(copy, *dict.fromkeys(one.red for one in chosen)) != 0:
            print("some of these tests are not green as it is: nothing can be seen")
            return 1
        seen = [one for one in chosen if _turns_red(copy, one)]
    print(f"{len(seen)} of {len(chosen)} turned a test red")
    if not words:
        _tell(chosen, seen)
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
    """Run tests in a fork of this process, which has the libraries loaded and nothing of ours."""
    child = get_context("fork").Process(target=_run, args=(copy, tests))
    child.start()
    child.join()
    return int(child.exitcode or 0)


def _run(copy: Path, tests: tuple[str, ...]) -> None:
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy)
    sys.path.insert(0, str(copy))
    sys.dont_write_bytecode = True
    told = os.open(copy / "told.log", os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    os.dup2(told, 1)
    os.dup2(told, 2)
    os._exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests]))


def _tell(listed: list[Removal], seen: list[Removal]) -> None:
    text = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    (ROOT / DOCUMENT).write_text(before + BEGIN + table(listed, seen) + END + rest.split(END)[1], encoding="utf-8")


def table(listed: Collection[Removal], seen: Collection[Removal]) -> str:
    """Return a row a safeguard; what was not seen to turn a test red says so."""
    rows = ["| promise | safeguard taken out | where | turned red |", "| --- | --- | --- | --- |"]
    promise = ""
    for one in listed:
        first = one.promise if one.promise != promise else ""
        rows.append(
            f"| {first} | {one.safeguard} | `{one.cuts[0].file}` | {'' if one in seen else NOT_SEEN}`{one.red}` |"
        )
        promise = one.promise
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
