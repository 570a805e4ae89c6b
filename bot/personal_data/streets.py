"""Addresses: a street with a number, or the street somebody says to live in."""

import re
from functools import lru_cache

from bot.personal_data.span import Span
from bot.personal_data.tokens import Token, tokenise
from bot.personal_data.words import Phrases, fold, pattern_words, patterns, places, prose_set

_NUMBER = re.compile(
    r"(?: ?, ?| {1,2})(?:(?:nr|no|n°|nummer|num[eé]ro)[. ]{1,2})?(?P<number>\d{1,4})(?: ?[a-zA-Z](?!\w)|[a-zA-Z](?!\w))?"
    r"(?: ?[/-] ?\d{1,4}[a-z]?)?(?!\w|[.,:]\d|°)(?:,? {1,2}(?:bus|bte|bo[iî]te|box|b|app?\.?) ?\.? ?\w{1,4}\b)?",
    re.IGNORECASE,
)
_BEFORE_POSTAL = re.compile(
    r"(?<!\w)(?:[A-ZÀ-Ý][\w'’-]{2,40} ){1,3}\d{1,4}[a-zA-Z]?(?: (?:bus|bte|b|box) ?\w{1,3})? ?, (?:B-)?[1-9]\d{3} [A-ZÀ-Ý][\w'’-]{2,40}"
)
_UNIT = re.compile(r" {0,2}(%|[^\W\d_]+)")
_POSTAL = re.compile(
    r"(?:[ ]?[,\n(–-]|[ ]?\bin\b| te| à)? {0,2}(?:B ?- ?|BE ?- ?)?(?:[1-9]\d{3}(?: ?[A-Z]{2})?|\d{5})(?!\d) {1,2}"
)
_BEFORE_PLACE = re.compile(r" ?, {0,2}|,? (?:à|in|te) | ")
_PLACE = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+){0,4}")
_NUMBER_FIRST = re.compile(
    r"(?<![\w/.,-])(\d{1,4}[a-zA-Z]?(?: ?(?:bis|ter))?)(?: ?,)?(?: de la| de l['’]| du)? ?$", re.IGNORECASE
)
_SPACE = re.compile(r"[ .'’-]{1,2}$|, ?$")
_YEARS = range(1900, 2100)
_WORDS_BEFORE = 4
_WORDS_AFTER = 6
_SHORT = 3


def find(text: str) -> list[Span]:
    """Find addresses; a postal code and a place that follow one belong to it."""
    tokens = tokenise(text)
    spans = [span for at in range(len(tokens)) for span in _at(text, tokens, at)]
    return [*spans, *(Span(m.start(), m.end(), "address") for m in _BEFORE_POSTAL.finditer(text))]


def _at(text: str, tokens: list[Token], at: int) -> list[Span]:
    token = tokens[at]
    if token.folded.endswith(_ends_by_length()):
        return _compound(text, tokens, at)
    if token.folded in (pattern_words("street_starts") - {"ch.", "r."}) and (at + 1) < len(tokens):
        return _french(text, tokens, at)
    if token.folded in pattern_words("street_ends_en") and token.capital and at:
        return _english(text, tokens, at)
    return []


def _compound(text: str, tokens: list[Token], at: int) -> list[Span]:
    """Find "Kerkstraat 12", "Koning Albertlaan 88": the street stands in one word, perhaps with names before it."""
    token = tokens[at]
    if token.folded in pattern_words("not_a_street"):
        return []
    ending = next(end for end in _ends_by_length() if token.folded.endswith(end))
    bare = len(token.folded) - len(ending) < _SHORT
    if (bare or ending not in pattern_words("street_ends_sure")) and not token.capital:
        return []
    first = _first_of_street(tokens, at)
    if bare and first == at:
        return []
    end = _number_end(text, token.end)
    if end:
        return [Span(tokens[first].start, _place_end(text, end), "address")]
    if _after_residence(tokens, first):
        return [Span(tokens[first].start, _place_end(text, token.end), "address")]
    return []


def _first_of_street(tokens: list[Token], at: int) -> int:
    first = at
    while first and at - first < _WORDS_BEFORE and tokens[first].gap in (" ", "-", ". ", "."):
        before = tokens[first - 1]
        particle = before.folded in pattern_words("street_particles")
        if not ((before.capital and before.folded not in _openers()) or (particle and first < at)):
            break
        first -= 1
        if before.opens and before.gap:
            break
    while first < at and (not tokens[first].capital or tokens[first].folded in prose_set("not_a_name")):
        first += 1
    return first


def _french(text: str, tokens: list[Token], at: int) -> list[Span]:
    """Find "rue de la Station 27" and "12, avenue Louise"."""
    sure = tokens[at].folded in pattern_words("street_starts_sure")
    before = _NUMBER_FIRST.search(text, max(0, tokens[at].start - 16), tokens[at].start)
    last, named = at, False
    for after in range(at + 1, min(at + 1 + _WORDS_AFTER, len(tokens))):
        token = tokens[after]
        if token.text.isdigit() or not _SPACE.fullmatch(token.gap) or (named and token.gap.startswith(",")):
            break
        small = token.folded in pattern_words("street_small_words")
        if not small and not token.capital and (named or not sure or token.folded in prose_set("not_a_name")):
            break
        named = named or not small
        if not small:
            last = after
    if not named or not (sure or any(token.capital for token in tokens[at + 1 : last + 1])):
        return []
    end = tokens[last].end
    if before:
        return [Span(before.start(1), _place_end(text, end), "address")]
    numbered = _number_end(text, end)
    if numbered:
        return [Span(tokens[at].start, _place_end(text, numbered), "address")]
    if _after_residence(tokens, at):
        return [Span(tokens[at].start, _place_end(text, end), "address")]
    return []


def _english(text: str, tokens: list[Token], at: int) -> list[Span]:
    """Find "45 Church Street"."""
    first = at
    while (
        first
        and at - first < _WORDS_BEFORE
        and tokens[first].gap == " "
        and tokens[first - 1].capital
        and len(tokens[first - 1].text) > 1
    ):
        first -= 1
    if first == at:
        return []
    before = _NUMBER_FIRST.search(text, max(0, tokens[first].start - 12), tokens[first].start)
    if before:
        return [Span(before.start(1), _place_end(text, tokens[at].end), "address")]
    return [Span(tokens[first].start, tokens[at].end, "address")] if _after_residence(tokens, first) else []


def _number_end(text: str, at: int) -> int:
    """Return where the house number after a street ends, or 0 when there is none."""
    match = _NUMBER.match(text, at)
    if not match:
        return 0
    unit = _UNIT.match(text, match.end())
    if unit and fold(unit.group(1)) in pattern_words("units"):
        return 0
    number = match.group("number")
    year = int(number) in _YEARS and not _POSTAL.match(text, match.end())
    return 0 if year else match.end()


def _place_end(text: str, at: int) -> int:
    """Return where the postal code and place after an address end, or `at`."""
    postal = _POSTAL.match(text, at)
    if postal:
        place = _PLACE.match(text, postal.end())
        return place.end() if place else at
    link = _BEFORE_PLACE.match(text, at)
    place = link and _PLACE.match(text, link.end())
    return place.end() if place and fold(place.group()) in places() else at


def _after_residence(tokens: list[Token], first: int) -> bool:
    """Return whether "I live in" stands right before."""
    cues = _residence()
    words = [token.folded for token in tokens[max(0, first - 6) : first]]
    return any(cues.length_at(words, at) == len(words) - at for at in range(len(words)))


@lru_cache(maxsize=1)
def _residence() -> Phrases:
    return Phrases(patterns()["residence"])


@lru_cache(maxsize=1)
def _ends_by_length() -> tuple[str, ...]:
    return tuple(sorted(pattern_words("street_ends"), key=len, reverse=True))


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    return prose_set("not_a_name") - {"de", "van"}
