"""The map in words: what the picture shows, for who cannot see it and for the report."""

from analytics.groups import questions_serving
from analytics.guidebook import Guides
from analytics.stakeholder_map.model import EmptyCell, Organisation, Reason, StakeholderMap
from analytics.stakeholder_map.rules import word
from analytics.stakeholder_map.unheard import next_to_invite
from bot.guide import Language

_MOST = 5
_LAST = 3
_FILLING = 0.2
"""When at most this share of the names in the last interviews is new, the map is said to fill up."""


class Told:
    """Tells about a map in one language, with the words of the guides for kinds and regions."""

    def __init__(self, found: StakeholderMap, guides: Guides, language: Language) -> None:
        self._map, self._guides, self._language = found, guides, language
        self._numbers: dict[str, str] = {}
        count: dict[str, int] = {}
        for one in found.organisations:
            if one.unnamed:
                kind = self.kind(one.kind)
                count[kind] = count.get(kind, 0) + 1
                self._numbers[one.key] = self._say("unnamed", kind=kind, number=count[kind])

    def name(self, one: Organisation) -> str:
        """Return how an organisation is shown; one that is not named by its kind and a number."""
        return self._numbers.get(one.key, one.name)

    def kind(self, key: str | None) -> str:
        """Return the words for a kind of organisation."""
        return self._choice("organisation_type", key) if key else self._say("organisation")

    def region(self, key: str) -> str:
        """Return the words for a region."""
        return self._choice("region", key)

    def cell(self, cell: EmptyCell) -> str:
        """Return the words for an empty cell."""
        return self.kind(cell.kind) + (f" ({self.region(cell.region)})" if cell.region else "")

    def reason(self, reason: Reason) -> str:
        """Return the sentence for a reason to invite."""
        figures = {name: self.kind(str(value)) if name == "kind" else value for name, value in reason.figures.items()}
        return self._say(reason.key, **figures)

    def sentences(self) -> list[str]:
        """Return what the map says, in order of what a reader needs first."""
        found = self._map
        interviewed = sum(1 for one in found.organisations if one.interviewed)
        counts = {"organisations": len(found.organisations), "interviewed": interviewed, "ties": len(found.ties)}
        sentences = [self._say("summary", interviews=found.interviews, **counts), self._say("hidden")]
        named = [one for one in found.organisations if one.named_by >= 2][:_MOST]  # noqa: PLR2004 -- once says little
        if named:
            sentences.append(self._say("most_named", names=", ".join(f"{one.name} ({one.named_by})" for one in named)))
        missing = ", ".join(f"{one.name} ({one.named_by})" for one in found.missing)
        sentences.append(self._say("missing", names=missing) if missing else self._say("nobody_missing"))
        whole = [cell for cell in found.empty_cells if cell.region is None]
        if whole:
            sentences.append(self._say("empty_cells", cells=", ".join(self.cell(cell) for cell in whole)))
        return sentences + self._saturated() + self._next()

    def _saturated(self) -> list[str]:
        last = self._map.saturation[-_LAST:]
        if len(last) < _LAST:
            return []
        new, named = sum(one.new for one in last), sum(one.named for one in last)
        verdict = self._say("saturated_yes" if new <= _FILLING * named else "saturated_no")
        return [self._say("saturated", interviews=_LAST, new=new, named=named, verdict=verdict)]

    def _next(self) -> list[str]:
        return [
            self._say("next", name=one.organisation.name, reasons=" ".join(self.reason(why) for why in one.reasons))
            for one in next_to_invite(self._map)
        ]

    def _say(self, key: str, **params: object) -> str:
        return word(key, self._language, **params)

    def _choice(self, serves: str, key: str) -> str:
        for _, question in questions_serving(self._guides, serves):
            for choice in question.choices:
                if choice.key == key:
                    return choice.text[self._language]
        return key
