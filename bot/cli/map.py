"""`map`: who works with whom, who is missing and whom to invite next."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault import Fault
from bot.cli.progress import working
from bot.cli.store import open_store
from bot.guide import LANGUAGES
from bot.settings import settings


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("map")(map_)


def map_(
    out: Annotated[Path, typer.Option(help="The folder to write into; merges.yml in it is read first.")],
    language: Annotated[str, typer.Option(help="The language of the picture: nl, en or fr.")] = "",
) -> None:
    """Write the stakeholder map: nodes.csv, edges.csv, map.graphml, pictures, the same in words, and merges.yml."""
    from sqlalchemy import select

    from analytics.guidebook import Guides
    from analytics.stakeholder_map import write_map
    from analytics.stakeholder_map.merges_file import MergesProblem
    from bot.store import audit_trail, study
    from bot.store.engine import reading, unit_of_work
    from bot.store.tables import GuideEdition
    from bot.turn import utc_now

    shown = next((one for one in LANGUAGES if one == (language or settings().meespraak_language)), None)
    if shown is None:
        raise Fault(f"'{language}' is not a language of Meespraak; take nl, en or fr.", 2)
    store = open_store()
    with unit_of_work(store.database) as session:  # no file without its entry
        audit_trail.note(session, utc_now(), "map", f"language={shown}")
    with working("Drawing the map"), reading(store.database) as session:
        stored = session.execute(select(GuideEdition.content)).scalars()
        guides = Guides.of(store.guides, settings().guides / "frame", stored)
        try:
            written = write_map(partial(study.rows, session), out, guides, shown)
        except MergesProblem as problem:
            raise Fault(str(problem), 2) from problem
        except OSError as problem:
            raise Fault(f"'{problem.filename}' cannot be written: {problem.strerror}.") from problem
    for path in written:
        typer.echo(str(path))
