"""The scorecard as tables on a screen."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from bot.simulation.scorecard import Group, Scorecard

FAULTS_SHOWN = 12


def show(card: Scorecard, console: Console) -> None:
    """Print the scorecard: the promises, then the figures by kind and by language."""
    console.print(_promises(card))
    console.print(_groups("By kind of person", card.by_kind))
    console.print(_groups("By language", {**card.by_language, "all": card.everybody}))
    for fault in card.faults[:FAULTS_SHOWN]:
        console.print(f"  {fault}", markup=False, highlight=False)
    if len(card.faults) > FAULTS_SHOWN:
        console.print(f"  and {len(card.faults) - FAULTS_SHOWN} more; --json has them all")


def _promises(card: Scorecard) -> Table:
    table = Table(title="Simulated people: promises", title_justify="left")
    for name in ("promise", "found", "wanted", ""):
        table.add_column(name)
    for promise in card.promises:
        table.add_row(promise.name, promise.found, promise.wanted, "kept" if promise.kept else "BROKEN")
    return table


def _groups(title: str, groups: Mapping[str, Group]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    names = (
        "people",
        "done",
        "left",
        "questions",
        "messages",
        "minutes",
        "probes",
        "precision",
        "recall",
        "heard",
        "tries",
    )
    for name in names:
        table.add_column(name, justify="right")
    for name, group in groups.items():
        table.add_row(name, *_figures(group))
    return table


def _figures(group: Group) -> tuple[str, ...]:
    return (
        str(group.people),
        f"{group.completion:.0%}",
        str(group.left),
        f"{group.each('questions'):.1f}",
        f"{group.each('messages'):.1f}",
        f"{group.minutes:.1f}",
        f"{group.each('probes'):.1f}",
        _share(group.precision, group.counts.get("probes_due_asked", 0)),
        _share(group.share("probes_due_asked", "probes_due"), group.counts.get("probes_due", 0)),
        _share(group.heard, group.counts.get("interruptions", 0)),
        f"{group.each('tried_again'):.1f}",
    )


def _share(share: float, cases: int) -> str:
    return f"{share:.0%}" if cases else "-"
