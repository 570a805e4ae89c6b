"""The first page: who was listened to, the weightiest insights, and what to do first."""

from collections.abc import Iterator

from analytics.involvement import levels_of_people
from analytics.report.blocks import Block, Finding, Paragraph, Part, Section
from analytics.report.context import Context
from analytics.report.sections.design import level
from analytics.report.sections.themes import most_told
from analytics.report.sections.told import advice, findings
from analytics.shield import Hidden

_MOST, _TIPS = 4, 3
_ROLES = ("stakeholder", "youth")


def build(context: Context) -> Section | None:
    """Build the chapter."""
    words = context.words
    blocks: list[Block] = [Paragraph(words("summary_about"), "lead"), Paragraph(_heard(context), "lead")]
    if context.waiting:
        blocks.append(Paragraph(words("summary_waiting"), "note"))
    figures = [Paragraph(one, "item") for one in _figures(context)]
    parts = [Part(words("summary_figures"), figures)] if figures else []
    every = findings(context)
    first_of: dict[str, Finding] = {}
    for one in every:
        first_of.setdefault(one.key.partition(".")[0], one)
    found = list(first_of.values())  # of each sort the weightiest: six that are missing would leave no room
    for verdict in ("went_well", "to_improve"):
        chosen: list[Block] = list([one for one in found if one.verdict == verdict][:_MOST])
        if chosen:
            parts.append(Part(words(f"verdict_{verdict}"), chosen))
    rest: list[Block] = list([one for one in found if one.verdict in ("watch", "lesson")][:_MOST])
    if rest:
        parts.append(Part(words("summary_also"), rest))
    first: list[Block] = list(advice(context)[:_TIPS])
    if first:
        parts.append(Part(words("summary_tips"), first))
    if not found:
        blocks.append(Paragraph(words("no_findings"), "note"))
    return Section("summary", words("summary_title"), tuple(blocks), tuple(parts))


def _figures(context: Context) -> Iterator[str]:
    """Yield what every reader asks first, also where nothing is sure enough to be a finding."""
    yield from _involvement(context)
    words = context.words
    for serves in ("went_well", "to_improve", "conditions"):
        if (told := most_told(context, serves, "stakeholder")) is not None:
            asked = words(f"themes_stakeholder_{serves}")
            yield words("summary_theme", asked=asked, theme=told.theme, people=told.people, n=told.n)
    if context.study.map.organisations:
        organisations, missing = len(context.study.map.organisations), len(context.study.map.missing)
        yield words("summary_map", organisations=organisations, missing=missing)


def _involvement(context: Context) -> Iterator[str]:
    levels = levels_of_people(context.frames, context.guides)
    if levels.empty:
        return
    n = context.release.people(len(levels), "stakeholder")
    today, wanted = (level(context, when, levels[when], "") for when in ("today", "wanted"))
    if not any(isinstance(one, Hidden) for one in (n, today, wanted)):
        yield context.words("summary_involvement", today=today, wanted=wanted, n=n)


def _heard(context: Context) -> str:
    """Say how many people were listened to."""
    words, people = context.words, context.frames.participants.drop_duplicates("participant")
    asked = set(context.frames.interviews["participant"].astype(str))
    people = people[people["participant"].astype(str).isin(asked)]
    told = []
    for role in _ROLES:
        n = context.release.people(int((people["role"] == role).sum()), role)
        told.append(words("summary_few") if isinstance(n, Hidden) else str(n))
    return words("summary_heard", adults=told[0], young=told[1])
