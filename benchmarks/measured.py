"""What both sides of a benchmark report."""

import json
import statistics


def report(seconds: list[float]) -> None:
    """Print the figures of these turns, in seconds each, as one JSON line."""
    ordered = sorted(seconds)
    figures = {
        "turns": len(ordered),
        "rate": len(ordered) / sum(ordered),
        "p50": statistics.median(ordered) * 1000,
        "p95": ordered[int(0.95 * (len(ordered) - 1))] * 1000,
    }
    print(json.dumps(figures))
