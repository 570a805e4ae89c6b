"""How far a name goes once its first word is known."""

import re
from functools import lru_cache

from bot.personal_data.name_words import family_length, family_level, first_name, has_family_shape, is_particle
from bot.personal_data.tokens import Token
from bot.personal_data.words import pattern_words, places, prose_set, word_set

_BETWEEN = re.compile(r" {1,2}|[-'’]| ['’]")
_AFTER_INITIAL = re.compile(r"\. ?|\.-?| ")
_LONGEST = 7
_INITIALS = re.compile(r"V|VD|VDB|VDV|VDH|VH|DC|DS|DB|DW")
_OPEN_PARTICLES = frozenset(
    {
        "den",
        "der",
        "vanden",
        "vander",
        "vande",
        "ten",
        "ter",
        "el",
        "al",
        "ben",
        "ait",
        "von",
        "di",
        "della",
        "da",
        "dos",
        "ould",
        "abu",
        "abou",
        "bin",
    }
)


def end_of_name(tokens: list[Token], begin: int, *, shouted: bool) -> int:
    """Return where a name ends whose given name ends at `begin`: more given names, an initial, a family name."""
    at, families = begin, 0
    while at < len(tokens) and at - begin < _LONGEST and _is_joined(tokens, at):
        step, is_family = _step(tokens, at, shouted=shouted, families=families)
        if not step:
            break
        families += is_family
        at += step
    return at


def _is_joined(tokens: list[Token], at: int) -> bool:
    gap = tokens[at].gap
    after_initial = len(tokens[at - 1].text) == 1 and _AFTER_INITIAL.fullmatch(gap) is not None
    return _BETWEEN.fullmatch(gap) is not None or after_initial


def _step(tokens: list[Token], at: int, *, shouted: bool, families: int) -> tuple[int, bool]:
    """Return how many words the next part of a name has, and whether it is a family name."""
    token = tokens[at]
    family = family_length(tokens, at)
    if family and _fits(tokens, at, family):
        return family, True
    given = first_name(token)
    if given and not families and (token.capital or (given == "sure" and not tokens[at - 1].capital)):
        return 1, False
    if families:
        return (1, True) if has_family_shape(token) else (0, False)
    if is_initial(tokens, at) or (_INITIALS.fullmatch(token.text) and not shouted):
        return 1, False
    if is_particle(token):
        return _particle_step(tokens, at, shouted=shouted), True
    return (1, True) if is_unknown_name(token, shouted=shouted) else (0, False)


def _fits(tokens: list[Token], at: int, length: int) -> bool:
    """Return whether a known family name after a given name is meant as one."""
    last = tokens[at + length - 1]
    if last.capital:
        return not (
            last.all_capitals and len(last.text) <= 3 and tokens[at].gap == " " and not tokens[at - 1].all_capitals  # noqa: PLR2004 - a count of words or letters
        )
    return length > 1 or family_level(tokens, at, length) != "always"


def _particle_step(tokens: list[Token], at: int, *, shouted: bool) -> int:
    """Return the length of "van den Broeckhove" or "Van Brussel": small words, then one with a capital."""
    end = at
    while end < len(tokens) and end - at < 3 and is_particle(tokens[end]) and (end == at or _is_joined(tokens, end)):  # noqa: PLR2004 - "van de la" is the longest
        end += 1
    if end == len(tokens) or not _is_joined(tokens, end):
        return 0
    last, opening = tokens[end], tokens[at]
    if not last.capital or (last.all_capitals and not shouted) or last.folded in prose_set("not_a_name"):
        return 0
    firm = opening.capital or tokens[end - 1].folded in _OPEN_PARTICLES or has_family_shape(last)
    if firm or (opening.folded in {"de", "le", "la"} and last.folded not in places()):
        return end + 1 - at
    return 0


def is_initial(tokens: list[Token], at: int) -> bool:
    """Return whether a single capital stands for a name ("Emma D.")."""
    token = tokens[at]
    ends = at + 1 == len(tokens) or tokens[at + 1].gap.startswith((".", " ", ","))
    return len(token.text) == 1 and token.capital and ends and token.folded not in {"i", "a", "u"}


def is_unknown_name(token: Token, *, shouted: bool) -> bool:
    """Return whether an unknown word may be a name by its capital and by not being anything else."""
    return (
        token.capital
        and len(token.text) > 1
        and not token.text.isdigit()
        and not (token.all_capitals and not shouted)
        and token.folded not in not_names()
        and token.folded not in places()
        and not token.folded.endswith(tuple(word_set("abstract_endings")))
    )


@lru_cache(maxsize=1)
def not_names() -> frozenset[str]:
    """Return the words that are no name even with a capital: small words, titles, roles, verbs, months, days."""
    return frozenset().union(
        *map(prose_set, ("not_a_name", "not_after", "capital_words")),
        *map(word_set, ("titles", "roles", "verbs", "organisations")),
        pattern_words("months"),
    )
