"""How organisations are involved today, how they want to be, and what they ask for: the IAP2 spectrum, 1 to 5."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.chance import Interval, mean_interval, share_interval
from analytics.frames import Frames
from analytics.groups import groups_shown, questions_serving
from analytics.guidebook import Guides
from analytics.shield import shown
from analytics.views import given, latest_of_person, main_answers, values

ROLE = "stakeholder"
_WIDEST = 4.0
"""The largest gap on a scale of five steps."""
WISHES = ("rhythm", "channel", "themes", "contribution")
"""What the closed questions on involvement are for, beside the two levels."""

_COLUMNS = [
    "id",
    "interview",
    "participant",
    "guide",
    "edition",
    "question",
    "item",
    "kind",
    "language",
    "said",
    "choice",
]
_COLUMNS += ["number", "chosen", "missing", "probe_of", "current", "answered_at"]


@dataclass(frozen=True)
class Gap:
    """The level today against the level wanted, of people who told both. Steps of the scale, 1 to 5."""

    organisation_type: str | None
    """None: all together."""
    people: int
    today: float
    wanted: float
    gap: float
    """Mean of wanted minus today, person by person."""
    interval: Interval
    """Of the gap: Gaffke's (`analytics.chance.mean_interval`)."""
    more: int
    """How many want to be involved more than today."""
    less: int
    share_more: Interval
    """Wilson's interval for the share that wants more."""


@dataclass(frozen=True)
class Wish:
    """One choice of a question on how to be involved, and how many people chose it."""

    serves: str
    question: str
    value: str
    people: int
    asked: int
    """Who answered the question."""


def told(frames: Frames, guides: Guides, serves: str) -> pd.DataFrame:
    """Return each person's last answer to the questions that serve a purpose, with the kind of their organisation."""
    keys = {question.key for _, question in questions_serving(guides, serves)}
    rows = latest_of_person(given(main_answers(frames.answers.loc[frames.answers["question"].isin(keys), _COLUMNS])))
    rows = rows.drop_duplicates(["participant", "question", "item"], keep="last")
    people = frames.participants.drop_duplicates("participant").set_index("participant")
    joined = rows.join(people[["organisation", "organisation_type", "region"]], on="participant")
    kind = joined["organisation_type"].astype("string")
    if kind.isna().any():
        answered = joined["participant"].astype(str).map(types_told(frames, guides))
        kind = kind.fillna(answered.astype("string"))
    return joined.assign(organisation_type=kind)


def types_told(frames: Frames, guides: Guides) -> dict[str, str]:
    """Return the kind of organisation that each person gave in the interview."""
    keys = {question.key for _, question in questions_serving(guides, "organisation_type")}
    rows = latest_of_person(given(main_answers(frames.answers[frames.answers["question"].isin(keys)])))
    rows = rows[rows["choice"].notna()]
    return dict(zip(rows["participant"].astype(str), rows["choice"].astype(str), strict=True))


def gaps(frames: Frames, guides: Guides) -> list[Gap]:
    """Return the gap of all people together and of each kind of organisation that may be shown."""
    levels = _levels(frames, guides)
    if not shown(len(levels), ROLE):
        return []
    kinds = levels["organisation_type"].dropna()
    sizes = {str(kind): int(n) for kind, n in kinds.value_counts().items()}
    unknown = len(levels) - len(kinds)
    allowed = groups_shown(sizes | ({"": unknown} if unknown else {}), ROLE) - {""}
    parts = (_gap(kind, levels[levels["organisation_type"] == kind]) for kind in sorted(allowed))
    return [_gap(None, levels), *sorted(parts, key=lambda gap: -gap.gap)]


def gaps_of_people(frames: Frames, guides: Guides) -> pd.DataFrame:
    """Return one row a person: `gap` and `organisation_type`; for tests of difference, never for showing."""
    levels = _levels(frames, guides)
    return levels.assign(gap=levels["wanted"] - levels["today"])[["organisation_type", "gap"]]


def levels_of_people(frames: Frames, guides: Guides) -> pd.DataFrame:
    """Return one row a person who told both levels: `today`, `wanted` and `organisation_type`; never for showing."""
    return _levels(frames, guides)


def wishes(frames: Frames, guides: Guides) -> Iterator[Wish]:
    """Yield how many people chose what: rhythm, channel, themes and contributions, the most chosen first."""
    for serves in WISHES:
        rows = told(frames, guides, serves)
        for question, part in rows.groupby("question", observed=True):
            asked = int(part["participant"].nunique())
            if not shown(asked, ROLE):
                continue
            counts = values(part).groupby("value", observed=True)["participant"].nunique()
            for value, people in counts.sort_values(ascending=False, kind="stable").items():
                yield Wish(serves, str(question), str(value), int(people), asked)


def _levels(frames: Frames, guides: Guides) -> pd.DataFrame:
    """Return one row a person who told both levels."""
    today, wanted = (told(frames, guides, f"involvement_{when}") for when in ("today", "wanted"))
    both = today.set_index("participant")[["organisation_type", "number"]].rename(columns={"number": "today"})
    both = both.join(wanted.set_index("participant")["number"].rename("wanted"), how="inner")
    return both.dropna(subset=["today", "wanted"])


def _gap(kind: str | None, levels: pd.DataFrame) -> Gap:
    difference: Any = (levels["wanted"] - levels["today"]).astype(float)
    more = int((difference > 0).sum())
    return Gap(
        organisation_type=kind,
        people=len(levels),
        today=float(levels["today"].mean()),
        wanted=float(levels["wanted"].mean()),
        gap=float(difference.mean()),
        interval=mean_interval(difference.tolist(), -_WIDEST, _WIDEST),
        more=more,
        less=int((difference < 0).sum()),
        share_more=share_interval(more, len(levels)),
    )
