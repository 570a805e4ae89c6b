"""What each organisation told about its involvement, for a sheet to agree on together (`analytics.report.sheets`).

A sheet is about one organisation, so no threshold can protect it and it is no part of the report: it is for that
organisation itself, and for staff who talk with it, by a command that asks for a reason and is audited. It is made only of
what people told who agreed that their organisation is named (`map`) and that they are written to again (`contact`).
Consent to `quote` covers words without the name of the organisation, so words stand on a sheet only where they go back
to who said them: one person spoke for the organisation. Where several did, their words are told as themes.

Organisations are taken for one only when written alike but for capitals and spaces. The map's merging would be too bold
here: a slip would show one organisation what another said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.frames import Frames
from analytics.groups import agreed
from analytics.guidebook import Guides
from analytics.involvement import WISHES, told
from analytics.open_answers import depth_of
from analytics.themes import Answer, Coding
from analytics.themes.depths import Depth
from analytics.views import values
from bot.guide import Language
from bot.personal_data import mask

CONSENTS = ("map", "contact")
OPEN = ("conditions", "contribution_example")
_NOTHING = ("none", "nothing_now", "other")
"""Choices that are no theme and no contribution."""


@dataclass(frozen=True)
class Agreement:
    """What the people of one organisation told, as far as it may stand on its sheet."""

    organisation: str
    people: int
    language: Language
    """Of who spoke for it."""
    organisation_type: str | None
    today: tuple[int, ...]
    """Levels; side by side where people of the organisation differ, without who said which."""
    wanted: tuple[int, ...]
    themes: tuple[str, ...]
    contribution: tuple[str, ...]
    rhythm: tuple[str, ...]
    channel: tuple[str, ...]
    conditions: tuple[str, ...]
    """In their own words, without personal data; empty where several people spoke."""
    contribution_example: tuple[str, ...]
    """The same."""
    condition_themes: tuple[str, ...]
    """What the conditions are about, by the codebook; only where their words are not told."""


def agreements(frames: Frames, guides: Guides, coding: Coding | None = None) -> list[Agreement]:
    """Return what each organisation told, in order of their names.

    Without `coding` (`Coder.load().code_all`) conditions of an organisation of which several people spoke are left out.
    """
    people = _who_may(frames)
    purposes = ("involvement_today", "involvement_wanted", *WISHES, *OPEN)
    rows = {serves: _Told.of(told(frames, guides, serves)) for serves in purposes}
    names: dict[str, list[str]] = {}
    for who, name in people.items():
        names.setdefault(_folded(name), []).append(who)
    several = [who for members in names.values() if len(members) > 1 for who in members]
    themes = {} if coding is None else _themes(rows["conditions"].by(several), coding, depth_of(frames))
    languages = dict(zip(frames.participants["participant"].astype(str), frames.participants["language"], strict=True))
    made = (_agreement(people[members[0]], members, rows, languages, themes) for members in names.values())
    return sorted((one for one in made if one is not None), key=lambda one: one.organisation.casefold())


@dataclass(frozen=True)
class _Told:
    """Answers to the questions of a purpose, found by who gave them."""

    rows: pd.DataFrame
    places: Mapping[str, list[int]]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "_Told":
        places: dict[str, list[int]] = {}
        for place, who in enumerate(rows["participant"].astype(str)):
            places.setdefault(who, []).append(place)
        return cls(rows, places)

    def by(self, people: Sequence[str]) -> pd.DataFrame:
        """Return the answers of some people, in the order of the study."""
        return self.rows.iloc[sorted(place for who in people for place in self.places.get(who, ()))]


def _who_may(frames: Frames) -> dict[str, str]:
    """Return the organisation of each person who agreed to all that a sheet needs."""
    may = set.intersection(*(agreed(frames, scope) for scope in CONSENTS))
    known = frames.participants.dropna(subset=["organisation"]).drop_duplicates("participant")
    named = zip(known["participant"].astype(str), known["organisation"].astype(str), strict=True)
    return {who: " ".join(name.split()) for who, name in named if who in may and name.strip()}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _agreement(
    name: str,
    members: list[str],
    rows: Mapping[str, _Told],
    languages: Mapping[str, object],
    themes: Mapping[str, tuple[str, ...]],
) -> Agreement | None:
    own = {serves: part.by(members) for serves, part in rows.items()}
    spoke = sorted({str(who) for part in own.values() for who in part["participant"]})
    if not spoke:
        return None
    kinds = [str(kind) for part in own.values() for kind in part["organisation_type"].dropna()]
    alone = len(spoke) == 1
    language = _language(str(languages.get(spoke[0])))

    def levels(serves: str) -> tuple[int, ...]:
        return tuple(sorted({int(level) for level in own[serves]["number"].dropna()}))

    def chosen(serves: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(value) for value in values(own[serves])["value"] if value not in _NOTHING))

    def words(serves: str) -> tuple[str, ...]:
        said = own[serves]["said"].dropna().astype(str) if alone else ()
        return tuple(str(mask(one, language).masked) for one in said if one.strip())

    return Agreement(
        organisation=name,
        people=len(spoke),
        language=language,
        organisation_type=kinds[0] if kinds else None,
        today=levels("involvement_today"),
        wanted=levels("involvement_wanted"),
        themes=chosen("themes"),
        contribution=chosen("contribution"),
        rhythm=chosen("rhythm"),
        channel=chosen("channel"),
        conditions=words("conditions"),
        contribution_example=words("contribution_example"),
        condition_themes=() if alone else _of_all(themes, own["conditions"]),
    )


def _language(spoken: str) -> Language:
    return "en" if spoken == "en" else "fr" if spoken == "fr" else "nl"


def _of_all(themes: Mapping[str, tuple[str, ...]], rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for answer in rows["id"].astype(str) for code in themes.get(answer, ())))


def _themes(rows: pd.DataFrame, coding: Coding, depth: Depth) -> dict[str, tuple[str, ...]]:
    """Return the themes of each answer in somebody's own words."""
    rows = rows[rows["said"].notna() & rows["said"].ne("")]
    asked = [
        Answer(str(said), None if pd.isna(language) else str(language), str(question))
        for said, language, question in zip(rows["said"], rows["language"], rows["question"], strict=True)
    ]
    found = coding(asked, depth) if asked else []
    each = zip(rows["id"].astype(str), found, strict=True)
    return {answer: tuple(one.code for one in codes) for answer, codes in each}
