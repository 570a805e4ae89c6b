"""Coverage by question: who answered, skipped or stayed unclear, where people stopped, and what probes brought."""

from analytics.coverage import QuestionCoverage
from analytics.report.blocks import Block, Cell, Paragraph, Part, Section, Table
from analytics.report.context import Context
from analytics.report.sections.progress import spread_cell
from analytics.said import NO, YES
from analytics.shield import Hidden

_FIELDS = ("question", "answered", "not_answered", "ended_here", "words", "probed", "words_probed")
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
    """Return the figures of a question; of those asked, only what may be told beside those who answered."""
    role, release = context.role_of(question.guide), context.release
    place, asked = f"{question.guide}.{question.question}", set(question.who_was_asked)

    def out_of_asked(name: str, who: set[str]) -> Cell:
        said = dict.fromkeys(question.who_was_asked, NO) | dict.fromkeys(who, YES)
        return release.count(f"reach.{place}.{name}", role, said, YES)

    known = context.guides.question(question.guide, question.question)
    who = set(question.who_answered)
    answered = context.answered(question.guide, known, who, role) if known else release.people(len(who), role)
    left_out = (
        out_of_asked("not_answered", asked - who),
        out_of_asked("ended_here", set(question.who_ended_here) & asked),
    )
    title = context.question_title(question.guide, question.question)
    if isinstance(answered, Hidden):
        return (title, *(Hidden() for _ in _FIELDS[1:]))
    return (
        title,
        answered,
        *left_out,
        spread_cell(context, question.words, role),
        release.people(question.probed, role),
        spread_cell(context, question.words_probed, role),
    )


def _probes(context: Context) -> tuple[Block, ...]:
    """Return what each probe rule brought. A rule serves adults and young people alike, so the stricter limit holds."""
    words, found = context.words, context.coverage.probes
    if not found:
        return ()
    rows = []
    for probe in found:
        hidden = isinstance(context.release.people(probe.people, "youth"), Hidden)
        told = (probe.people, probe.answers, probe.words_before, probe.words_more)
        rows.append((words.probe(probe.rule), *(Hidden() if hidden else value for value in told)))
    header = tuple(words(f"probes_{name}") for name in _PROBE_FIELDS)
    table = Table(words("probes_caption"), header, tuple(rows), "probes", _PROBE_FIELDS)
    return (Paragraph(words("probes_lead")), table)
