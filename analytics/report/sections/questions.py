"""Coverage by question: who answered, skipped or stayed unclear, where people stopped, and what probes brought."""

from analytics.coverage import QuestionCoverage
from analytics.report.blocks import Block, Cell, Paragraph, Part, Section, Table
from analytics.report.context import Context, figure
from analytics.report.sections.progress import spread_cell

_FIELDS = ("question", "asked", "answered", "skipped", "unclear", "ended_here", "words", "probed", "words_probed")
_PROBE_FIELDS = ("rule", "people", "answers", "words_before", "words_more")


def build(context: Context) -> Section | None:
    """Build the chapter, a table for each guide."""
    words = context.words
    found = context.coverage.questions
    if not found:
        return None
    guides = list(dict.fromkeys(question.guide for question in found))
    parts = [Part(context.guide_title(guide), (_table(context, guide, found),)) for guide in guides]
    probes = _probes(context)
    if probes:
        parts.append(Part(words("probes_title"), probes))
    return Section("questions", words("questions_title"), (Paragraph(words("questions_lead"), "lead"),), tuple(parts))


def _table(context: Context, guide: str, found: tuple[QuestionCoverage, ...]) -> Table:
    words = context.words
    header = tuple(words(f"questions_{name}") for name in _FIELDS)
    rows = tuple(_row(context, question) for question in found if question.guide == guide)
    caption = words("questions_caption", guide=context.guide_title(guide))
    return Table(caption, header, rows, f"questions_{guide}", _FIELDS)


def _row(context: Context, question: QuestionCoverage) -> tuple[Cell, ...]:
    role = context.role_of(question.guide)
    counts = (question.asked, question.answered, question.skipped, question.unclear, question.ended_here)
    return (
        context.question_title(question.guide, question.question),
        *(figure(count, count, role) for count in counts),
        spread_cell(context, question.words, role),
        figure(question.probed, question.probed, role),
        spread_cell(context, question.words_probed, role),
    )


def _probes(context: Context) -> tuple[Block, ...]:
    """Return what each probe rule brought. A rule serves adults and young people alike, so the stricter limit holds."""
    words, found = context.words, context.coverage.probes
    if not found:
        return ()
    rows = tuple(
        (
            probe.rule,
            *(
                figure(value, probe.people, "youth")
                for value in (probe.people, probe.answers, probe.words_before, probe.words_more)
            ),
        )
        for probe in found
    )
    header = tuple(words(f"probes_{name}") for name in _PROBE_FIELDS)
    return (Paragraph(words("probes_lead")), Table(words("probes_caption"), header, rows, "probes", _PROBE_FIELDS))
