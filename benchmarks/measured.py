"""What both sides of a benchmark report."""

import json
import os
import statistics
from collections.abc import Sequence
from pathlib import Path


def figures(seconds: Sequence[float], elapsed: float) -> dict[str, float]:
    """Return turns a second, and the waits that half, 95 and 99 of 100 replies stayed within, in milliseconds.

    `seconds`: how long each person waited for the reply to each message; `elapsed`: for all of it, from first to last.
    """
    ordered = sorted(seconds)
    shares = {f"p{share}": ordered[int(share / 100 * (len(ordered) - 1))] * 1000 for share in (95, 99)}
    return {"turns": len(ordered), "rate": len(ordered) / elapsed, "p50": statistics.median(ordered) * 1000, **shares}


def report(seconds: Sequence[float], elapsed: float, **more: float) -> None:
    """Print the figures of these turns as one JSON line."""
    print(json.dumps(figures(seconds, elapsed) | more))


def resident(process: int) -> float:
    """Return the resident memory of a process in MB; Linux only."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS:"))


def used(process: int) -> float:
    """Return the seconds of processor that a process has used; Linux only."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
