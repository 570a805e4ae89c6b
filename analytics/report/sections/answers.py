"""The closed questions, a chart each."""

from analytics.distribution import Bar, Distribution
from analytics.involvement import WISHES
from analytics.report.blocks import Block, Chart, Paragraph, Part, Section, Table
from analytics.report.charts import BarShown, bars
from analytics.report.context import Context
from analytics.said import OTHER, YES, family, of_choice, of_question
from analytics.shield import Hidden, smallest

_FIELDS = ("label", "people", "percent", "value")


def build(context: Context) -> Section | None:
    """Build the chapter, a part for each guide; what people wish stands in the chapter on the design."""
    words = context.words
    found = [one for one in context.distributions if not (one.question.serves in WISHES and one.role == "stakeholder")]
    if not found:
        return None
    guides = list(dict.fromkeys(one.guide for one in found))
    parts = tuple(
        Part(context.guide_title(guide), tuple(block(context, one) for one in found if one.guide == guide))
        for guide in guides
    )
    return Section("answers", words("answers_title"), (Paragraph(words("answers_lead"), "lead"),), parts)


def block(context: Context, found: Distribution) -> Block:
    """Return a chart with its table, or that too few people answered."""
    words, title = context.words, context.question_title(found.guide, found.question.key)
    counted = [_count(context, found, bar) for bar in found.bars]
    if isinstance(context.release.people(found.people, found.role), Hidden):
        return Paragraph(words("answers_hidden", question=title, k=smallest(found.role)), "note")
    cells = [(bar, _label(context, bar), people) for bar, people in zip(found.bars, counted, strict=True)]
    rows = tuple(
        (label, people, people if isinstance(people, Hidden) else round(100 * people / found.people), bar.value)
        for bar, label, people in cells
    )
    header = (words("answers_label"), words("answers_people"), words("answers_percent"), words("answers_value"))
    n = words("answers_n", people=found.people)
    table = Table(f"{title} ({n})", header, rows, f"{found.guide}.{found.question.key}", _FIELDS)
    drawn = tuple(_bar(context, found, label, people) for _, label, people in cells)
    alternative = _alternative(context, title, n, drawn)
    anchor = f"{found.guide}-{found.question.key}"
    return Chart(lambda: bars(drawn, found.people, alternative), alternative, table, anchor, folded=True)


def _count(context: Context, found: Distribution, bar: Bar) -> int | Hidden:
    """Return how many chose a bar: each choice apart where several may be chosen, else all choices together."""
    value = OTHER if bar.value == "other" and not bar.label else bar.value
    guide, role = found.guide, found.role
    if found.several:
        said = of_choice(found.picked, bar.value)
        return context.release.count(family(guide, found.question, bar.value), role, said, YES)
    said = of_question(found.picked)
    value = value if value in said.values() else bar.value
    return context.release.count(family(guide, found.question), role, said, value)


def _label(context: Context, bar: Bar) -> str:
    if bar.value == "other" and not bar.label:
        return context.words("answers_other")
    return bar.label.get(context.language, bar.value)


def _bar(context: Context, found: Distribution, label: str, people: int | Hidden) -> BarShown:
    if isinstance(people, Hidden):
        return BarShown(label, None, context.words("hidden"))
    return BarShown(label, people, f"{people} ({context.words.percent(people, found.people)})")


def _alternative(context: Context, title: str, n: str, drawn: tuple[BarShown, ...]) -> str:
    """Say what the chart shows: the figures, from the most to the least."""
    ordered = sorted((bar for bar in drawn if bar.length is not None), key=lambda bar: -(bar.length or 0))
    said = "; ".join(f"{bar.label}: {bar.beside}" for bar in ordered) or context.words("answers_all_hidden")
    return f"{title} ({n}). {said}."
