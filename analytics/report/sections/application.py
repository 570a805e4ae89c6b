"""Phase 3: how it goes: what people say goes well and not, young people round by round, their rights, and what talking cost."""

from analytics.groups import questions_serving
from analytics.measures import measures
from analytics.report.blocks import Between, Block, Chart, Paragraph, Part, Section, Table
from analytics.report.charts import Moment, trend
from analytics.report.context import Context, share
from analytics.report.sections.progress import may_show_middle
from analytics.report.sections.themes import themes
from analytics.report.sections.told import parts
from analytics.said import NO, YES, family
from analytics.shield import Hidden
from analytics.sides import measured
from analytics.trends import rounds_in_order

_TWO = 2


def build(context: Context) -> Section | None:
    """Build the chapter."""
    words = context.words
    spoken = [one for serves in ("went_well", "to_improve") for one in themes(context, serves, "stakeholder")]
    young = [one for serves in ("went_well", "lundy_influence") for one in themes(context, serves, "youth")]
    made = [*parts(context, 3)]
    for title, blocks in (
        ("themes_title", spoken),
        ("trend_title", [*_trends(context), *young]),
        ("lundy_title", _lundy(context)),
        ("burden_title", _burden(context)),
        ("ratings_title", _ratings(context)),
    ):
        if blocks:
            made.append(Part(words(title), tuple(blocks)))
    return Section(
        "application", words("application_title"), (Paragraph(words("application_lead"), "lead"),), tuple(made)
    )


def _trends(context: Context) -> list[Block]:
    """Return the mean of each scale of the check-in, round by round."""
    order, blocks = rounds_in_order(context.frames), []
    for measure, answered in measures(context.frames, context.guides, order):
        if measure.kind != "mean":
            continue
        points = []
        for place, name in enumerate(order):
            part = answered.where(answered.place == place)
            asked = measured(measure, part, order, f"round={name}")
            mean, n = context.figure(asked, "youth"), context.release.people(len(part.person), "youth")
            interval = context.interval(asked, "youth")
            if isinstance(mean, float) and isinstance(n, int):
                points.append((name, mean, interval, n))
        if len(points) >= _TWO:
            title = context.question_title(measure.guide, measure.question.key)
            blocks.append(_trend(context, title, points, measure.steps, measure.key))
    return list(blocks)


_Point = tuple[str, float, Between | Hidden, int]


def _trend(context: Context, title: str, points: list[_Point], steps: int, key: str) -> Chart:
    words = context.words
    caption = words("trend_caption", question=title, most=steps)
    said = "; ".join(f"{name}: {words.number(mean)} (n = {n})" for name, mean, _, n in points)
    header = (words("trend_round"), words("trend_mean"), words("interval"), words("answers_people"))
    table = Table(caption, header, tuple(points), f"trend.{key}", ("round", "mean", "interval", "people"))
    drawn = [
        Moment(name, mean, str(words.number(mean)), *((around.low, around.high) if isinstance(around, Between) else ()))
        for name, mean, around, _ in points
    ]
    alternative = f"{caption}. {said}."
    return Chart(lambda: trend(drawn, steps, alternative), alternative, table, f"trend-{key}", folded=True)


def _lundy(context: Context) -> list[Block]:
    """Return what the four of Lundy rest on, as far as it was asked."""
    words, rows = context.words, []
    by_key = {(one.guide, one.question.key): one for one in context.distributions}
    for right, serves in (("space", "lundy_space"), ("audience", "lundy_audience")):
        for guide, question in questions_serving(context.guides, serves, "youth"):
            told = by_key.get((guide, question.key))
            n = context.release.people(told.people, "youth") if told else Hidden()
            if told is None or isinstance(n, Hidden):
                continue
            value = str(len(question.choices)) if right == "space" else YES
            said = {unit: next(iter(one)) for unit, one in told.picked.items()}
            part = context.release.count(family(guide, question), "youth", said, value)
            rows.append((words(f"lundy_{right}"), part, n, *share(part, n)))
    from analytics.lundy import lundy

    influence = lundy(context.frames, context.guides).influence
    blocks: list[Block] = []
    if rows:
        names = ("lundy_right", "answers_people", "lundy_of", "answers_percent", "interval")
        fields = ("right", "people", "of", "percent", "interval")
        blocks.append(Table(words("lundy_caption"), tuple(map(words, names)), tuple(rows), "lundy", fields))
    if influence.rounds:
        told_back = {
            "answered": influence.rounds_answered,
            "rounds": influence.rounds,
            "decisions": influence.decisions,
        }
        blocks.append(Paragraph(words("lundy_influence", **told_back)))
    return [Paragraph(words("lundy_lead")), *blocks] if blocks else []


def _burden(context: Context) -> list[Block]:
    """Say what an interview costs and what a probe brings."""
    words, said = context.words, []
    for group in context.coverage.groups:
        n, minutes = context.release.people(group.minutes.people, group.role), group.minutes
        if group.by == "guide" and minutes.median is not None and may_show_middle(context, minutes, group.role):
            guide = context.guide_title(group.group)
            said.append(Paragraph(words("burden_minutes", guide=guide, minutes=round(minutes.median), n=n)))
    probes = [one for one in context.coverage.probes if isinstance(context.release.people(one.people, "youth"), int)]
    if probes:
        n = max(one.people for one in probes)
        answers = sum(one.answers for one in probes)
        before, more = (
            round(sum(getattr(one, name) * one.answers for one in probes) / answers)
            for name in ("words_before", "words_more")
        )
        said.append(Paragraph(words("burden_probes", before=before, more=more, n=n)))
    return list(said)


def _ratings(context: Context) -> list[Block]:
    """Return how coaches rate the answers of the guide, by section; each coach's last word on a section counts."""
    words, by_section = context.words, dict[str, dict[str, str]]()
    for who, section, useful in context.ratings:
        by_section.setdefault(section, {})[who] = YES if useful else NO
    rows = []
    for section, said in sorted(by_section.items()):
        n = context.release.people(len(said), "coach")
        found = context.release.count(f"guide.{section}", "coach", said, YES)
        if isinstance(n, int):
            rows.append((context.section_title(section), n, found, *share(found, n)))
    if not rows:
        return []
    names = ("ratings_section", "ratings_coaches", "ratings_useful", "answers_percent", "interval")
    fields = ("section", "coaches", "useful", "percent", "interval")
    return [Table(words("ratings_caption"), tuple(map(words, names)), tuple(rows), "guide_ratings", fields)]
