"""How far the interviews got, by guide, kind of organisation and partnership."""

from analytics.coverage import Progress, Spread
from analytics.report.blocks import Block, Cell, Paragraph, Section, Table
from analytics.report.context import Context, figure

_FIELDS = ("group", "people", "invited", "started", "completed", "stopped", "left", "going_on", "minutes", "messages")


def build(context: Context) -> Section | None:
    """Build the chapter; a study without interviews says so."""
    words = context.words
    groups = context.coverage.groups
    if not groups:
        return Section("progress", words("progress_title"), (Paragraph(words("no_interviews")),))
    blocks: list[Block] = [Paragraph(words("progress_lead"), "lead")]
    for by in ("guide", "organisation_type", "partnership"):
        rows = tuple(_row(context, group) for group in groups if group.by == by)
        if rows:
            header = (words(f"by_{by}"), *(words(f"progress_{name}") for name in _FIELDS[1:]))
            blocks.append(Table(words(f"progress_by_{by}"), header, rows, f"progress_by_{by}", _FIELDS))
    return Section("progress", words("progress_title"), tuple(blocks))


def _row(context: Context, group: Progress) -> tuple[Cell, ...]:
    def state(name: str, count: int) -> Cell:
        return figure(count, group.people_in.get(name, 0), group.role)

    return (
        _name(context, group),
        figure(group.people, group.people, group.role),
        group.invited,
        figure(group.started, group.people, group.role),
        state("completed", group.completed),
        state("stopped", group.stopped),
        state("left", group.left),
        state("going_on", group.going_on),
        spread_cell(context, group.minutes, group.role),
        spread_cell(context, group.messages, group.role),
    )


def _name(context: Context, group: Progress) -> str:
    if group.by == "guide":
        return context.guide_title(group.group)
    if group.by == "organisation_type":
        return organisation_type(context, group.group)
    return group.group


def organisation_type(context: Context, key: str) -> str:
    """Return the words for a kind of organisation: those of the question that asks it, in any guide."""
    for guide in context.guides.current.values():
        for question in guide.questions:
            if question.serves == "organisation_type":
                for choice in question.choices:
                    if choice.key == key:
                        return choice.text[context.language]
    return key


def spread_cell(context: Context, spread: Spread, role: str) -> Cell:
    """Return a middle with its quarters as one cell: `12 (9-15)`."""
    if spread.median is None:
        return None
    hidden = figure(spread.median, spread.people, role)
    if not isinstance(hidden, float):
        return hidden
    low, middle, high = (context.words.number(one) for one in (spread.low, spread.median, spread.high))
    return f"{middle} ({low}\u2013{high})"
