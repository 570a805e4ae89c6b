"""The closed questions, a chart each."""

from collections.abc import Iterator

from analytics.distribution import Bar, Distribution
from analytics.involvement import WISHES
from analytics.report.blocks import Block, Chart, Paragraph, Part, Section, Table
from analytics.report.charts import BarShown, bars, without_pictures
from analytics.report.context import Context, share
from analytics.said import OTHER, YES, family, of_choice, of_question
from analytics.shield import Hidden, smallest

_FIELDS = ("label", "people", "percent", "interval", "value")
_NAMES = frozenset({_FIELDS.index("value")})


def build(context: Context) -> Section | None:
    """Build the chapter, a part for each guide; what people wish stands in the chapter on the design."""
    words = context.words
    found = [one for one in context.distributions if not (one.question.serves in WISHES and one.role == "stakeholder")]
    if not found:
        return None
    guides = list(dict.fromkeys(one.guide for one in found))
    parts = tuple(
        Part(context.guide_title(guide), tuple(of_guide(context, [one for one in found if one.guide == guide])))
        for guide in guides
    )
    return Section("answers", words("answers_title"), (Paragraph(words("answers_lead"), "lead"),), parts)


def of_guide(context: Context, found: list[Distribution]) -> Iterator[Block]:
    """Yield the charts of a guide, then in one sentence which questions too few people answered."""
    made = [block(context, one) for one in found]
    yield from (one for one in made if one is not None)
    hidden = [
        context.question_title(one.guide, one.question.key) for one, it in zip(found, made, strict=True) if not it
    ]
    if hidden:
        k = smallest(found[0].role)
        yield Paragraph(
            context.words(
                "answers_too_few", questions="; ".join(one.rstrip(".") for one in dict.fromkeys(hidden)), k=k
            ),
            "note",
        )


def block(context: Context, found: Distribution) -> Chart | None:
    """Return a chart with its table; None where nothing of it may be shown."""
    words, title = context.words, context.question_title(found.guide, found.question.key)
    counted = [_count(context, found, bar) for bar in found.bars]
    people = context.answered(
        found.guide, found.question, {unit.partition("@")[0] for unit in found.picked}, found.role
    )
    if isinstance(people, Hidden) or all(isinstance(one, Hidden) for one in counted):
        return None
    cells = [(bar, _label(context, bar), one) for bar, one in zip(found.bars, counted, strict=True)]
    rows = tuple((label, one, *share(one, people), bar.value) for bar, label, one in cells)
    names = ("label", "people", "percent", "value")
    header = (*(words(f"answers_{name}") for name in names[:3]), words("interval"), words("answers_value"))
    n = words("answers_n", people=people)
    table = Table(f"{title} ({n})", header, rows, f"{found.guide}.{found.question.key}", _FIELDS, _NAMES)
    drawn = tuple(_bar(context, found, label, one) for _, label, one in cells if not isinstance(one, Hidden))
    alternative = _alternative(title, n, drawn)
    anchor = f"{found.guide}-{found.question.key}"
    return Chart(lambda: bars(drawn, people, alternative), alternative, table, anchor, folded=True, names_hidden=True)


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
    return without_pictures(bar.label.get(context.language, bar.value))


def _bar(context: Context, found: Distribution, label: str, people: int) -> BarShown:
    return BarShown(label, people, f"{people} ({context.words.percent(people, found.people)})")


def _alternative(title: str, n: str, drawn: tuple[BarShown, ...]) -> str:
    """Say what the chart shows: the figures, from the most to the least."""
    ordered = sorted(drawn, key=lambda bar: -bar.length)
    return f"{title} ({n}). {'; '.join(f'{bar.label}: {bar.beside}' for bar in ordered)}."
