"""Time and memory of the analysis on synthetic answers, beside a plain pandas script on the same JSON Lines files.

`python benchmarks/analytics.py [answers ...]`; 10,000, 100,000 and 1,000,000 by default. Each step runs in a process of
its own, so that memory is its own; seconds are those of the processor, and loading libraries is not among them. `theirs` reads the files with `pandas.read_json(lines=True)` and does the same by hand:
tables with categoricals, counts by question, a CSV file and a Parquet file of every answer.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PER_INTERVIEW = 20
SKIPPED = 0.05
KEYS = {
    "one": ("organisation_type", "contact_rhythm", "contact_channel"),
    "many": (),
    "scale": ("involvement_today", "involvement_wanted", "topic_influence", "topic_interest"),
    "text": ("cooperation_went_well", "cooperation_to_improve"),
}
"""Questions of the guide that the answers are given to, so that the report has something to tell."""
STEPS = ("frames", "coverage", "export", "report")
WORDS = [
    "de",
    "jongeren",
    "komen",
    "graag",
    "maar",
    "het",
    "overleg",
    "duurt",
    "lang",
    "en",
    "wij",
    "horen",
    "pas",
    "laat",
    "wat",
    "er",
    "met",
    "onze",
    "vragen",
    "gebeurt",
]


def make(folder: Path, answers: int) -> None:
    """Write a study of so many answers, the same one each time."""
    draw = random.Random(7)
    people = range(answers // PER_INTERVIEW)
    start = "2026-03-02T10:{:02}:00+00:00"
    named = [("participants", participant), ("consents", consent), ("interviews", interview)]
    for name, row in named:
        write(folder / f"{name}.jsonl", (row(number, start.format(0)) for number in people))
    write(folder / "answers.jsonl", (answer(draw, number, start) for number in range(answers)))


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


def answer(draw: random.Random, number: int, start: str) -> dict[str, Any]:
    """Return an answer with its passport, of one of four kinds."""
    place = number % PER_INTERVIEW
    kind = ("one", "many", "scale", "text", "text")[place % 5]
    missing = "skipped" if draw.random() < SKIPPED else None
    keys = KEYS[kind]
    question = keys[place // 5 % len(keys)] if keys else f"question_{place}"
    choices = {
        "contact_channel": ("mail", "call", "meeting"),
        "contact_rhythm": ("monthly", "quarterly", "on_decision"),
    }
    value = {
        "one": draw.choice(choices.get(question, ("municipality", "employer", "association"))),
        "many": draw.sample(["funding", "coaching", "network", "space"], 2),
        "scale": draw.randint(1, 5),
        "text": None,
    }[kind]
    return {
        "interview": number // PER_INTERVIEW,
        "question": question,
        "item": "",
        "kind": kind,
        "said": None if missing else " ".join(draw.choices(WORDS, k=12)) if kind == "text" else str(value),
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


def ours(step: str, folder: Path) -> float:
    """Do a step as Meespraak does, and return its seconds."""
    from datetime import datetime, timezone

    from analytics.coverage import coverage
    from analytics.export import write_export
    from analytics.frames import frames
    from analytics.guidebook import Guides
    from analytics.report import write_report
    from analytics.sources import from_folder

    source, guides = from_folder(folder), Guides.load()
    if step == "report":
        import altair  # noqa: F401 -- loading libraries is not counted
        import vl_convert  # noqa: F401
    began = time.process_time()
    if step == "frames":
        frames(source)
    elif step == "coverage":
        coverage(frames(source), guides, datetime(2026, 3, 3, tzinfo=timezone.utc))
    elif step == "report":
        write_report(source, folder / "out", guides, now=datetime(2026, 3, 3, tzinfo=timezone.utc))
    else:
        write_export(source, folder / "out", ("csv", "parquet"), guides, masked=False)
    return time.process_time() - began


def theirs(step: str, folder: Path) -> float:
    """Do a step as a plain script would, and return its seconds."""
    import pandas as pd

    began = time.process_time()

    tables = {
        name: pd.read_json(folder / f"{name}.jsonl", lines=True) for name in ("participants", "interviews", "answers")
    }
    answers = tables["answers"].merge(
        tables["interviews"][["interview", "participant", "guide", "status"]], on="interview"
    )
    for name in ("question", "kind", "missing", "language", "source", "participant", "guide"):
        answers[name] = answers[name].astype("category")
    for name in ("asked_at", "answered_at"):
        answers[name] = pd.to_datetime(answers[name], utc=True)
    if step in ("coverage", "report"):
        rows = answers.merge(tables["participants"], on="participant")
        answers["words"] = answers["said"].str.split().str.len()
        for by in ("guide", "organisation_type"):
            rows.groupby(by, observed=True)["interview"].nunique()
        for _, part in answers.groupby(["guide", "question"], observed=True):
            part[part["missing"].isna()]["participant"].nunique()
            part[part["missing"] == "skipped"]["participant"].nunique()
            part["words"].quantile([0.25, 0.5, 0.75])
        spent = answers.groupby("interview")["answered_at"].agg(["min", "max"])
        (spent["max"] - spent["min"]).quantile([0.25, 0.5, 0.75])
    elif step == "export":
        answers["value"] = answers["value"].map(lambda value: value if value is None else str(value))
        answers.to_csv(folder / "theirs.csv", index=False, quoting=1)
        answers.to_parquet(folder / "theirs.parquet")
        wide = answers.pivot_table(index="interview", columns="question", values="value", aggfunc="last", observed=True)
        wide.to_csv(folder / "theirs_wide.csv")
    return time.process_time() - began


def measure(who: str, step: str, folder: Path) -> tuple[float, float]:
    """Run one step in a process of its own, and return its seconds and the most memory it held, in MB."""
    run = [sys.executable, __file__, "--one", who, step, str(folder)]
    told = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return float(told[-2]), float(told[-1])


def one(who: str, step: str, folder: str) -> None:
    """Do one step in this process, and print its seconds and memory."""
    import resource

    sys.path.insert(0, str(ROOT))
    seconds = {"ours": ours, "theirs": theirs}[who](step, Path(folder))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Measure every step at every size."""
    sizes = [int(size.replace("_", "")) for size in sys.argv[1:]] or [10_000, 100_000, 1_000_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), size)
            for step in STEPS:
                (mine, memory), (other, more) = (measure(who, step, Path(name)) for who in ("ours", "theirs"))
                print(
                    f"# {step} of {size:,} answers: {memory:.0f} MB beside {more:.0f} MB, {mine / size * 1e6:.1f} us an answer"
                )
                print(
                    f"analytics_{step}_{size} ours={mine:.2f}s theirs={other:.2f}s ratio={other / mine:.2f}", flush=True
                )


if __name__ == "__main__":
    one(*sys.argv[2:]) if sys.argv[1:2] == ["--one"] else main()
