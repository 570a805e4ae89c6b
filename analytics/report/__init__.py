"""The monitoring report: one page that opens offline, the same as PDF, and every figure of it as JSON."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from analytics import garbage
from analytics.coverage import Invited
from analytics.guidebook import Guides
from analytics.report.blocks import Section
from analytics.report.borne_out import borne_out
from analytics.report.context import Context, Rating, Review
from analytics.report.paper import Paper, made_on
from analytics.report.sections import SECTIONS, Builder
from analytics.report.sections.themes import PURPOSES
from analytics.sharing import taking_part
from analytics.shield import SMALLEST, Release
from analytics.shield.ledger import Kept, Ledger
from analytics.shield.waiting import standing
from analytics.sources import Source
from analytics.themes import Coding
from bot.guide import Language

FORMATS = ("html", "pdf", "json")
USUAL = ("html", "json")


@garbage.looked_for_seldom()
def write_report(
    source: Source,
    out: Path,
    guides: Guides,
    *,
    now: datetime,
    language: Language = "nl",
    formats: Sequence[str] = USUAL,
    invited: Invited | None = None,
    coding: Coding | None = None,
    review: Review | None = None,
    ratings: Sequence[Rating] = (),
    ledger: Ledger | None = None,
    keep: Callable[[Kept], None] | None = None,
) -> list[Path]:
    """Write the report of a study as `report.html`, `report.pdf` and `report.json`, and return what was written.

    `now` decides which open interviews count as left; with its zone, it is also the date on the page. Without `coding`
    (`Coder.load().code_all`) open answers are not looked at. `ledger` holds the releases before this one; `keep` is given
    this one before anything is written.

    Raises:
        ValueError: a format is not known.
        ReleaseFails: together with what was released before, the report would give somebody away; nothing is written.
        NotBorneOut: a quote is not what somebody said, or an insight has no n; nothing is written.

    """
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ValueError(f"There is no format '{min(unknown)}'; there are: {', '.join(FORMATS)}.")
    held = ledger or Ledger(b"")
    seen = standing(taking_part(source), held)
    release = Release(held.equations, held.salt)
    context = Context(
        seen.frames, guides, now, language, invited, release, coding, review or {}, ratings, waiting=seen.waiting
    )
    sections = released(context)
    borne_out(sections, seen.frames)
    if keep is not None:
        made = Kept(now, seen.people, release.equations())
        if held.adds(made):
            keep(made)
    return _write(context, sections, out, formats)


def released(context: Context, builders: Sequence[Builder] = SECTIONS) -> list[Section]:
    """Build the sections of the report with the figures that may be shown.

    Every section is built twice: the first time its figures are only entered with the shield.

    Raises:
        ReleaseFails: the figures would give somebody away.

    """
    context.study.begin(PURPOSES)
    try:
        context.look_around()
        for build in builders:
            build(context)
    finally:
        context.study.drop()
    context.release.settle()
    context.release.audit()
    return [section for build in builders if (section := build(context)) is not None]


def _write(context: Context, sections: list[Section], out: Path, formats: Sequence[str]) -> list[Path]:
    from analytics.report.page import page
    from analytics.report.pdf import write_pdf

    words = context.words
    note = words("hidden_note", adults=SMALLEST["stakeholder"], young=SMALLEST["youth"])
    paper = Paper(words, words("title"), made_on(words, context.now), note, sections)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name in dict.fromkeys(formats):
        path = out / f"report.{name}"
        if name == "pdf":
            write_pdf(paper, path)
        else:
            path.write_text(page(paper) if name == "html" else _figures(context, sections), encoding="utf-8")
        written.append(path)
    return written


def _figures(context: Context, sections: list[Section]) -> str:
    content = {
        "made_on": context.now.isoformat(),
        "language": context.language,
        "smallest_group": SMALLEST,
        "sections": [section.as_json() for section in sections],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
