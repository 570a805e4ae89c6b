"""What people speak of in their own words: how many different people, by theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.groups import questions_serving
from analytics.report.blocks import Block, Chart, Paragraph, Table
from analytics.report.charts import BarShown, bars
from analytics.report.context import Context, share
from analytics.shield import Hidden
from analytics.themes import load_codebook

PURPOSES = (
    *((serves, "stakeholder") for serves in ("went_well", "to_improve", "conditions", "success")),
    *((serves, "youth") for serves in ("went_well", "lundy_influence")),
)
"""What the report tells themes of, with the role of those asked, in the order in which it needs them."""
_FIELDS = ("theme", "people", "percent", "interval")


@dataclass(frozen=True)
class MostTold:
    """The theme that most people speak of, of those that may be told."""

    theme: str
    people: int
    n: int


def most_told(context: Context, serves: str, role: str) -> MostTold | None:
    """Return the theme that most people speak of when asked for something."""
    made = themes(context, serves, role)
    table = made[0].table if made and isinstance(made[0], Chart) else None
    n = len(context.study.themes(serves, role)[0])
    if table is None or not isinstance(table.rows[0][1], int):
        return None
    return MostTold(str(table.rows[0][0]), table.rows[0][1], n)


def themes(context: Context, serves: str, role: str) -> Sequence[Block]:
    """Return a chart of the themes of the answers to a purpose; nothing where too few answered."""
    words = context.words
    everyone, found = context.study.themes(serves, role)
    asked = questions_serving(context.guides, serves, role)
    n = context.answered(*asked[0], everyone, role) if asked else Hidden()
    if isinstance(n, Hidden) or not found:
        return ()
    named = {code.key: code.name[context.language] for code in load_codebook().codes}
    ordered = sorted(found, key=lambda code: (-len(found[code]), code))
    counted = [
        (named.get(code, code), context.figure(context.study.theme(serves, role, code), role)) for code in ordered
    ]
    told = [(name, people) for name, people in counted if isinstance(people, int)]
    title = f"{words(f'themes_{role}_{serves}')} ({words('answers_n', people=n)})"
    if not told:
        return (Paragraph(words("themes_hidden", question=words(f"themes_{role}_{serves}"), n=n), "note"),)
    rows = tuple((name, people, *share(people, n)) for name, people in told)
    header = (words("themes_theme"), words("answers_people"), words("answers_percent"), words("interval"))
    drawn = tuple(BarShown(name, people, f"{people} ({words.percent(people, n)})") for name, people in told)
    alternative = f"{title}. {'; '.join(f'{bar.label}: {bar.beside}' for bar in drawn)}."
    table = Table(title, header, rows, f"themes.{role}.{serves}", _FIELDS)
    return (Chart(lambda: bars(drawn, n, alternative), alternative, table, f"themes-{role}-{serves}", folded=True),)
