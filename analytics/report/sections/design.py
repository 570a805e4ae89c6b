"""Phase 2: how people are involved, how they want to be, and what they ask for."""

import pandas as pd

from analytics.finders import GAP_STEPS
from analytics.findings import Asked
from analytics.groups import questions_serving
from analytics.involvement import WISHES, levels_of_people
from analytics.report.blocks import Block, Cell, Chart, Paragraph, Section, Table
from analytics.report.charts import Step, steps
from analytics.report.context import Context
from analytics.report.sections.answers import of_guide
from analytics.report.sections.progress import organisation_type
from analytics.report.sections.told import parts
from analytics.said import family
from analytics.shield import Hidden, shown

ROLE = "stakeholder"
_STEPS = {str(step): float(step) for step in range(1, 6)}
_FIELDS = ("group", "people", "today", "wanted", "gap", "gap_interval")


def build(context: Context) -> Section | None:
    """Build the chapter; nothing where nobody was asked."""
    words = context.words
    levels = levels_of_people(context.frames, context.guides)
    wished = [one for one in context.distributions if one.question.serves in WISHES and one.role == ROLE]
    if levels.empty and not wished:
        return None
    blocks: list[Block] = [Paragraph(words("design_lead"), "lead")]
    if shown(len(levels), ROLE):
        blocks.append(_gaps(context, levels))
    blocks += of_guide(context, wished)
    return Section("design", words("design_title"), tuple(blocks), tuple(parts(context, 2)))


def _gaps(context: Context, levels: pd.DataFrame) -> Chart:
    """Return the level today and wanted, of all and by kind of organisation."""
    words = context.words
    known = levels["organisation_type"].dropna().astype(str)
    kinds = {str(who): kind for who, kind in known.items()}
    people = {
        kind: context.release.count("levels.organisation_type", ROLE, kinds, kind)
        for kind in sorted(set(kinds.values()))
    }
    rows = [_row(context, words("everyone"), levels, len(levels), "")]
    for kind, n in people.items():
        part = levels[levels["organisation_type"] == kind]
        rows.append(_row(context, organisation_type(context, kind), part, n, f"organisation_type={kind}"))
    drawn = [(Step(str(row[0]), float(str(row[2])), float(str(row[3])))) for row in rows if _told(row)]
    header = (
        words("by_organisation_type"),
        words("answers_people"),
        *(words(f"design_{name}") for name in ("today", "wanted", "gap_short")),
        words("interval"),
    )
    table = Table(words("design_gap"), header, tuple(rows), "involvement_gap", _FIELDS)
    said = [f"{one.label}: {words.number(one.before)} → {words.number(one.after)}" for one in drawn]
    alternative = f"{words('design_gap')}. {words('design_scale')} {'; '.join(said) or words('answers_all_hidden')}."
    legend = (words("design_today"), words("design_wanted"))
    return Chart(lambda: steps(drawn, alternative, legend), alternative, table, "involvement-gap")


def _told(row: tuple[Cell, ...]) -> bool:
    return all(isinstance(cell, float) for cell in row[2:4])


def _row(context: Context, name: str, part: pd.DataFrame, n: int | Hidden, group: str) -> tuple[Cell, ...]:
    """Return the means of a group; where its size may not be told, neither may they."""
    today, wanted = (level(context, when, part[when], group) for when in ("today", "wanted"))
    gap = Asked("involvement.gap", _said(part["wanted"] - part["today"]), None, GAP_STEPS, group)
    figures = (today, wanted, context.figure(gap, ROLE), context.interval(gap, ROLE))
    return (name, Hidden(), *(Hidden() for _ in figures)) if isinstance(n, Hidden) else (name, n, *figures)


def _asked(context: Context, when: str) -> str:
    """Return the family of a level: that of its question, so that the counts of it are looked at together."""
    guide, question = questions_serving(context.guides, f"involvement_{when}", ROLE)[0]
    return family(guide, question)


def level(context: Context, when: str, told: "pd.Series[float]", group: str) -> float | Hidden:
    """Return the mean level `today` or `wanted` of a group; empty: of all."""
    return context.release.mean(_asked(context, when), ROLE, _said(told), _STEPS, group)


def _said(told: "pd.Series[float]") -> dict[str, str]:
    return {f"{who}@": f"{value:.0f}" for who, value in told.items()}
