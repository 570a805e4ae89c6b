"""Whom we have not heard: empty cells, whether new interviews still bring new names, and whom to invite next."""

from collections.abc import Iterable, Iterator, Sequence

from analytics.groups import questions_serving
from analytics.guidebook import Guides
from analytics.stakeholder_map.model import EmptyCell, Invitation, NewNames, Organisation, Reason, StakeholderMap
from analytics.stakeholder_map.people import Person

_EVERYWHERE = "all_flanders"
_NEXT = 3
_MISSED, _TIED, _INTRODUCED, _NEW_KIND = 2.0, 1.0, 1.0, 1.5
"""Weights of a name among whom to invite: being missed counts double, as it was asked for by name."""


def empty_cells(people: Sequence[Person], guides: Guides) -> Iterator[EmptyCell]:
    """Yield the kinds of organisation of which nobody was interviewed, and the regions where nobody of a kind was."""
    kinds, regions = _choices(guides, "organisation_type"), _choices(guides, "region")
    heard = {(person.kind, region) for person in people for region in person.regions or (_EVERYWHERE,)}
    known = any(person.regions for person in people)
    for kind in kinds:
        places = {region for one, region in heard if one == kind}
        if not places:
            yield EmptyCell(kind, None)
        elif known and _EVERYWHERE not in places:
            yield from (EmptyCell(kind, region) for region in regions if region not in places | {_EVERYWHERE})


def _choices(guides: Guides, serves: str) -> list[str]:
    asked = questions_serving(guides, serves, "stakeholder")
    return list(dict.fromkeys(choice.key for _, question in asked for choice in question.choices))


def saturation(order: Sequence[str], named: Iterable[tuple[str, str]]) -> Iterator[NewNames]:
    """Yield, interview by interview, how many of its names had not been heard before."""
    by_person: dict[str, set[str]] = {}
    for who, organisation in named:
        by_person.setdefault(who, set()).add(organisation)
    heard: set[str] = set()
    for place, who in enumerate((one for one in order if one in by_person), start=1):
        new = by_person[who] - heard
        heard |= new
        yield NewNames(place, len(by_person[who]), len(new))


def next_to_invite(found: StakeholderMap, most: int = _NEXT) -> tuple[Invitation, ...]:
    """Return whom to invite next with the reasons, the strongest case first; only who was named twice or more."""
    unheard = {cell.kind for cell in found.empty_cells if cell.region is None}
    cases = [(_weight(one, unheard), one) for one in found.missing]
    cases.sort(key=lambda case: (-case[0], case[1].name.casefold()))
    return tuple(Invitation(one, tuple(_reasons(one, unheard))) for _, one in cases[:most])


def _weight(one: Organisation, unheard: set[str]) -> float:
    introduced = _INTRODUCED if one.introduced_by else 0.0
    return _MISSED * one.missed_by + _TIED * one.tied_by + introduced + (_NEW_KIND if one.kind in unheard else 0.0)


def _reasons(one: Organisation, unheard: set[str]) -> Iterator[Reason]:
    if one.missed_by:
        yield Reason("reason_missed", {"n": one.missed_by})
    if one.tied_by:
        yield Reason("reason_tied", {"n": one.tied_by})
    if one.introduced_by:
        yield Reason("reason_introduced")
    if one.kind in unheard:
        yield Reason("reason_kind", {"kind": one.kind})
