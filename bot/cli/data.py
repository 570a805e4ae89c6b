"""`import`, `export` and `report`: answers in, files and a page out."""

from datetime import datetime, timezone
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.fault import Fault
from bot.cli.progress import working
from bot.cli.store import Store, open_store
from bot.guide import LANGUAGES
from bot.settings import settings


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("import")(import_)
    app.command()(export)
    app.command()(report)


def import_(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where participants.jsonl, answers.jsonl and so on stand.")
    ],
) -> None:
    """Bring in answers gathered elsewhere. A file with a bad line is not brought in at all; twice is as once."""
    from bot.store import audit_trail
    from bot.store.bring_in import bring_in
    from bot.store.engine import unit_of_work

    if not folder.is_dir():
        raise Fault(f"There is no folder '{folder}'.", 2)
    store = open_store()
    with working("Bringing in the answers"), unit_of_work(store.database) as session:
        done = bring_in(session, folder, store.guides, _now(), store.vault)
        told = " ".join(f"{name}={count}" for name, count in done.added.items())
        audit_trail.note(session, _now(), "import", told)
    for name, count in done.added.items():
        typer.echo(f"{name}\t{count} added\t{done.known[name]} were there already")
    if done.erased:
        typer.echo(
            f"{done.erased} participants were erased here and are left out with all that is theirs; "
            "for somebody new, use another pseudonym.",
            err=True,
        )
    if done.without_consent:
        typer.echo(
            f"{done.without_consent} participants have not agreed to take part (no `take_part` in consents.jsonl); "
            "they are in no report and no export.",
            err=True,
        )
    if done.faults:
        typer.echo("\n".join(done.faults), err=True)
        raise Fault("A file with a bad line is left out as a whole; mend the lines above and import again.", 2)
    if not done.added:
        raise Fault(f"'{folder}' holds no file to import; the form is that of `meespraak export --format jsonl`.", 2)


def export(
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    format_: Annotated[
        str, typer.Option("--format", help="One or more of csv,xlsx,parquet,sav,qdpx,jsonl.")
    ] = "csv,xlsx",
    language: Annotated[str, typer.Option(help="The language of labels: nl, en or fr.")] = "",
    codes: Annotated[
        Path | None, typer.Option(help="A review file of themes (codes_review.csv of an export), corrected by hand.")
    ] = None,
    *,
    themes: Annotated[bool, typer.Option("--themes", help="Code the open answers; takes longer.")] = False,
    raw: Annotated[bool, typer.Option("--raw", help="Without masking personal data; needs a reason.")] = False,
    reason: Annotated[str, typer.Option(help="Why it has to be raw; kept in the audit trail.")] = "",
) -> None:
    """Write the study for other tools, with its codebook: masked, and only of people who take part."""
    from analytics.export import FORMATS, write_export
    from bot.store.engine import reading

    formats = chosen_formats(format_, FORMATS)
    if raw and not reason.strip():
        raise Fault("A raw export needs a reason: --raw --reason TEXT.", 2)
    store, shown = open_store(), known_language(language)
    what = f"formats={','.join(formats)} masked={'no' if raw else 'yes'}"
    note(store, "export", what, reason.strip())
    with working("Writing the export"), reading(store.database) as session:
        source, guides = source_of(session), all_guides(session, store)
        told = {"coder": coding, "decided": _decided(codes)} if themes or codes or "qdpx" in formats else {}
        counts = writing(lambda: write_export(source, out, formats, guides, masked=not raw, language=shown, **told))
    for name, count in counts.items():
        typer.echo(f"{name}\t{count}")


def report(
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    language: Annotated[str, typer.Option(help="nl, en or fr.")] = "",
    format_: Annotated[str, typer.Option("--format", help="One or more of html,pdf,json.")] = "html,json",
    codes: Annotated[
        Path | None, typer.Option(help="A review file of themes (codes_review.csv of an export), corrected by hand.")
    ] = None,
) -> None:
    """Write the monitoring report: a page that opens offline, the same as PDF, and every figure of it as JSON.

    Nothing is written where it would, with the reports before it, give somebody away.
    """
    from analytics.report import FORMATS, write_report
    from analytics.report.borne_out import NotBorneOut
    from analytics.shield import ReleaseFails
    from bot.store import coaching
    from bot.store.engine import reading
    from bot.store.overview import overview

    formats, store, shown = chosen_formats(format_, FORMATS), open_store(), known_language(language)
    note(store, "report", f"formats={','.join(formats)} language={shown}", "")
    now = _now().astimezone(settings().timezone)
    with working("Writing the report"), reading(store.database) as session:
        source, guides, ledger = source_of(session), all_guides(session, store), ledger_of(session)
        told = {"invited": _invited(overview(session)), "coding": coding, "review": _review(codes)}
        told["ratings"] = coaching.each_rating(session)
        try:
            written = writing(
                lambda: write_report(
                    source,
                    out,
                    guides,
                    now=now,
                    language=shown,
                    formats=formats,
                    ledger=ledger,
                    keep=partial(keep_release, store, ledger),
                    **told,
                )
            )
        except (ReleaseFails, NotBorneOut) as problem:
            raise Fault(str(problem)) from problem
    for path in written:
        typer.echo(str(path))


def ledger_of(session: Any) -> Any:
    """Return what was released before."""
    import secrets

    from analytics.shield import ledger
    from bot.store import releases

    return ledger.read(secrets.token_bytes(16), releases.stored(session))


def keep_release(store: Store, held: Any, made: Any) -> None:
    """Enter a release before anything of it is written: what was told once counts in every later one."""
    from analytics.shield import ledger
    from bot.store import releases
    from bot.store.engine import unit_of_work

    with unit_of_work(store.database) as session:
        releases.add(session, made.at, ledger.packed(held.salt, made))


def coding(answers: Any, depth: Any = "fine") -> Any:
    """Code open answers; the coder takes seconds to load, and only where there are answers to code."""
    return _coder().code_all(answers, depth) if answers else []


@lru_cache(maxsize=1)
def _coder() -> Any:
    from analytics.themes import Coder

    return Coder.load()


def _review(path: Path | None) -> Any:
    """Return what humans decided on the themes, by answer."""
    from analytics.themes.review import by_answer

    return by_answer(_decided(path))


def _decided(path: Path | None) -> Any:
    """Return what humans decided on the themes of answers."""
    from analytics.themes import load_codebook
    from analytics.themes.review import ReviewFaultError, read_review

    if path is None:
        return []
    try:
        return read_review(path, load_codebook().keys)
    except OSError as problem:
        raise Fault(f"'{path}' cannot be read: {problem.strerror}.", 2) from problem
    except ReviewFaultError as problem:
        raise Fault(str(problem), 2) from problem


def _now() -> datetime:
    return datetime.now(timezone.utc)


def chosen_formats(told: str, known: tuple[str, ...]) -> list[str]:
    """Return the formats that were asked for, each of which is known."""
    chosen = [name.strip().lower() for name in told.split(",") if name.strip()]
    for name in chosen:
        if name not in known:
            raise Fault(f"There is no format '{name}'; there are: {', '.join(known)}.", 2)
    if not chosen:
        raise Fault(f"Name a format: {', '.join(known)}.", 2)
    return chosen


def known_language(told: str) -> Any:
    """Return the language that was asked for, else that of the settings."""
    language = told or settings().meespraak_language
    if language not in LANGUAGES:
        raise Fault(f"'{language}' is not a language of Meespraak; take nl, en or fr.", 2)
    return language


def source_of(session: Any) -> Any:
    """Return the study in the store as analysis reads it."""
    from bot.store import study

    return partial(study.rows, session)


def all_guides(session: Any, store: Store) -> Any:
    """Return today's guides and every edition that was ever asked."""
    from sqlalchemy import select

    from analytics.guidebook import Guides
    from bot.store.tables import GuideEdition

    stored = session.execute(select(GuideEdition.content)).scalars()
    return Guides.of(store.guides, settings().guides / "frame", stored)


def _invited(seen: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**row, "organisation_type": row["type"]} for row in seen["groups"]]


def note(store: Store, act: str, what: str, reason: str) -> None:
    """Enter the act in the audit trail before anything is written: no file without its entry."""
    from bot.store import audit_trail
    from bot.store.engine import unit_of_work

    with unit_of_work(store.database) as session:
        audit_trail.note(session, _now(), act, what, reason)


def writing(write: Any) -> Any:
    """Write files, and say in a sentence where that fails."""
    try:
        return write()
    except OSError as problem:
        raise Fault(f"'{problem.filename}' cannot be written: {problem.strerror}.") from problem
