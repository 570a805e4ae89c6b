"""The closed questions, a chart each."""

from analytics.distribution import Bar, Distribution, distributions
from analytics.report.blocks import Block, Chart, Hidden, Paragraph, Part, Section, Table
from analytics.report.charts import BarShown, bars
from analytics.report.context import Context, figure
from analytics.shield import shown, smallest

_FIELDS = ("label", "people", "percent", "value")


def build(context: Context) -> Section | None:
    """Build the chapter, a part for each guide."""
    found = list(distributions(context.frames, context.guides))
    if not found:
        return None
    guides = list(dict.fromkeys(one.guide for one in found))
    parts = tuple(
        Part(context.guide_title(guide), tuple(_block(context, one) for one in found if one.guide == guide))
        for guide in guides
    )
    words = context.words
    return Section("answers", words("answers_title"), (Paragraph(words("answers_lead"), "lead"),), parts)


def _block(context: Context, found: Distribution) -> Block:
    """Return a chart with its table, or that too few people answered."""
    words, title = context.words, context.question_title(found.guide, found.question.key)
    if not shown(found.people, found.role):
        return Paragraph(words("answers_hidden", question=title, k=smallest(found.role)), "note")
    cells = [(bar, _label(context, bar), figure(bar.people, bar.people, found.role)) for bar in found.bars]
    rows = tuple(
        (label, people, None if isinstance(people, Hidden) else round(100 * bar.people / found.people), bar.value)
        for bar, label, people in cells
    )
    header = (words("answers_label"), words("answers_people"), words("answers_percent"), words("answers_value"))
    n = words("answers_n", people=found.people)
    table = Table(f"{title} ({n})", header, rows, f"{found.guide}.{found.question.key}", _FIELDS)
    drawn = tuple(_bar(context, found, label, people) for _, label, people in cells)
    alternative = _alternative(context, title, n, drawn)
    return Chart(bars(drawn, found.people, alternative), alternative, table, f"{found.guide}-{found.question.key}")


def _label(context: Context, bar: Bar) -> str:
    if bar.value == "other" and not bar.label:
        return context.words("answers_other")
    return bar.label.get(context.language, bar.value)


def _bar(context: Context, found: Distribution, label: str, people: float | Hidden) -> BarShown:
    if isinstance(people, Hidden):
        return BarShown(label, None, str(people))
    return BarShown(label, people, f"{people} ({context.words.percent(int(people), found.people)})")


def _alternative(context: Context, title: str, n: str, drawn: tuple[BarShown, ...]) -> str:
    """Say what the chart shows: the figures, from the most to the least."""
    ordered = sorted((bar for bar in drawn if bar.length is not None), key=lambda bar: -(bar.length or 0))
    said = "; ".join(f"{bar.label}: {bar.beside}" for bar in ordered) or context.words("answers_all_hidden")
    return f"{title} ({n}). {said}."
