"""Which spellings are one organisation: by rule where it is sure, by staff where they said so, kept with its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analytics.stakeholder_map.names import SURE, Evidence, Name, compare, read_name

Pair = frozenset[str]


@dataclass(frozen=True)
class Decisions:
    """What staff decided in `merges.yml`; it wins over the rules."""

    together: tuple[tuple[str, ...], ...] = ()
    """Spellings of one organisation, the first one being how it is called."""
    apart: frozenset[Pair] = frozenset()
    """Two spellings that are two organisations."""


@dataclass
class Merged:
    """One organisation and how it was written."""

    name: str
    spellings: dict[str, tuple[int, Evidence | str]] = field(default_factory=dict)
    """How often each was written, and why it belongs here (against the first one)."""


@dataclass(frozen=True)
class Perhaps:
    """Two organisations that may be one: for a human to say."""

    one: str
    other: str
    because: Evidence


@dataclass(frozen=True)
class Merging:
    """All organisations by how they are called, and what is still to be looked at."""

    merged: tuple[Merged, ...]
    perhaps: tuple[Perhaps, ...]
    organisation: Mapping[str, str]
    """How the organisation is called, by spelling."""


def merge(written: Mapping[str, int], decisions: Decisions | None = None) -> Merging:
    """Put spellings together; `written` says how often each was written.

    The most frequent spelling comes first and later ones join it, never each other, so that a chain of small slips
    cannot make one organisation of two.
    """
    decided = decisions or Decisions()
    groups: list[Merged] = []
    found = _Heads()
    place: dict[str, int] = {}
    for row in decided.together:
        present = [spelling for spelling in row if spelling in written]
        if present:
            place |= dict.fromkeys(present, len(groups))
            groups.append(Merged(row[0], {spelling: (written[spelling], "staff") for spelling in present}))
            for spelling in present:
                found.add(len(groups) - 1, read_name(spelling))
    for spelling in sorted(set(written) - set(place), key=lambda one: _rank(one, written)):
        name = read_name(spelling)
        at, why = _home(spelling, name, groups, found, decided.apart)
        if at is None:
            at, why = len(groups), "spelling"
            groups.append(Merged(spelling))
            found.add(at, name)
        place[spelling] = at
        groups[at].spellings[spelling] = (written[spelling], why)
    organisation = {spelling: groups[at].name for spelling, at in place.items()}
    return Merging(tuple(groups), tuple(_perhaps(groups, found, decided.apart)), organisation)


def _rank(spelling: str, written: Mapping[str, int]) -> tuple[int, bool, int, str]:
    """Order spellings: the most frequent first, then those with capitals, then the longest."""
    return -written[spelling], spelling == spelling.casefold(), -len(spelling), spelling


def _home(
    spelling: str, name: Name, groups: list[Merged], found: "_Heads", apart: frozenset[Pair]
) -> tuple[int | None, Evidence | str]:
    for at, head in found.near(name):
        why = compare(head, name)
        if why in SURE and not any(
            Pair((spelling, other)) in apart for other in (groups[at].name, *groups[at].spellings)
        ):
            return at, why or ""
    return None, ""


def _perhaps(groups: list[Merged], found: "_Heads", apart: frozenset[Pair]) -> list[Perhaps]:
    pairs: dict[tuple[int, int], Perhaps] = {}
    for at, head in found.all:
        for other, name in found.near(head):
            why = compare(head, name) if at < other else None
            if why is None or (at, other) in pairs:
                continue
            names = Pair((*groups[at].spellings, *groups[other].spellings))
            if not any(pair <= names and len(pair & set(groups[at].spellings)) == 1 for pair in apart):
                pairs[at, other] = Perhaps(groups[at].name, groups[other].name, why)
    return list(pairs.values())


class _Heads:
    """The organisations so far, found by what a slip leaves in place: a word, the first or last letters, the initials."""

    def __init__(self) -> None:
        self.all: list[tuple[int, Name]] = []
        self._by: dict[str, list[int]] = {}

    def add(self, group: int, name: Name) -> None:
        """Add a way in which a group may be found."""
        for mark in _marks(name):
            self._by.setdefault(mark, []).append(len(self.all))
        self.all.append((group, name))

    def near(self, name: Name) -> list[tuple[int, Name]]:
        """Return the organisations worth comparing, the oldest first."""
        return [self.all[at] for at in sorted({at for mark in _marks(name) for at in self._by.get(mark, ())})]


def _marks(name: Name) -> set[str]:
    joined = name.joined
    return {*name.words, f"^{joined[:3]}", f"{joined[-4:]}$", f"={joined}", f"={name.letters}"}
