"""Who was interviewed, for which organisation, and whether it may be on the map."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

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
    people = frames.participants.drop_duplicates("participant").set_index("participant")
    people = people.set_axis(people.index.astype(str))
    on_map, quotable, kinds = agreed(frames, "map"), agreed(frames, "quote"), types_told(frames, guides)
    regions, ratings = (
        _regions(frames, guides),
        {serves: _rating(frames, guides, serves) for serves in ("influence", "interest")},
    )
    return [
        Person(
            participant=who,
            organisation=_cell(people, who, "organisation"),
            kind=_cell(people, who, "organisation_type") or kinds.get(who),
            regions=regions.get(who) or _listed(_cell(people, who, "region")),
            on_map=who in on_map,
            quotable=who in quotable,
            influence=ratings["influence"].get(who),
            interest=ratings["interest"].get(who),
        )
        for who in order
    ]


def _cell(people: pd.DataFrame, who: str, column: str) -> str | None:
    found = people[column].get(who) if who in people.index else None
    text = "" if found is None or pd.isna(found) else " ".join(str(found).split())
    return text or None


def _listed(region: str | None) -> tuple[str, ...]:
    """Return a stored region as keys; several are stored with commas between."""
    return tuple(one.strip() for one in region.strip("[]").replace('"', "").split(",") if one.strip()) if region else ()


def _regions(frames: Frames, guides: Guides) -> Mapping[str, tuple[str, ...]]:
    chosen = values(told(frames, guides, "region"))
    return {
        str(who): tuple(str(value) for value in part["value"])
        for who, part in chosen.groupby("participant", observed=True)
    }


def _rating(frames: Frames, guides: Guides, serves: str) -> Mapping[str, float]:
    if not questions_serving(guides, serves):
        return {}
    rows = told(frames, guides, serves).dropna(subset=["number"])
    return {str(who): float(number) for who, number in zip(rows["participant"], rows["number"], strict=True)}
