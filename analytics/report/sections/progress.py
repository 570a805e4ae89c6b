"""How far the interviews got, by guide, kind of organisation and partnership."""

from collections.abc import Mapping

from analytics.coverage import Progress, Spread
from analytics.report.blocks import Block, Cell, Paragraph, Section, Table
from analytics.report.context import Context
from analytics.shield import Hidden
from analytics.shield.release import groups

_STATES = ("completed", "stopped", "left", "going_on")
_FIELDS = ("group", "people", "invited", *_STATES, "minutes", "messages")
_GROUP_FIELDS = ("group", "guide", "people", "completed")


def build(context: Context) -> Section | None:
    """Build the chapter; a study without interviews says so."""
    words = context.words
    found = [group for group in context.coverage.groups if group.by == "guide"]
    if not found:
        return Section("progress", words("progress_title"), (Paragraph(words("no_interviews")),))
    blocks: list[Block] = [Paragraph(words("progress_lead"), "lead")]
    held = context.coverage.states
    rows = tuple(_row(context, group, held.get(group.group, {})) for group in found)
    header = (words("by_guide"), *(words(f"progress_{name}") for name in _FIELDS[1:]))
    blocks.append(Table(words("progress_by_guide"), header, rows, "progress_by_guide", _FIELDS))
    partnerships = _partnerships(context)
    for by, group_of in (("organisation_type", context.types), ("partnership", partnerships)):
        grouped = tuple(row for guide, said in held.items() for row in _groups(context, by, group_of, guide, said))
        if grouped:
            header = (words(f"by_{by}"), words("by_guide"), words("progress_people"), words("progress_completed"))
            blocks.append(Table(words(f"progress_by_{by}"), header, grouped, f"progress_by_{by}", _GROUP_FIELDS))
    return Section("progress", words("progress_title"), tuple(blocks))


def _partnerships(context: Context) -> Mapping[str, str]:
    people = context.frames.participants.dropna(subset=["partnership"])
    return dict(zip(people["participant"].astype(str), people["partnership"].astype(str), strict=True))


def _row(context: Context, group: Progress, said: Mapping[str, str]) -> tuple[Cell, ...]:
    counts = [context.release.count(f"state.{group.group}", group.role, said, state) for state in _STATES]
    invited = None if group.invited is None else context.release.people(group.invited, group.role)
    return (
        context.guide_title(group.group),
        context.release.people(group.people, group.role),
        invited,
        *counts,
        spread_cell(context, group.minutes, group.role),
        spread_cell(context, group.messages, group.role),
    )


def _groups(
    context: Context, by: str, group_of: Mapping[str, str], guide: str, said: Mapping[str, str]
) -> list[tuple[Cell, ...]]:
    """Return the people of each group and how many completed; a group that may not be told is not named either."""
    role = context.role_of(guide)
    told: dict[str, str] = {who: group_of[who] for who in said if who in group_of}
    rows: list[tuple[Cell, ...]] = []
    for name, part in groups(said, told):
        people = context.release.count(f"group.{by}.{guide}", role, told, name)
        completed = context.release.count(f"state.{guide}", role, part, "completed", f"{by}={name}")
        label = organisation_type(context, name) if by == "organisation_type" else name
        hidden = isinstance(people, Hidden)
        rows.append((label, context.guide_title(guide), people, Hidden() if hidden else completed))
    return rows


def organisation_type(context: Context, key: str) -> str:
    """Return the words for a kind of organisation: those of the question that asks it, in any guide."""
    for guide in context.guides.current.values():
        for question in guide.questions:
            if question.serves == "organisation_type":
                for choice in question.choices:
                    if choice.key == key:
                        return choice.text[context.language]
    return key


_MIDDLE_FROM, _QUARTERS_FROM = 2, 4
"""So many times the threshold, before a middle and the quarters around it are shown: then as many people as it takes to
show a figure lie on either side of each (Hundepool et al. 2012, "Statistical Disclosure Control", on percentiles)."""


def spread_cell(context: Context, spread: Spread, role: str) -> Cell:
    """Return a middle with its quarters as one cell, in whole numbers: `12 (9-15)`; of few people the middle alone."""
    if spread.median is None:
        return None
    if not may_show_middle(context, spread, role):
        return Hidden()
    low, middle, high = (round(one) for one in (spread.low, spread.median, spread.high) if one is not None)
    few = isinstance(context.release.people(spread.people // _QUARTERS_FROM, role), Hidden)
    return str(middle) if few else f"{middle} ({low}\u2013{high})"


def may_show_middle(context: Context, spread: Spread, role: str) -> bool:
    """Return whether enough people lie on either side of a middle."""
    return not isinstance(context.release.people(spread.people // _MIDDLE_FROM, role), Hidden)
