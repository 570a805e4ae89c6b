"""Who was interviewed, for which organisation, and whether it may be on the map."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.frames import Frames
from analytics.groups import agreed, questions_serving
from analytics.guidebook import Guides
from analytics.involvement import told, types_told
from analytics.views import values


@dataclass(frozen=True)
class Person:
    """One person who was interviewed as a stakeholder."""

    participant: str
    organisation: str | None
    """As it is written in the study; None: not known."""
    kind: str | None
    regions: tuple[str, ...]
    on_map: bool
    quotable: bool
    influence: float | None
    interest: float | None


def interviewed(frames: Frames, guides: Guides) -> list[Person]:
    """Return those who answered a stakeholder guide, in the order in which they began."""
    asked = {guide.key for guide in guides.current.values() if guide.role == "stakeholder"}
    answered = set(frames.answers.loc[frames.answers["missing"].isna(), "interview"].astype(str))
    held = frames.interviews[
        frames.interviews["guide"].isin(asked) & frames.interviews["interview"].astype(str).isin(answered)
    ]
    order = held.sort_values("started_at", kind="stable")["participant"].astype(str).drop_duplicates()
    organisation, kind, region = (_column(frames, name) for name in ("organisation", "organisation_type", "region"))
    on_map, quotable, kinds = agreed(frames, "map"), agreed(frames, "quote"), types_told(frames, guides)
    regions, ratings = (
        _regions(frames, guides),
        {serves: _rating(frames, guides, serves) for serves in ("influence", "interest")},
    )
    return [
        Person(
            participant=who,
            organisation=organisation.get(who),
            kind=kind.get(who) or kinds.get(who),
            regions=regions.get(who) or _listed(region.get(who)),
            on_map=who in on_map,
            quotable=who in quotable,
            influence=ratings["influence"].get(who),
            interest=ratings["interest"].get(who),
        )
        for who in order
    ]


def _column(frames: Frames, name: str) -> dict[str, str]:
    """Return what is known of each participant in a column, those left out of whom nothing is."""
    people = frames.participants.drop_duplicates("participant").dropna(subset=[name])
    told = zip(people["participant"].astype(str), people[name].astype(str), strict=True)
    return {who: text for who, cell in told if (text := " ".join(cell.split()))}


def _listed(region: str | None) -> tuple[str, ...]:
    """Return a stored region as keys; several are stored with commas between."""
    return tuple(one.strip() for one in region.strip("[]").replace('"', "").split(",") if one.strip()) if region else ()


def _regions(frames: Frames, guides: Guides) -> Mapping[str, tuple[str, ...]]:
    chosen = values(told(frames, guides, "region"))
    found: dict[str, list[str]] = {}
    for who, value in zip(chosen["participant"].astype(str), chosen["value"].astype(str), strict=True):
        found.setdefault(who, []).append(value)
    return {who: tuple(several) for who, several in found.items()}


def _rating(frames: Frames, guides: Guides, serves: str) -> Mapping[str, float]:
    if not questions_serving(guides, serves):
        return {}
    rows = told(frames, guides, serves).dropna(subset=["number"])
    return {str(who): float(number) for who, number in zip(rows["participant"], rows["number"], strict=True)}
