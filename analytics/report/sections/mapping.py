"""Phase 1: who is on the map, who is missing, and whom to invite next."""

from dataclasses import replace

from analytics.report.blocks import Block, Cell, Chart, Paragraph, Section, Table
from analytics.report.context import Context
from analytics.report.sections.told import parts
from analytics.shield import Hidden
from analytics.stakeholder_map import Organisation, StakeholderMap, next_to_invite
from analytics.stakeholder_map.picture import picture
from analytics.stakeholder_map.told import Told

_MOST = 12
_LAST, _FILLING = 3, 0.2


def build(context: Context) -> Section | None:
    """Build the chapter; without interviews there is no map."""
    words = context.words
    if not any(guide.role == "stakeholder" for guide in context.guides.current.values()):
        return None
    found = context.study.map
    told = Told(found, context.guides, context.language)
    blocks: list[Block] = [Paragraph(words("mapping_lead"), "lead")]
    if found.organisations:
        blocks += [_map(context, found, told), *_missing(context, found, told), *_unheard(context, found, told)]
    return Section("mapping", words("mapping_title"), tuple(blocks), tuple(parts(context, 1)))


def _named_by(context: Context, one: Organisation) -> Cell:
    return context.figure(context.study.named(one.name), "stakeholder") if not one.unnamed else None


def _map(context: Context, found: StakeholderMap, told: Told) -> Block:
    """Return the picture with the organisations named most; circles grow only with figures that are shown."""
    words = context.words
    named = {one.key: _named_by(context, one) for one in found.organisations}
    flat = tuple(
        replace(one, named_by=count if isinstance(count := named[one.key], int) else 1) for one in found.organisations
    )
    ordered = sorted(flat, key=lambda one: (-one.named_by, told.name(one).casefold()))
    rows = tuple(_row(context, told, one, named[one.key]) for one in ordered[:_MOST])
    header = tuple(words(f"mapping_{name}") for name in ("organisation", "kind", "interviewed", "named_by"))
    fields = ("organisation", "kind", "interviewed", "named_by")
    caption = words("mapping_table")
    alternative = _said(context, found, told)
    small = replace(found, organisations=flat)
    return Chart(
        lambda: picture(small, told, context.language, description=alternative),
        alternative,
        Table(caption, header, rows, "organisations", fields),
        "map",
        folded=True,
    )


def _row(context: Context, told: Told, one: Organisation, named: Cell) -> tuple[Cell, ...]:
    heard = context.words("yes" if one.interviewed else "no")
    return told.name(one), told.kind(one.kind) if one.kind else None, heard, named


def _said(context: Context, found: StakeholderMap, told: Told) -> str:
    """Say what the picture shows, without counts of people."""
    interviewed = [told.name(one) for one in found.organisations if one.interviewed][:_MOST]
    others = [one.name for one in found.organisations if not one.interviewed and not one.unnamed][:_MOST]
    words = context.words
    said = [words("mapping_picture", organisations=len(found.organisations), ties=len(found.ties))]
    said += [words("mapping_heard", names=", ".join(interviewed))] if interviewed else []
    said += [words("mapping_only_named", names=", ".join(others))] if others else []
    return " ".join(said)


def _missing(context: Context, found: StakeholderMap, told: Told) -> list[Block]:
    """Return who is named and not at the table, and whom to invite next with the reasons."""
    words = context.words
    if not found.missing:
        return [Paragraph(words("mapping_nobody_missing"))]
    invited = {one.organisation.key: one for one in next_to_invite(found)}
    others = [one for one in found.missing if one.key not in invited]
    rows = []
    for one in [*(case.organisation for case in invited.values()), *others][:_MOST]:
        reasons = [
            words(f"mapping_{why.key}", kind=told.kind(str(why.figures.get("kind"))))
            for why in (invited[one.key].reasons if one.key in invited else ())
        ]
        rows.append((one.name, told.kind(one.kind) if one.kind else None, _named_by(context, one), " ".join(reasons)))
    header = (*(words(f"mapping_{name}") for name in ("organisation", "kind", "named_by")), words("mapping_why"))
    fields = ("organisation", "kind", "named_by", "why")
    return [Table(words("mapping_missing"), header, tuple(rows), "missing_parties", fields)]


def _unheard(context: Context, found: StakeholderMap, told: Told) -> list[Block]:
    """Return the kinds nobody spoke for, and whether the map is filling up."""
    words, blocks = context.words, []
    cells = [told.cell(cell) for cell in found.empty_cells if cell.region is None]
    if cells:
        blocks.append(Paragraph(words("mapping_unheard", kinds=", ".join(cells))))
    last = found.saturation[-_LAST:]
    enough = not isinstance(context.release.people(found.interviews, "stakeholder"), Hidden)
    if len(last) == _LAST and enough:
        full = sum(one.new for one in last) <= _FILLING * sum(one.named for one in last)
        blocks.append(Paragraph(words("mapping_full" if full else "mapping_growing", n=found.interviews)))
    return list(blocks)
