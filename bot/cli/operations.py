"""`doctor` and `db`: whether everything is in order to listen to people."""

import typer

from bot.cli.fault import Fault

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


def doctor() -> None:
    """Check the environment, database, model, keys, helplines and Telegram; say whether it is fit for young people."""
    from rich.console import Console
    from rich.table import Table

    from bot.doctor import examine, unfit_for_young_people
    from bot.settings import settings
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
