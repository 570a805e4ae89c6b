"""What both sides of a benchmark report."""

import json
import statistics


def report(seconds: list[float], elapsed: float) -> None:
    """Print the figures of these turns as one JSON line.

    `seconds`: how long each person waited for the reply to each message; `elapsed`: for all of it, from first to last.
    """
    ordered = sorted(seconds)
    figures = {"turns": len(ordered), "rate": len(ordered) / elapsed, "p50": statistics.median(ordered) * 1000}
    print(
        json.dumps(figures | {f"p{share}": ordered[int(share / 100 * (len(ordered) - 1))] * 1000 for share in (95, 99)})
    )
