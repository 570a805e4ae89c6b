"""Time and memory of the analysis on synthetic answers, beside a plain pandas script on the same data.

`python benchmarks/analytics.py [answers ...]`; 10,000, 100,000 and 1,000,000 by default. Each step runs in a process of
its own, so that memory is its own: the most it held, and that of the programs it codes with. Seconds are given of the clock and, of all
of these, of the processor; loading libraries is not among them. What is said
in own words are halves of sentences of people put together, so that nearly all differ. `theirs` reads the files with
`pandas.read_json(lines=True)` (in the step `store` the tables with `pandas.read_sql`) and does the same by hand: tables with
categoricals, counts by question, themes by a list of words, a CSV file and a Parquet file of every answer.
"""

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PER_INTERVIEW = 20
NOW = datetime(2026, 3, 3, tzinfo=timezone.utc)
SKIPPED = 0.05
CHOICES: dict[str, tuple[str, ...]] = {
    "organisation_type": ("municipality", "employer", "association"),
    "organisation_region": ("antwerp", "limburg", "brussels"),
    "involvement_themes": ("reaching_youth", "coaching", "network", "money"),
    "contribution_kinds": ("time", "knowledge", "space"),
    "contact_rhythm": ("monthly", "quarterly", "on_decision"),
    "contact_channel": ("email", "phone", "in_person"),
    "ties_organisations": tuple(f"{kind} {number:03d}" for kind in ("Atelier", "Huis", "Stad") for number in range(60)),
}
QUESTIONS = (
    ("one", ("organisation_type", "contact_rhythm")),
    ("many", ("organisation_region", "involvement_themes", "contribution_kinds", "contact_channel")),
    ("list", ("ties_organisations",)),
    ("scale", ("involvement_today", "involvement_wanted", "topic_influence", "topic_interest", "stars")),
    (
        "text",
        (
            "work_with_youth",
            "cooperation_went_well",
            "cooperation_to_improve",
            "change_most_important",
            "involvement_change",
            "conditions_to_stay",
            "youth_not_reached",
            "success_seen",
        ),
    ),
)
ASKED = tuple((kind, key) for kind, keys in QUESTIONS for key in keys)
"""Questions of the guide that the answers are given to, so that the report has something to tell: 20 an interview."""
STEPS = ("frames", "store", "coverage", "themes", "export", "report")
SPOKEN = ("labelled", "hands", "unseen", "another_hand")


def make(folder: Path, answers: int) -> None:
    """Write a study of so many answers, the same one each time."""
    draw = random.Random(7)
    people = range(answers // PER_INTERVIEW)
    start = "2026-03-02T10:{:02}:00+00:00"
    named = [("participants", participant), ("consents", consent), ("interviews", interview)]
    for name, row in named:
        write(folder / f"{name}.jsonl", (row(number, start.format(0)) for number in people))
    said = halves()
    write(folder / "answers.jsonl", (answer(draw, said, number, start) for number in range(answers)))


def halves() -> list[tuple[str, str]]:
    """Return sentences of people as two halves each."""
    files = [(ROOT / "tests" / "themes" / f"{name}.jsonl").read_text(encoding="utf-8") for name in SPOKEN]
    words = [json.loads(line)["text"].split() for file in files for line in file.splitlines()]
    return [(" ".join(one[: len(one) // 2]), " ".join(one[len(one) // 2 :])) for one in words if len(one) > 2]


def write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def participant(number: int, _at: str) -> dict[str, Any]:
    """Return one of three kinds of people."""
    kind = ("employer", "municipality", "association")[number % 3]
    return {"participant": f"p_{number}", "role": "stakeholder", "organisation_type": kind, "language": "nl"}


def consent(number: int, at: str) -> dict[str, Any]:
    """Return a yes to taking part."""
    return {"participant": f"p_{number}", "scope": "take_part", "given": True, "at": at}


def interview(number: int, at: str) -> dict[str, Any]:
    """Return an interview; one in five was stopped."""
    status = "completed" if number % 5 else "stopped"
    about = {"guide": "stakeholder", "edition": "e1", "language": "nl", "started_at": at, "status": status}
    return {"interview": number, "participant": f"p_{number}", **about}


def answer(draw: random.Random, said: list[tuple[str, str]], number: int, start: str) -> dict[str, Any]:
    """Return an answer with its passport; one in twenty was skipped."""
    place = number % PER_INTERVIEW
    kind, key = ASKED[place]
    missing = "skipped" if draw.random() < SKIPPED else None
    value: Any = None
    if kind == "one":
        value = draw.choice(CHOICES[key])
    elif kind in ("many", "list"):
        value = draw.sample(CHOICES[key], 2)
    elif kind == "scale":
        value = draw.randint(1, 5)
    told = f"{draw.choice(said)[0]} {draw.choice(said)[1]}" if kind == "text" else str(value)
    return {
        "interview": number // PER_INTERVIEW,
        "question": key,
        "item": "",
        "kind": kind,
        "said": None if missing else told,
        "value": None if missing else value,
        "missing": missing,
        "language": "nl",
        "probe_of": None,
        "probe_rule": None,
        "wording": f"Vraag {place}?",
        "source": "text" if kind == "text" else "button",
        "asked_at": start.format(place),
        "answered_at": start.format(place + 1),
        "version": 1,
        "current": True,
    }


def store(folder: Path) -> None:
    """Bring the study into a database beside its files."""
    from bot.guide_file import load_guides
    from bot.settings import settings
    from bot.store.bring_in import bring_in
    from bot.store.engine import open_engine, unit_of_work
    from bot.store.migrate import upgrade
    from bot.store.vault import Vault

    database = open_engine(f"sqlite:///{folder}/study.db")
    upgrade(database)
    with unit_of_work(database) as session:
        done = bring_in(session, folder, load_guides(settings().guides), NOW, Vault(bytes(32)))
    if done.faults:
        raise SystemExit("\n".join(done.faults))


Spent = tuple[float, float]
"""Seconds of the clock, and of the processor, programs begun by this one included once they have ended."""


def now() -> Spent:
    """Return the two clocks."""
    used = os.times()
    return time.perf_counter(), used.user + used.system + used.children_user + used.children_system


def since(began: Spent) -> Spent:
    """Return what passed."""
    clock, processor = now()
    return clock - began[0], processor - began[1]


def import_libraries() -> None:
    """Load what both sides use; it is not counted."""
    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401


def ours(step: str, folder: Path) -> Spent:
    """Do a step as Meespraak does."""
    from analytics.guidebook import Guides
    from analytics.sources import from_folder

    import_libraries()
    source, guides, coder = from_folder(folder), Guides.load(), None
    if step in ("themes", "report"):
        from analytics.themes import Coder

        coder = Coder.load()
        coder.code("Eén keer alles laden: hij kwam altijd met een lach weer buiten.")
    if step == "report":
        import altair  # noqa: F401 -- loading libraries is not counted
        import vl_convert  # noqa: F401
    began = now()
    STEP_OF[step](source, folder, guides, coder)
    clock, _ = since(began)
    if coder is not None:
        coder.close()  # what its programs took is known once they ended
    return clock, since(began)[1]


def read_frames(source: Any, _folder: Path, _guides: Any, _coder: Any) -> None:
    """Build the tables from files."""
    from analytics.frames import frames

    frames(source)


def read_store(_source: Any, folder: Path, _guides: Any, _coder: Any) -> None:
    """Build the tables from the database."""
    from functools import partial

    from analytics.frames import frames
    from bot.store import study
    from bot.store.engine import open_engine, reading

    with reading(open_engine(f"sqlite:///{folder}/study.db")) as session:
        frames(partial(study.rows, session))


def measure_coverage(source: Any, _folder: Path, guides: Any, _coder: Any) -> None:
    """Count how far the interviews got."""
    from analytics.coverage import coverage
    from analytics.frames import frames

    coverage(frames(source), guides, NOW)


def code_themes(source: Any, _folder: Path, _guides: Any, coder: Any) -> None:
    """Code every open answer, as an export does."""
    from analytics.export.coded import coded
    from analytics.frames import frames

    coded(frames(source), coder.code_all)


def write_files(source: Any, folder: Path, guides: Any, _coder: Any) -> None:
    """Write CSV and Parquet."""
    from analytics.export import write_export

    write_export(source, folder / "out", ("csv", "parquet"), guides, masked=False)


def write_whole_report(source: Any, folder: Path, guides: Any, coder: Any) -> None:
    """Write the report, with themes."""
    from analytics.report import write_report

    write_report(source, folder / "out", guides, now=NOW, coding=coder.code_all)


STEP_OF: dict[str, Callable[[Any, Path, Any, Any], None]] = {
    "frames": read_frames,
    "store": read_store,
    "coverage": measure_coverage,
    "themes": code_themes,
    "export": write_files,
    "report": write_whole_report,
}


def theirs(step: str, folder: Path) -> Spent:
    """Do a step as a plain script would."""
    import_libraries()
    began = now()
    answers, participants = tidy(step, folder)
    if step in ("coverage", "report"):
        counts_by_hand(answers, participants)
    if step in ("themes", "report"):
        themes_by_hand(answers)
    if step == "export":
        answers["value"] = answers["value"].map(lambda value: value if value is None else str(value))
        answers.to_csv(folder / "theirs.csv", index=False, quoting=1)
        answers.to_parquet(folder / "theirs.parquet")
        wide = answers.pivot_table(index="interview", columns="question", values="value", aggfunc="last", observed=True)
        wide.to_csv(folder / "theirs_wide.csv")
    return since(began)


def tidy(step: str, folder: Path) -> tuple[Any, Any]:
    """Return the answers and the participants as tables."""
    import pandas as pd

    names = ("participants", "interviews", "answers")
    if step == "store":
        import sqlite3

        database = sqlite3.connect(folder / "study.db")
        tables = {name: pd.read_sql(f"select * from {name.removesuffix('s')}", database) for name in names}  # noqa: S608 -- our own names
        tables["interviews"] = tables["interviews"].rename(columns={"id": "interview"})
        tables["participants"] = tables["participants"].rename(columns={"id": "participant"})
    else:
        tables = {name: pd.read_json(folder / f"{name}.jsonl", lines=True) for name in names}
    about = tables["interviews"][["interview", "participant", "guide", "status"]]
    answers = tables["answers"].merge(about, on="interview")
    for name in ("question", "kind", "missing", "language", "source", "participant", "guide"):
        answers[name] = answers[name].astype("category")
    for name in ("asked_at", "answered_at"):
        answers[name] = pd.to_datetime(answers[name], utc=True)
    return answers, tables["participants"]


def counts_by_hand(answers: Any, participants: Any) -> None:
    """Count people by guide, kind and question, words and minutes."""
    rows = answers.merge(participants, on="participant")
    answers["words"] = answers["said"].str.split().str.len()
    for by in ("guide", "organisation_type"):
        rows.groupby(by, observed=True)["interview"].nunique()
    for _, part in answers.groupby(["guide", "question"], observed=True):
        part[part["missing"].isna()]["participant"].nunique()
        part[part["missing"] == "skipped"]["participant"].nunique()
        part["words"].quantile([0.25, 0.5, 0.75])
    spent = answers.groupby("interview")["answered_at"].agg(["min", "max"])
    (spent["max"] - spent["min"]).quantile([0.25, 0.5, 0.75])


def themes_by_hand(answers: Any) -> None:
    """Count people by theme, by a list of words: the codebook's strong ones."""
    from analytics.themes import load_codebook

    spoken = answers[(answers["kind"] == "text") & answers["said"].notna()]
    for code in load_codebook().codes:
        words = "|".join(re.escape(word.strip("-")) for some in code.words.values() for word in some.strong)
        spoken[spoken["said"].str.contains(rf"\b(?:{words})\b", case=False)]["participant"].nunique()


def measure(who: str, step: str, folder: Path) -> tuple[float, float, float]:
    """Run one step in a process of its own, and return its seconds (`Spent`) and the most memory it held, in MB."""
    run = [sys.executable, __file__, "--one", who, step, str(folder)]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return float(told[-3]), float(told[-2]), float(told[-1])


def one(who: str, step: str, folder: str) -> None:
    """Do one step in this process, and print its seconds and memory."""
    sys.path.insert(0, str(ROOT))
    if who == "store":
        store(Path(folder))
        return
    most = Most()
    clock, processor = {"ours": ours, "theirs": theirs}[who](step, Path(folder))
    print(clock, processor, most.held())


class Most:
    """The most memory that this program and those it began held at once, looked at every tenth of a second; Linux only."""

    def __init__(self) -> None:
        self._most, self._done = 0.0, threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        from measured import resident

        own = os.getpid()
        while not self._done.wait(0.1):
            begun = {one for path in Path(f"/proc/{own}/task").glob("*/children") for one in path.read_text().split()}
            with contextlib.suppress(OSError, StopIteration):  # one ended just now
                self._most = max(self._most, sum([resident(int(one)) for one in (own, *begun)]))

    def held(self) -> float:
        """Return it, in MB."""
        self._done.set()
        return self._most


def main() -> None:
    """Measure every step at every size."""
    sizes = [int(size.replace("_", "")) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), size)
            subprocess.run([sys.executable, __file__, "--one", "store", "", name], cwd=ROOT, check=True)
            for step in STEPS:
                (mine, used, memory), (other, their, more) = (
                    measure(who, step, Path(name)) for who in ("ours", "theirs")
                )
                print(
                    f"# {step} of {size:,} answers: {memory:.0f} MB beside {more:.0f} MB, {used:.1f} s of the processor beside"
                    f" {their:.1f} s, {mine / size * 1e6:.1f} us an answer"
                )
                print(
                    f"analytics_{step}_{size} ours={mine:.2f}s theirs={other:.2f}s ratio={other / mine:.2f}", flush=True
                )


if __name__ == "__main__":
    one(*sys.argv[2:]) if sys.argv[1:2] == ["--one"] else main()
