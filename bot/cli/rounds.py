"""`rounds` and `decide`: when people are asked again, and what was done with what they said."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.fault import Fault
from bot.cli.lengths import how_long
from bot.cli.store import open_store
from bot.guide import LANGUAGES

rounds = typer.Typer(help="Open, close and list check-in rounds.", no_args_is_help=True)
LONGEST_KEY = 40
LONGEST_THEME = 60


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(rounds, name="rounds")
    app.command()(decide)


@rounds.command("open")
def open_(
    guide: Annotated[str, typer.Option(help="Which guide people are asked again.")],
    partnership: Annotated[str | None, typer.Option(help="Only people of this partnership.")] = None,
    closes: Annotated[str | None, typer.Option(help="After how long it closes, such as 14d or 2w.")] = None,
) -> None:
    """Open a round: who agreed to be written to is invited by the running bot, at a fitting hour."""
    from bot.rhythm import load_rhythm
    from bot.schedule import Round
    from bot.settings import settings
    from bot.store import audit_trail
    from bot.store import rounds as stored
    from bot.store.engine import unit_of_work
    from bot.turn import utc_now

    store = open_store()
    if guide not in store.guides:
        raise Fault(f"There is no guide '{guide}'; there are: {', '.join(store.guides)}.", 2)
    rhythm = load_rhythm(settings().meespraak_data, settings().timezone)
    now = utc_now()
    with unit_of_work(store.database) as session:
        known = stored.all_rounds(session)
        same = [one.key for one in known if one.is_open(now) and (one.guide, one.partnership) == (guide, partnership)]
        if same:
            raise Fault(
                f"The round {same[0]} of this guide is still open; close it first: meespraak rounds close {same[0]}."
            )
        key = _key(guide, now.astimezone(settings().timezone), {one.key for one in known})
        round_ = Round(key, guide, partnership, now, now + (how_long(closes) if closes else rhythm.open_for))
        stored.open_round(session, round_)
        people = stored.people(session, round_, store.guides[guide].role, "telegram", rhythm.told_from_people)
        invitable = sum(one.takes_part and one.contact and not one.stopped and one.reachable for one in people)
        audit_trail.note(session, now, "rounds open", f"round={key} guide={guide}")
    closing = round_.closes_at.astimezone(settings().timezone)
    typer.echo(f"round    {key}\ncloses   {closing:%Y-%m-%d %H:%M}\npeople   {invitable} agreed to be written to")


def _key(guide: str, today: datetime, known: set[str]) -> str:
    """Return a name that staff can say: the guide and the day; a number where the day has one already."""
    plain = f"{guide[:24]}-{today:%Y-%m-%d}"
    names = [plain, *(f"{plain}-{number}" for number in range(2, 100))]
    return next(name[:LONGEST_KEY] for name in names if name not in known)


@rounds.command()
def close(key: Annotated[str, typer.Argument(help="The round, as `rounds list` names it.")]) -> None:
    """Close a round: nobody is invited or reminded any more; who is in the middle of it can finish."""
    from bot.store import audit_trail, tables
    from bot.store.engine import unit_of_work
    from bot.turn import utc_now

    with unit_of_work(open_store().database) as session:
        row = session.get(tables.Round, key)
        if row is None:
            raise Fault(f"There is no round '{key}'; see them with: meespraak rounds list.", 2)
        if row.closed_at is None:
            row.closed_at = utc_now()
            audit_trail.note(session, utc_now(), "rounds close", f"round={key}")
    typer.echo(f"The round {key} is closed.")


@rounds.command("list")
def list_() -> None:
    """Show every round, with how many were invited, reminded, answered and told."""
    from rich.console import Console
    from rich.table import Table

    from bot.store import rounds as stored
    from bot.store.engine import reading
    from bot.turn import utc_now

    table = Table("round", "guide", "partnership", "state", "until", "invited", "reminded", "answered", "told")
    with reading(open_store().database) as session:
        for row in stored.how_rounds_went(session):
            table.add_row(*_columns(row, utc_now()))
    Console(width=120).print(table) if table.row_count else typer.echo("No rounds yet.")


def _columns(row: dict[str, Any], now: datetime) -> tuple[str, ...]:
    round_ = row["round"]
    until = round_.closed_at or round_.closes_at
    counts = (str(row[name]) for name in ("invited", "reminded", "answered", "told"))
    state = "open" if round_.is_open(now) else "closed"
    return (round_.key, round_.guide, round_.partnership or "all", state, f"{until:%Y-%m-%d}", *counts)


def decide(
    theme: Annotated[str | None, typer.Option(help="What it is about, in a word.")] = None,
    you_said_nl: Annotated[str, typer.Option(help="What people said.")] = "",
    you_said_en: Annotated[str, typer.Option()] = "",
    you_said_fr: Annotated[str, typer.Option()] = "",
    we_did_nl: Annotated[str, typer.Option(help="What was done with it.")] = "",
    we_did_en: Annotated[str, typer.Option()] = "",
    we_did_fr: Annotated[str, typer.Option()] = "",
    guide: Annotated[str | None, typer.Option(help="Only for those who answered this guide.")] = None,
    file: Annotated[
        Path | None, typer.Option(help="The same in YAML: theme, guide, you_said and we_did, each with nl, en and fr.")
    ] = None,
) -> None:
    """Keep what was decided on what people said; the next round opens with it, for who asked to hear."""
    from bot.store import audit_trail, tables
    from bot.store.engine import unit_of_work
    from bot.turn import utc_now

    given: dict[str, Any] = {
        "theme": theme,
        "guide": guide,
        "you_said": {"nl": you_said_nl, "en": you_said_en, "fr": you_said_fr},
        "we_did": {"nl": we_did_nl, "en": we_did_en, "fr": we_did_fr},
    }
    decision = _checked(_from_file(file) if file is not None else given)
    store = open_store()
    if decision["guide"] is not None and decision["guide"] not in store.guides:
        raise Fault(f"There is no guide '{decision['guide']}'; there are: {', '.join(store.guides)}.", 2)
    with unit_of_work(store.database) as session:
        row = tables.Decision(**decision, at=utc_now(), told=0)
        session.add(row)
        session.flush()
        audit_trail.note(session, utc_now(), "decide", f"decision={row.id} theme={row.theme}")
        number = row.id
    typer.echo(f"Decision {number} is kept; who contributed and asked to hear it does so with the next round.")


def _from_file(path: Path) -> dict[str, Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if not path.is_file():
        raise Fault(f"There is no file {path}.", 2)
    try:
        content = YAML(typ="safe").load(path)
    except YAMLError as problem:
        raise Fault(f"{path} is not YAML that can be read.", 2) from problem
    if not isinstance(content, dict):
        raise Fault(f"{path} needs the fields theme, you_said and we_did.", 2)
    return content


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    """Return the decision with every text in every language, or say what is missing."""
    theme = str(given.get("theme") or "").strip()
    if not theme or len(theme) > LONGEST_THEME:
        raise Fault(f"A decision needs a theme of at most {LONGEST_THEME} characters.", 2)
    checked: dict[str, Any] = {"theme": theme, "guide": given.get("guide")}
    for field in ("you_said", "we_did"):
        texts = given.get(field) if isinstance(given.get(field), dict) else {}
        checked[field] = {language: str((texts or {}).get(language) or "").strip() for language in LANGUAGES}
        missing = [language for language, text in checked[field].items() if not text]
        if missing:
            raise Fault(f"The text '{field}' is missing in: {', '.join(missing)}.", 2)
    return checked
