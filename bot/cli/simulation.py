"""`simulate` and `demo`: simulated people talk to the real bot; nothing of the real study is touched."""

import json
import tempfile
import time
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.fault import Fault
from bot.cli.progress import steps, working
from bot.cli.talking import prepare
from bot.guide import LANGUAGES, Language
from bot.settings import settings

if TYPE_CHECKING:
    from bot.simulation.cast import Role
    from bot.simulation.play import Play
    from bot.world import World

PARTNERSHIPS = ("Stad en rand", "Kempen", "Leie en Schelde")
"""Of the demo; made up."""


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(simulate)
    app.command()(demo)


def simulate(
    people: Annotated[int, typer.Option(min=1, help="How many people talk.")] = 39,
    seed: Annotated[int, typer.Option(help="The same seed gives the same conversations.")] = 1,
    profile: Annotated[str, typer.Option(help="One kind of people, or several with commas; default: every kind.")] = "",
    guide: Annotated[str, typer.Option(help="One guide; default: all.")] = "",
    language: Annotated[str, typer.Option(help="nl, en or fr; default: all three.")] = "",
    database: Annotated[str, typer.Option(help="An empty database to use; default: one that is thrown away.")] = "",
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the scorecard there too.")] = None,
) -> None:
    """Let simulated people talk to the real bot, and print which promises it kept. Ends with 1 when one is broken."""
    from rich.console import Console

    from bot.simulation.cast import evenly
    from bot.simulation.scorecard import score
    from bot.simulation.scorecard_table import show
    from bot.simulation.stock import stock

    kinds = _chosen(profile, list(stock().kinds), "kind of people")
    languages = _chosen(language, list(LANGUAGES), "language")
    model = prepare()
    with _scratch(seed, database) as (world, url):
        guides = _chosen(guide, list(world.guides), "guide")
        cast = evenly(people, seed, guides, kinds, languages)
        play, began = _play(world, url, model, cast), time.monotonic()
        talks = list(steps(play.talks(), "Talking", people))
        took = time.monotonic() - began
        card = score(talks, world.guides)
    show(card, Console(width=150))
    typer.echo(f"{play.turns_taken} turns, {play.turns_taken / took:.0f} a second")
    if json_ is not None:
        json_.write_text(json.dumps(card.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if not card.kept:
        broken = [promise.name for promise in card.promises if not promise.kept]
        raise Fault(f"Promises broken: {'; '.join(broken)}.")


def demo(
    people: Annotated[int, typer.Option(min=1, help="How many people talk.")] = 40,
    out: Annotated[Path, typer.Option(help="The folder for the report.")] = Path("var/demo"),
    seed: Annotated[int, typer.Option(help="The same seed gives the same conversations.")] = 1,
    language: Annotated[str, typer.Option(help="Of the report: nl, en or fr.")] = "",
    *,
    show: Annotated[bool, typer.Option("--open/--no-open", help="Open the report in a browser.")] = False,
) -> None:
    """Let simulated people talk to the real bot, and write the report of what they said. None of them is real."""
    from bot.simulation.cast import as_in_life

    (shown,) = _chosen(language or settings().meespraak_language, list(LANGUAGES), "language")
    model = prepare()
    with _scratch(seed, "") as (world, url):
        cast = as_in_life(people, seed, list(world.guides))
        play = _play(world, url, model, cast, invite=True)
        talks = list(steps(play.talks(), "Talking", people))
        with working("Writing the report"):
            written = _report(play, out, shown)
    completed = sum(talked.status == "completed" for talked in talks)
    typer.echo(f"{len(talks)} simulated people talked, {completed} completed; none of them is real.", err=True)
    for path in written:
        typer.echo(str(path))
    if show:
        webbrowser.open(written[0].resolve().as_uri())


def _chosen(told: str, known: Sequence[str], what: str) -> list[Any]:
    chosen = [name.strip() for name in told.split(",") if name.strip()] or list(known)
    for name in chosen:
        if name not in known:
            raise Fault(f"There is no {what} '{name}'; there are: {', '.join(known)}.", 2)
    return chosen


@contextmanager
def _scratch(seed: int, database: str) -> Iterator[tuple["World", str]]:
    """Give a world with a key of its own, and a database that is thrown away unless one was named."""
    from bot.simulation.play import own_world
    from bot.world import World

    if database and database == settings().meespraak_database_url:
        raise Fault("That is the database of the real study; simulated people do not belong in it.", 2)
    with tempfile.TemporaryDirectory(prefix="meespraak-") as folder:
        key = Path(folder) / "key" / "key"
        with working("Loading the guides"):
            world = World.load(settings().model_copy(update={"meespraak_key_file": key}))
        yield own_world(world, seed), database or f"sqlite:///{folder}/simulated.db"


def _play(world: "World", url: str, model: Path, cast: "list[Role]", *, invite: bool = False) -> "Play":
    """Open the database, which has to be empty, and load the model."""
    from bot.rasa_engine import Engine
    from bot.simulation.play import Play
    from bot.store.engine import open_engine
    from bot.store.migrate import upgrade

    database = open_engine(url)
    upgrade(database)
    if _holds_people(database):
        raise Fault("There are people in that database already; name an empty one.", 2)
    with working("Loading the language model"):
        engine = Engine(model)
    code = _invitations(database, world) if invite else lambda _role: ""
    return Play(database, world, engine, cast, code=code)


def _holds_people(database: Any) -> bool:
    from sqlalchemy import select

    from bot.store.engine import reading
    from bot.store.tables import Participant

    with reading(database) as session:
        return session.execute(select(Participant.id).limit(1)).first() is not None


def _invitations(database: Any, world: "World") -> "Callable[[Role], str]":
    """Make an invitation for each partnership, guide and language, and return who begins with which."""
    from bot.simulation.play import START
    from bot.store import invitations
    from bot.store.engine import unit_of_work

    codes = {}
    with unit_of_work(database) as session:
        for partnership in PARTNERSHIPS:
            for key, guide in world.guides.items():
                for language in LANGUAGES:
                    codes[partnership, key, language] = invitations.make(
                        session, world.vault, guide=key, role=guide.role, now=START, partnership=partnership,
                        language=language, uses=1000,
                    )  # fmt: skip

    def code(role: "Role") -> str:
        return codes[PARTNERSHIPS[role.number % len(PARTNERSHIPS)], role.guide, role.language]

    return code


def _report(play: "Play", out: Path, language: Language) -> list[Path]:
    """Write the report of what was said."""
    from analytics.guidebook import Guides
    from analytics.report import FORMATS, write_report
    from analytics.themes import Coder
    from bot.store import study
    from bot.store.engine import reading

    guides = Guides.of(play.world.guides, settings().guides / "frame", ())
    now = (play.now + timedelta(days=1)).astimezone(settings().timezone)
    with reading(play.database) as session:
        source, coding = partial(study.rows, session), Coder.load().code_all
        return list(write_report(source, out, guides, now=now, language=language, formats=FORMATS, coding=coding))
