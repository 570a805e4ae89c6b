"""`guides`: check, show, import and export what is asked."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault import Fault
from bot.guide import LANGUAGES, Guide
from bot.settings import settings

guides = typer.Typer(help="Check, show, import and export guides.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(guides, name="guides")


@guides.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files; none: every guide.")] = None,
) -> None:
    """Say what is wrong in guides, as file:line: sentence."""
    from bot.guide_check import check_guide

    chosen = paths or sorted(settings().guides.glob("*.yml"))
    faults = []
    for path in chosen:
        if not path.is_file():
            raise Fault(f"There is no file {path}.", 2)
        faults += check_guide(path)
    for fault in faults:
        typer.echo(f"{fault.path}:{fault.line}: {fault.sentence}")
    if faults:
        raise Fault(f"{len(faults)} fault{'s' if len(faults) > 1 else ''} found.")
    typer.echo(f"{len(chosen)} guide{'s' if len(chosen) > 1 else ''} checked, no faults.")


@guides.command()
def show(
    guide: Annotated[str, typer.Argument(help="Its key, such as stakeholder.")],
    language: Annotated[str, typer.Option(help="nl, en or fr.")] = "nl",
) -> None:
    """Print a guide as a person would meet it."""
    from bot.guide_file import load_frame
    from bot.guide_show import show_guide

    if language not in LANGUAGES:
        raise Fault(f"'{language}' is not a language of Meespraak; take nl, en or fr.", 2)
    typer.echo(show_guide(_guide(guide), language, load_frame(settings().guides / "frame")))


@guides.command("import")
def import_(
    spreadsheet: Annotated[Path, typer.Argument(help="An XLSForm spreadsheet (.xlsx).")],
    out: Annotated[Path | None, typer.Option(help="Where to write it; by default among the guides.")] = None,
) -> None:
    """Make a guide from a spreadsheet in XLSForm, and check it."""
    from bot.guide_check import GuideProblem
    from bot.guide_write import guide_as_yaml
    from bot.xlsform import import_xlsform

    if not spreadsheet.is_file():
        raise Fault(f"There is no file {spreadsheet}.", 2)
    try:
        made = import_xlsform(spreadsheet)
    except GuideProblem as problem:
        typer.echo(str(problem))
        raise Fault(f"{len(problem.faults)} faults found; nothing was written.") from problem
    path = out or settings().guides / f"{made.key}.yml"
    if path.exists() and out is None:
        raise Fault(f"There is a guide {path} already; say where to write this one with --out.")
    path.write_text(guide_as_yaml(made), encoding="utf-8")
    typer.echo(f"Written: {path} ({len(made.questions)} questions)")


@guides.command()
def export(
    guide: Annotated[str, typer.Argument(help="Its key, such as stakeholder.")],
    spreadsheet: Annotated[Path, typer.Argument(help="Where to write the XLSForm spreadsheet (.xlsx).")],
) -> None:
    """Write a guide as a spreadsheet in XLSForm."""
    from bot.xlsform import export_xlsform

    export_xlsform(_guide(guide), spreadsheet)
    typer.echo(f"Written: {spreadsheet}")


def _guide(key: str) -> Guide:
    from bot.guide_file import load_guides

    found = load_guides(settings().guides)
    if key not in found:
        raise Fault(f"There is no guide '{key}'; there are: {', '.join(found)}.", 2)
    return found[key]
