"""What people speak of in their own words: how many different people, by theme."""

from collections.abc import Sequence

from analytics.report.blocks import Block, Chart, Paragraph, Table
from analytics.report.charts import BarShown, bars
from analytics.report.context import Context
from analytics.shield import Hidden
from analytics.themes import load_codebook

_FIELDS = ("theme", "people", "percent")


def themes(context: Context, serves: str, role: str) -> Sequence[Block]:
    """Return a chart of the themes of the answers to a purpose; nothing where too few answered."""
    words = context.words
    everyone, found = context.study.themes(serves, role)
    n = context.release.people(len(everyone), role)
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
    rows = tuple((name, people, round(100 * people / n)) for name, people in told)
    header = (words("themes_theme"), words("answers_people"), words("answers_percent"))
    drawn = tuple(BarShown(name, people, f"{people} ({words.percent(people, n)})") for name, people in told)
    alternative = f"{title}. {'; '.join(f'{bar.label}: {bar.beside}' for bar in drawn)}."
    table = Table(title, header, rows, f"themes.{role}.{serves}", _FIELDS)
    return (Chart(lambda: bars(drawn, n, alternative), alternative, table, f"themes-{role}-{serves}", folded=True),)
