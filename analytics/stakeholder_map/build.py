"""From people and what they named to the map.

Consent `map` decides: the organisation of somebody who does not agree, and of which nobody agrees, stands nowhere on
it, whoever named it; nor do the ties that such a person told, nor a name that only such people gave. It is the rule of
the exports too (`analytics.sharing.masked`): what is a name on the map can be read in an export, and the reverse.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.shield import shown
from analytics.stakeholder_map.mentions import Mention, mentions
from analytics.stakeholder_map.merging import Decisions, Merging, merge
from analytics.stakeholder_map.model import Organisation, StakeholderMap, Tie
from analytics.stakeholder_map.names import read_name
from analytics.stakeholder_map.network import betweenness, named_together
from analytics.stakeholder_map.people import Person, interviewed
from analytics.stakeholder_map.rules import rules
from analytics.stakeholder_map.unheard import empty_cells, saturation
from bot.personal_data import has_personal_data

_OFTEN = ("weekly", "monthly", "sometimes")


@dataclass(frozen=True)
class _Study:
    """People and mentions with one name for each organisation."""

    people: Sequence[Person]
    mentions: Sequence[Mention]
    merging: Merging

    def own(self, person: Person) -> str | None:
        return self.merging.organisation.get(person.organisation or "")

    def called(self, mention: Mention) -> str:
        return self.merging.organisation[mention.written]


def stakeholder_map(frames: Frames, guides: Guides, decisions: Decisions | None = None) -> StakeholderMap:
    """Build the map of a study, of people who take part (`analytics.sharing.taking_part`)."""
    people, named = interviewed(frames, guides), mentions(frames, guides)
    written = Counter(mention.written for mention in named)
    written.update(person.organisation for person in people if person.organisation)
    study = _Study(people, named, merge(written, decisions))
    nameable = _may_be_named(study)
    by_name = _organisations(nameable, study)
    unnamed = {person.participant: _unnamed(person) for person in people if person.on_map and study.own(person) is None}
    ordered = sorted(by_name.values(), key=lambda one: (-one.named_by, -one.interviewed, one.name.casefold()))
    keyed = [replace(one, key=f"o{place}") for place, one in enumerate([*ordered, *unnamed.values()], start=1)]
    key = {one.name: one.key for one in keyed if not one.unnamed}
    key_of = dict(zip(unnamed, (one.key for one in keyed[len(ordered) :]), strict=True))
    ties = _ties(study, key, key_of)
    between = betweenness(keyed, ties)
    return StakeholderMap(
        organisations=tuple(replace(one, between=between[one.key]) for one in keyed),
        ties=ties,
        empty_cells=tuple(empty_cells(people, guides)),
        saturation=tuple(saturation([person.participant for person in people], _namers(study))),
        interviews=len({mention.participant for mention in named}),
        merging=study.merging,
        decisions=decisions or Decisions(),
        named_together=named_together({name: who for name, who in _by_name(study).items() if name in nameable}, key),
    )


def _namers(study: _Study) -> list[tuple[str, str]]:
    return [(mention.participant, study.called(mention)) for mention in study.mentions]


def _by_name(study: _Study) -> dict[str, set[str]]:
    namers: dict[str, set[str]] = {}
    for who, name in _namers(study):
        namers.setdefault(name, set()).add(who)
    return namers


def _may_be_named(study: _Study) -> set[str]:
    """Return the organisations that may stand on the map by name."""
    agree = {study.own(person) for person in study.people if person.on_map}
    refuse = {study.own(person) for person in study.people if not person.on_map} - agree
    on_map = {person.participant for person in study.people if person.on_map}
    named = {name for name, who in _by_name(study).items() if who & on_map}
    return {name for name in (named | agree) - refuse if name is not None}


def _organisations(nameable: set[str], study: _Study) -> dict[str, Organisation]:
    own: dict[str | None, list[Person]] = {}
    for person in study.people:
        if person.on_map:
            own.setdefault(study.own(person), []).append(person)
    named: dict[str, list[Mention]] = {}
    for mention in study.mentions:
        named.setdefault(study.called(mention), []).append(mention)
    quotable = {person.participant for person in study.people if person.quotable}
    spellings = {group.name: tuple(group.spellings) for group in study.merging.merged}
    return {
        name: _organisation(name, own.get(name, []), named.get(name, []), quotable, spellings[name])
        for name in nameable
    }


def _organisation(
    name: str, own: Sequence[Person], named: Sequence[Mention], quotable: set[str], spellings: tuple[str, ...]
) -> Organisation:
    told = next((person.kind for person in own if person.kind), None)
    guessed = None if told else _guess(name)
    return Organisation(
        key="",
        name=name,
        kind=told or guessed,
        kind_guessed=guessed is not None,
        regions=tuple(dict.fromkeys(region for person in own for region in person.regions)),
        interviewed=len(own),
        named_by=_people(named),
        tied_by=_people(mention for mention in named if not mention.missing),
        missed_by=_people(mention for mention in named if mention.missing),
        introduced_by=_people(mention for mention in named if mention.introduction == "yes"),
        adds=_adds([mention for mention in named if mention.missing], quotable),
        influence=_mean(person.influence for person in own),
        interest=_mean(person.interest for person in own),
        spellings=spellings,
    )


def _unnamed(person: Person) -> Organisation:
    return Organisation(
        key="",
        name="",
        unnamed=True,
        kind=person.kind,
        regions=person.regions,
        interviewed=1,
        influence=person.influence,
        interest=person.interest,
    )


def _guess(name: str) -> str | None:
    """Return the kind of organisation that a word of its name tells."""
    kinds: Mapping[str, str] = rules().kinds
    return next((kinds[word] for word in read_name(name).words if word in kinds), None)


def _people(named: Iterable[Mention]) -> int:
    return len({mention.participant for mention in named})


def _mean(ratings: Iterable[float | None]) -> float | None:
    told = [rating for rating in ratings if rating is not None]
    return sum(told) / len(told) if told else None


def _adds(missed: Sequence[Mention], quotable: set[str]) -> tuple[str, ...]:
    """Return in their own words what it would add, where enough people miss it and without personal data."""
    if not shown(_people(missed), "stakeholder"):
        return ()
    told = [one.adds for one in missed if one.adds and one.participant in quotable]
    return tuple(dict.fromkeys(text for text in told if not has_personal_data(text)))


def _ties(study: _Study, key: Mapping[str, str], key_of: Mapping[str, str]) -> tuple[Tie, ...]:
    """Return who works with whom, as people who agreed to the map told it."""
    source = {
        person.participant: key.get(study.own(person) or "", key_of.get(person.participant, ""))
        for person in study.people
        if person.on_map
    }
    told: dict[tuple[str, str], list[Mention]] = {}
    for mention in study.mentions:
        ends = source.get(mention.participant, ""), key.get(study.called(mention), "")
        if not mention.missing and all(ends) and ends[0] != ends[1]:
            told.setdefault(ends, []).append(mention)
    return tuple(_tie(ends, said, confirmed=ends[::-1] in told) for ends, said in told.items())


def _tie(ends: tuple[str, str], said: Sequence[Mention], *, confirmed: bool) -> Tie:
    often: list[Any] = [one.frequency for one in said if one.frequency]
    often.sort(key=lambda one: _OFTEN.index(one) if one in _OFTEN else len(_OFTEN))
    about = tuple(dict.fromkeys(topic for one in said for topic in one.about))
    return Tie(*ends, often[0] if often else None, about, _people(said), confirmed)
