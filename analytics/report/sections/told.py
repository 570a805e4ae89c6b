"""Insights and tips as blocks, by the phase of the action they belong to."""

from collections.abc import Iterator

from analytics.insight_rules import Verdict
from analytics.insights import Insight
from analytics.report.blocks import Advice, Block, Finding, Paragraph, Part
from analytics.report.context import Context

VERDICTS: tuple[Verdict, ...] = ("went_well", "to_improve", "watch", "lesson")


def finding(context: Context, insight: Insight) -> Finding | None:
    """Return an insight in words; None where the shield does not give its figures."""
    said = insight.said(context.guides, context.language, context.release)
    if said is None:
        return None
    return Finding(
        insight.key,
        said.sentence,
        said.n,
        said.who,
        said.counter,
        said.sure,
        said.quotes,
        insight.verdict,
        insight.people,
    )


def findings(context: Context, phase: int | None = None) -> list[Finding]:
    """Return the insights of a phase, or all, the weightiest first."""
    chosen = (one for one in context.insights if phase in (None, one.phase))
    return [told for insight in chosen if (told := finding(context, insight)) is not None]


_OF_ONE_RULE = 3


def _without_repeating(found: list[Finding]) -> Iterator[Block]:
    """Yield findings, of one rule the weightiest three; what else it found is told in a line each."""
    by_rule: dict[str, list[Finding]] = {}
    for one in found:
        by_rule.setdefault(one.key.partition(".")[0], []).append(one)
    for alike in by_rule.values():
        yield from alike[:_OF_ONE_RULE]
        yield from (Paragraph(f"{one.sentence} ({one.n})", "item") for one in alike[_OF_ONE_RULE:])


def advice(context: Context, phase: int | None = None) -> list[Advice]:
    """Return the tips whose insight is told, of a phase or all."""
    made = []
    for tip in context.tips:
        told = finding(context, tip.insight) if phase in (None, tip.insight.phase) else None
        if told is not None:
            because = f"{told.sentence} ({told.n})"
            section = context.section_title(tip.section)
            made.append(Advice(tip.key, tip.try_this(context.language), because, section, tip.insight.key))
    return made


def parts(context: Context, phase: int) -> Iterator[Part]:
    """Yield what went well, what to improve, what to watch, lessons, and tips of a phase; a phase without evidence says so."""
    words, found = context.words, findings(context, phase)
    for verdict in VERDICTS:
        chosen = [one for one in found if one.verdict == verdict]
        if chosen:
            yield Part(words(f"verdict_{verdict}"), tuple(_without_repeating(chosen)))
    given: list[Block] = list(advice(context, phase))
    if given:
        yield Part(words("tips_title"), given)
    if not found:
        yield Part(words("findings_title"), (Paragraph(words("no_findings")),))
