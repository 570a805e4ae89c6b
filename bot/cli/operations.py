"""`doctor` and `db`: whether everything is in order to listen to people."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault import Fault
from bot.settings import settings

db = typer.Typer(help="The database itself.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(doctor)
    app.add_typer(db, name="db")


@db.command("upgrade")
def upgrade() -> None:
    """Bring the database to today's tables; interviews in course go on."""
    from bot.cli.store import open_store

    open_store()
    typer.echo("The database has today's tables.")


@db.command("backup")
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the database while the bot runs; the key is not in the copy. PostgreSQL: by pg_dump."""
    from bot.store.backup import BackupFailed, back_up

    try:
        back_up(settings().meespraak_database_url, file)
    except BackupFailed as problem:
        raise Fault(f"No backup was made: {problem}.") from problem
    typer.echo(f"Backed up to {file}. Keep it away from the key.")


@db.command("restore")
def restore(file: Annotated[Path, typer.Argument(help="What `db backup` made.")]) -> None:
    """Put a backup back, where there is no database. Stop the bot first."""
    from bot.store.backup import BackupFailed
    from bot.store.backup import restore as put_back

    try:
        put_back(settings().meespraak_database_url, file)
    except BackupFailed as problem:
        raise Fault(f"Nothing was restored: {problem}.") from problem
    typer.echo(f"Restored from {file}. Erase again whoever was erased since: see docs/RUNBOOK.md.")


def doctor() -> None:
    """Check the environment, database, model, keys, helplines and Telegram; say whether it is fit for young people."""
    from rich.console import Console
    from rich.table import Table

    from bot.doctor import examine, unfit_for_young_people
    from bot.turn import utc_now

    found = examine(settings(), utc_now())
    table = Table("", "what", "how it is")
    for check in found:
        table.add_row({"good": "ok", "note": "-", "bad": "BAD"}[check.state], check.what, check.sentence)
    Console(width=120).print(table)
    reasons = unfit_for_young_people(found)
    if reasons:
        typer.echo(f"Fit for young people: no, because {'; '.join(reasons)}.")
    else:
        typer.echo("Fit for young people: yes.")
    broken = [check.what for check in found if check.state == "bad"]
    if broken:
        raise Fault(f"Not in order: {', '.join(broken)}.")
    if reasons and any(check.what == "guides for young people" and check.state == "note" for check in found):
        raise Fault("There are guides for young people, and this set-up is not fit for them.")
