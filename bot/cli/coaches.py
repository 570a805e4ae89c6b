"""`questions` and `digest`: what coaches ask that the guide does not know, and what they are shown of the answers."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Annotated, Any

import typer

from bot.cli.fault import Fault
from bot.cli.progress import working
from bot.cli.store import open_store

questions = typer.Typer(help="What coaches asked that the guide does not answer.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(questions, name="questions")
    app.command()(digest)


@questions.command("list")
def list_questions(*, all_: Annotated[bool, typer.Option("--all", help="Also those that are done.")] = False) -> None:
    """Show the questions, without names as well as they can be found, and what coaches missed in the guide's answers."""
    from bot.store import audit_trail, coaching
    from bot.store.engine import unit_of_work
    from bot.turn import utc_now

    with unit_of_work(open_store().database) as session:
        rows, missed = coaching.open_questions(session, all_=all_), coaching.missing(session)
        for row in rows:
            state = "done" if row.seen_at else "OPEN"
            typer.echo(f"{row.id}\t{row.at:%Y-%m-%d}\t{row.language}\t{state}\t{_on_one_line(row.question)}")
        for section, text in missed:
            typer.echo(f"missed in {section}\t{_on_one_line(text)}")
        audit_trail.note(session, utc_now(), "questions list", f"{len(rows)} questions {len(missed)} missed")
    if not rows and not missed:
        typer.echo("No open questions.")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


@questions.command("done")
def done(question: Annotated[int, typer.Argument(help="Its number.")]) -> None:
    """Note that the editors are done with a question."""
    from bot.store import audit_trail
    from bot.store.engine import unit_of_work
    from bot.store.tables import GuideQuestion
    from bot.turn import utc_now

    with unit_of_work(open_store().database) as session:
        row = session.get(GuideQuestion, question)
        if row is None:
            raise Fault(f"There is no question {question}.", 2)
        row.seen_at = utc_now()
        audit_trail.note(session, utc_now(), "questions done", f"question={question}")
    typer.echo(f"Question {question} is done.")


def digest() -> None:
    """Work out what coaches are shown of the answers: evidence under the guide's answers, and tips. The bot does it weekly."""
    from analytics.shield import ReleaseFails
    from bot.store import digests
    from bot.store.engine import reading, unit_of_work
    from bot.turn import utc_now

    store, now = open_store(), utc_now()
    with working("Working out what the answers support"), reading(store.database) as session:
        try:
            content, release = _worked_out(store, session, now)
        except ReleaseFails as problem:
            raise Fault(str(problem).replace("The report was", "What coaches are shown was")) from problem
    release()
    with unit_of_work(store.database) as session:
        digests.keep(session, content, now)
    told = sum(map(len, content["evidence"].values()))
    typer.echo(
        f"evidence {told}   tips {len(content['tips'])}   partnerships with tips of their own {len(content['tips_of'])}"
    )


def _worked_out(store: Any, session: Any, now: datetime) -> tuple[dict[str, Any], Callable[[], None]]:
    """Return the digest, and what enters its figures in the ledger: it is a release like a report."""
    from analytics.digest import digest as work_out
    from analytics.sharing import taking_part
    from analytics.shield import Release
    from analytics.shield.ledger import Kept
    from analytics.shield.waiting import standing
    from bot.cli.data import all_guides, coding, keep_release, ledger_of
    from bot.store import study

    held = ledger_of(session)
    seen = standing(taking_part(partial(study.rows, session)), held)
    release = Release(held.equations, held.salt)
    content = work_out(seen.frames, all_guides(session, store), coding, release)
    made = Kept(now, seen.people, release.equations())
    return content, partial(keep_release, store, held, made)
