"""Who takes part in a simulation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from bot.guide import LANGUAGES, Guide, Language
from bot.simulation.respondent import Respondent
from bot.simulation.stock import stock


@dataclass(frozen=True)
class Role:
    """One person to be played."""

    number: int
    kind: str
    language: Language
    guide: str
    seed: int

    def respondent(self, guide: Guide) -> Respondent:
        """Return somebody who plays it."""
        return Respondent(self.language, guide.title[self.language], self.seed, stock().kinds[self.kind])


def evenly(
    people: int, seed: int, guides: Sequence[str], kinds: Sequence[str], languages: Sequence[Language] = LANGUAGES
) -> list[Role]:
    """Return people of every kind in every language; the same person stands once in each language.

    So what differs between languages is the bot's doing, not the luck of the draw.
    """
    return [
        Role(number, kind, language, guide, seed * 1000 + draw)
        for number, (kind, language, guide, draw) in zip(range(people), _evenly(guides, kinds, languages), strict=False)
    ]


def _evenly(
    guides: Sequence[str], kinds: Sequence[str], languages: Sequence[Language]
) -> Iterator[tuple[str, Language, str, int]]:
    draw = 0
    while True:
        for place, kind in enumerate(kinds):
            guide = guides[(draw + place) % len(guides)]
            for language in languages:
                yield kind, language, guide, draw
        draw += 1


def as_in_life(people: int, seed: int, guides: Sequence[str]) -> list[Role]:
    """Return people as they come: mostly willing, mostly Dutch, two in three to the first guide."""
    random = Random(seed)
    kinds = stock().kinds
    made = []
    for number in range(people):
        (kind,) = random.choices(list(kinds), weights=[kind.share for kind in kinds.values()])
        (language,) = random.choices(LANGUAGES, weights=(6, 2, 2))
        guide = guides[0] if number % 3 < 2 else guides[-1]  # noqa: PLR2004 -- two in three
        made.append(Role(number, kind, language, guide, seed * 1000 + number))
    return made
