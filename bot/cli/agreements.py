"""`agreements`: a sheet for each organisation that agreed to be named and written to, to agree on its involvement."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.data import all_guides, chosen_formats, coding, known_language, note, source_of, writing
from bot.cli.fault import Fault
from bot.cli.progress import working
from bot.cli.store import open_store
from bot.settings import settings


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(agreements)


def agreements(
    out: Annotated[Path, typer.Option(help="The folder to write into: a file for each organisation.")],
    reason: Annotated[
        str, typer.Option(help="With whom it is talked over, and why; kept in the audit trail. No name.")
    ],
    organisation: Annotated[str, typer.Option(help="Only this organisation.")] = "",
    language: Annotated[str, typer.Option(help="nl, en or fr; default: that of who spoke for the organisation.")] = "",
    format_: Annotated[str, typer.Option("--format", help="One or more of html,pdf,json.")] = "html,pdf",
) -> None:
    """Write what each organisation told about its involvement, on a sheet to agree on together.

    A sheet is for that organisation alone and for who talks with it. It holds only what people told who agreed that
    their organisation is named and that they are written to again.
    """
    from analytics.agreements import agreements as told
    from analytics.frames import frames
    from analytics.report.sheets import FORMATS, write_sheets
    from analytics.sharing import taking_part
    from bot.store.engine import reading
    from bot.turn import utc_now

    if not reason.strip():
        raise Fault("A sheet is about one organisation; say why it is made: --reason TEXT.", 2)
    formats, shown = chosen_formats(format_, FORMATS), known_language(language) if language else None
    store = open_store()
    with working("Reading the answers"), reading(store.database) as session:
        guides = all_guides(session, store)
        found = told(frames(taking_part(source_of(session))), guides, coding)
    if organisation:
        found = [one for one in found if one.organisation.casefold() == " ".join(organisation.split()).casefold()]
    if not found:
        raise Fault("No such organisation agreed both to be named (map) and to be written to again (contact).")
    note(store, "agreements", f"sheets={len(found)} formats={','.join(formats)}", reason.strip())
    now = utc_now().astimezone(settings().timezone)
    with working("Writing the sheets"):
        made = writing(lambda: write_sheets(found, out, guides, now=now, language=shown, formats=formats))
    for path in made:
        typer.echo(str(path))
