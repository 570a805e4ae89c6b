"""What stands on the map: organisations, the ties between them, and how the names came in."""

from dataclasses import dataclass, field

from analytics.stakeholder_map.merging import Decisions, Merging


@dataclass(frozen=True)
class Organisation:
    """One organisation (or one that is not named, of a person who did not give its name)."""

    key: str
    """`o1`, `o2`, ... in the order of how often they were named."""
    name: str
    unnamed: bool = False
    kind: str | None = None
    """Kind of organisation: as told, else guessed from the name."""
    kind_guessed: bool = False
    regions: tuple[str, ...] = ()
    interviewed: int = 0
    """How many of its people were interviewed and agreed to be on the map."""
    named_by: int = 0
    """How many different people named it; who they are is told nowhere."""
    tied_by: int = 0
    missed_by: int = 0
    introduced_by: int = 0
    """How many can bring us into contact (yes; maybe does not count)."""
    adds: tuple[str, ...] = ()
    """What it would add, in words of people who may be quoted."""
    influence: float | None = None
    """Mean of its own people's rating, 1 to 5: self-rated."""
    interest: float | None = None
    between: float = 0.0
    """How often it lies on the shortest way between two others, 0 to 1 (betweenness)."""
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """One organisation told that it works with another."""

    source: str
    target: str
    frequency: str | None
    """The most frequent that its people told."""
    about: tuple[str, ...]
    told_by: int
    confirmed: bool
    """The other one named it too."""


@dataclass(frozen=True)
class EmptyCell:
    """A kind of organisation in a region, of which nobody was interviewed; region None: in none at all."""

    kind: str
    region: str | None


@dataclass(frozen=True)
class NewNames:
    """One interview, in order: how many organisations were named up to then, and how many of its own were new."""

    interview: int
    named: int
    new: int


@dataclass(frozen=True)
class Reason:
    """Why to invite an organisation: the key of a sentence and its figures."""

    key: str
    figures: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Invitation:
    """An organisation to invite next."""

    organisation: Organisation
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class StakeholderMap:
    """The whole map."""

    organisations: tuple[Organisation, ...]
    ties: tuple[Tie, ...]
    empty_cells: tuple[EmptyCell, ...]
    saturation: tuple[NewNames, ...]
    interviews: int
    """Interviews in which the questions on organisations were answered."""
    merging: Merging
    decisions: Decisions
    named_together: tuple[tuple[str, str, int], ...] = ()
    """Two organisations that several people named both, and how many: the network seen from the namers."""

    def organisation(self, key: str) -> Organisation:
        """Return one organisation by its key."""
        return next(one for one in self.organisations if one.key == key)

    @property
    def missing(self) -> tuple[Organisation, ...]:
        """Organisations named by two people or more and not interviewed, the most missed first."""
        found = [one for one in self.organisations if not one.interviewed and one.named_by >= 2]  # noqa: PLR2004 -- twice
        return tuple(sorted(found, key=lambda one: (-one.missed_by, -one.named_by, one.name.casefold())))
