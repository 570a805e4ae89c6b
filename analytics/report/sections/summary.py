"""The first page: who was listened to, the weightiest insights, and what to do first."""

from analytics.report.blocks import Block, Finding, Paragraph, Part, Section
from analytics.report.context import Context
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
    parts = []
    every = findings(context)
    first_of: dict[str, Finding] = {}
    for one in every:
        first_of.setdefault(one.key.partition(".")[0], one)
    found = list(
        first_of.values()
    )  # of each sort the weightiest: six that are missing would leave room for nothing else
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
