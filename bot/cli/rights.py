"""`erase` and `retain`: what goes, at a person's wish or by its date."""

from typing import Annotated

import typer

from bot.cli.fault import Fault
from bot.cli.store import open_store


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(erase)
    app.command()(retain)


SHOWN = 8
"""Characters of a pseudonym in the audit trail: enough to find the request it belongs to, not to point at a person."""


def erase(
    pseudonym: Annotated[str, typer.Argument(help="Who, as `flags list` and exports name them: p_...")],
    reason: Annotated[str, typer.Option(help="Why, for the audit trail; no name.")] = "asked",
) -> None:
    """Erase everything about a person, now, from the log of the database too."""
    from bot.store import audit_trail, mail, tables, write
    from bot.store.engine import clear_traces, unit_of_work
    from bot.turn import utc_now

    store = open_store()
    database = store.database
    with unit_of_work(database) as session:
        if session.get(tables.Participant, pseudonym) is None:
            raise Fault(f"Nobody is kept under '{pseudonym}'.", 2)
        if not mail.lock_chat(session, pseudonym):
            raise Fault("This person is talking with the bot at this moment; try again.")
        gone = write.erase(session, pseudonym, store.vault, utc_now())
        rows = " ".join(f"{table}={number}" for table, number in gone.items() if number)
        audit_trail.note(session, utc_now(), "erase", f"{pseudonym[:SHOWN]} {rows}", reason)
    if not clear_traces(database):
        typer.echo("The running bot is reading; it empties the log of the database within a minute.", err=True)
    typer.echo(f"Erased: {rows}")


def retain() -> None:
    """Delete what is past its date (data/rights/retention.yml); who is in the middle of an interview is told first."""
    from bot.keeping import retain as keep
    from bot.settings import settings
    from bot.turn import utc_now
    from bot.world import World

    store = open_store()
    done = keep(store.database, World.load(settings()), utc_now)
    for kind, number in done.items():
        typer.echo(f"{kind}\t{number}")
    if not done:
        typer.echo("Nothing is past its date.")
