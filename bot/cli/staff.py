"""`invite`, `status` and `flags`: what staff do from day to day."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.fault import Fault
from bot.cli.lengths import how_long
from bot.cli.store import open_store
from bot.guide import LANGUAGES

flags = typer.Typer(help="What a human has to look at.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(invite)
    app.command()(status)
    app.add_typer(flags, name="flags")


def invite(
    guide: Annotated[str, typer.Option(help="Which guide the person takes; a coach who only asks needs none.")] = "",
    partnership: Annotated[str | None, typer.Option(help="Which partnership they belong to.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="What kind of organisation.")] = None,
    role: Annotated[str | None, typer.Option(help="stakeholder, youth or coach; the guide's own by default.")] = None,
    language: Annotated[str | None, typer.Option(help="nl, en or fr.")] = None,
    uses: Annotated[int, typer.Option(min=1, help="How many people may use it.")] = 1,
    expires: Annotated[str, typer.Option(help="After how long it stops working, such as 12h, 30d or 8w.")] = "30d",
    qr: Annotated[Path | None, typer.Option(help="Also draw it as a QR picture (PNG or SVG).")] = None,
    bot: Annotated[str, typer.Option(help="The bot's user name; asked of Telegram when a token is set.")] = "",
) -> None:
    """Make an invitation: a code, and a link that opens the chat with it."""
    from bot.store import audit_trail, invitations
    from bot.store.engine import unit_of_work
    from bot.turn import utc_now

    store = open_store()
    _check_guide(guide, role, store.guides)
    if language not in (None, *LANGUAGES):
        raise Fault(f"'{language}' is not a language of Meespraak; take nl, en or fr.", 2)
    now = utc_now()
    with unit_of_work(store.database) as session:
        code = invitations.make(
            session,
            store.vault,
            guide=guide or invitations.NO_GUIDE,
            role=role or store.guides[guide].role,
            partnership=partnership,
            organisation_type=type_,
            language=language,
            uses=uses,
            expires_at=now + how_long(expires),
            now=now,
        )
        audit_trail.note(session, now, "invite", f"guide={guide or invitations.NO_GUIDE} uses={uses} expires={expires}")
    link = f"https://t.me/{bot or _bot_name()}?start={code}"
    typer.echo(f"code  {code}\nlink  {link}")
    if qr is not None:
        import segno

        segno.make(link, error="m").save(str(qr), scale=8, border=4)
        typer.echo(f"qr    {qr}")


def _check_guide(guide: str, role: str | None, guides: Any) -> None:
    if role not in (None, "stakeholder", "youth", "coach"):
        raise Fault(f"'{role}' is not a role; take stakeholder, youth or coach.", 2)
    if not guide and role != "coach":
        raise Fault("Say which guide with --guide; only --role coach goes without.", 2)
    if guide and guide not in guides:
        raise Fault(f"There is no guide '{guide}'; there are: {', '.join(guides)}.", 2)


def _bot_name() -> str:
    """Ask Telegram for the bot's name; without a token, leave a place for it."""
    import asyncio

    from bot.channel.telegram.client import TelegramClient
    from bot.channel.telegram.faults import TelegramFault
    from bot.settings import settings

    token = settings().telegram_bot_token
    if token is None:
        return "YOUR_BOT"

    async def ask() -> str:
        client = TelegramClient(token.get_secret_value(), settings().telegram_api_url)
        try:
            return await client.my_name()
        finally:
            await client.close()

    try:
        return asyncio.run(ask())
    except TelegramFault:
        return "YOUR_BOT"


def status() -> None:
    """Show how many were invited, started, completed and dropped off, by partnership and type; flags and rounds."""
    from rich.console import Console
    from rich.table import Table

    from bot.store import coaching
    from bot.store.engine import reading
    from bot.store.overview import overview
    from bot.store.rounds import how_rounds_went
    from bot.turn import utc_now

    with reading(open_store().database) as session:
        seen: dict[str, Any] = overview(session)
        asked, rated = coaching.open_questions(session), coaching.ratings(session)
        went = [row for row in how_rounds_went(session) if row["round"].is_open(utc_now())]
    table = Table("partnership", "type", "guide", "invited", "started", "completed", "open", "stopped")
    for row in seen["groups"]:
        table.add_row(*(str(value) if value is not None else "-" for value in row.values()))
    console = Console(width=None if _wide() else 120)
    console.print(table)
    for row in went:
        console.print(f"round {row['round'].key}: {row['invited']} invited, {row['answered']} answered")
    for section, useful, not_useful in rated:
        console.print(f"guide {section}: {useful} found it useful, {not_useful} did not")
    if asked:
        console.print(f"questions the guide does not answer: {len(asked)} (meespraak questions list)")
    console.print(
        f"open flags: {seen['open_flags']}   waiting to be sent: {seen['outbox']}   put aside: {seen['dead']}"
    )


def _wide() -> bool:
    import sys

    return sys.stdout.isatty()


@flags.command("list")
def list_flags(*, all_: Annotated[bool, typer.Option("--all", help="Also those acknowledged.")] = False) -> None:
    """Show what a human has to look at. No words of the person are shown: they are not kept."""
    from sqlalchemy import select

    from bot.store.engine import unit_of_work
    from bot.store.tables import Flag

    with unit_of_work(open_store().database) as session:
        from bot.store import audit_trail
        from bot.turn import utc_now

        found = select(Flag).order_by(Flag.id)
        rows = session.execute(found if all_ else found.where(Flag.acknowledged_at.is_(None))).scalars().all()
        for row in rows:
            state = f"acknowledged by {row.acknowledged_by}" if row.acknowledged_at else "OPEN"
            typer.echo(f"{row.id}\t{row.at:%Y-%m-%d %H:%M} UTC\t{row.theme}\t{row.participant}\t{state}")
        audit_trail.note(session, utc_now(), "flags list", f"{len(rows)} shown")
    if not rows:
        typer.echo("No open flags.")


@flags.command("ack")
def acknowledge(
    flag: Annotated[int, typer.Argument(help="Its number.")],
    by: Annotated[str, typer.Option(help="Who looked at it.")] = "",
) -> None:
    """Note that a human looked at a flag."""
    import getpass

    from bot.store import audit_trail
    from bot.store.engine import unit_of_work
    from bot.store.tables import Flag
    from bot.turn import utc_now

    with unit_of_work(open_store().database) as session:
        row = session.get(Flag, flag)
        if row is None:
            raise Fault(f"There is no flag {flag}.", 2)
        row.acknowledged_at, row.acknowledged_by = utc_now(), by or getpass.getuser()
        audit_trail.note(session, utc_now(), "flags ack", f"flag={flag}")
    typer.echo(f"Flag {flag} is acknowledged.")
