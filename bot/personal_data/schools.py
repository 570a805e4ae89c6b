"""Names of schools. Universities and university colleges are organisations and stay."""

import re
from functools import lru_cache

from bot.personal_data.span import Span
from bot.personal_data.tokens import Token, tokenise
from bot.personal_data.words import Phrases, fold, pattern_words, patterns, phrase, places, prose_set

_WORDS = 4


def find(text: str) -> list[Span]:
    """Find names of schools, in Dutch, English and French forms."""
    tokens = tokenise(text)
    return [span for at in range(len(tokens)) for span in _at(tokens, at)]


def _at(tokens: list[Token], at: int) -> list[Span]:
    token = tokens[at]
    starts = _starts().length_at([word.folded for word in tokens[at : at + 4]], 0)
    if starts:
        found = _named_after(tokens, at, starts)
        if found:
            return found
    if token.folded.endswith(_ends()) or token.folded in pattern_words("school_english"):
        return _compound(tokens, at) or _english_school(tokens, at)
    if token.folded.split("-")[0] in pattern_words("saint") and _after_cue(tokens, at):
        return [Span(token.start, tokens[_name_end(tokens, at + 1, at + 1) - 1].end, "school")]
    return _only_after_cue(tokens, at)


def _compound(tokens: list[Token], at: int) -> list[Span]:
    """Find "Sint-Jozefscollege", "Scheppersinstituut", also "Sint Pieters College"."""
    token = tokens[at]
    ending = (
        next(end for end in sorted(_ends(), key=len, reverse=True) if token.folded.endswith(end))
        if token.folded.endswith(_ends())
        else ""
    )
    head = token.folded[: len(token.folded) - len(ending)].strip("-")
    saint = token.folded.split("-")[0] in pattern_words("saints")
    first = _saint_before(tokens, at)
    if first < at or (
        ending
        and len(head) > 2  # noqa: PLR2004 - a count of words or letters
        and (saint or (token.capital and head not in pattern_words("school_generic") and not _is_word(head)))
    ):
        return [Span(tokens[first].start, tokens[_compound_end(tokens, at + 1) - 1].end, "school")]
    return []


def _compound_end(tokens: list[Token], begin: int) -> int:
    """Return the end of "Hotelschool Ter Duinen" or "Sint-Jozefscollege Aalst"."""
    if (
        begin < len(tokens)
        and tokens[begin].gap == " "
        and tokens[begin].capital
        and tokens[begin].folded in pattern_words("school_small_words") | {"ter", "ten"}
    ):
        return _name_end(tokens, begin, begin)
    return _place_end(tokens, begin)


def _is_word(head: str) -> bool:
    return head.strip("s") in pattern_words("school_generic") or head in prose_set("not_a_name")


def _saint_before(tokens: list[Token], at: int) -> int:
    """Return where "Sint Jozefs-", "Don Bosco" or "Onze-Lieve-Vrouw" starts before a word for school."""
    for first in range(at - 1, max(-1, at - 5), -1):
        if tokens[first + 1].gap not in (" ", "-", ". ", "."):
            break
        if tokens[first].folded.split("-")[0] in pattern_words("saints") and (
            tokens[first].capital or tokens[first].folded.startswith(("sint", "saint"))
        ):
            return first
        if not tokens[first].capital and tokens[first].folded not in pattern_words("school_small_words"):
            break
    return at


def _named_after(tokens: list[Token], at: int, length: int) -> list[Span]:
    """Find "basisschool De Regenboog", "VTI Brugge", "Athénée royal de Huy"."""
    begin = at + length
    short = tokens[at].folded in pattern_words("school_short_forms") and length == 1
    if (
        short
        and sum(sign.isupper() for sign in tokens[at].text) < 2  # noqa: PLR2004 - a count of words or letters
        and not (begin < len(tokens) and tokens[begin].folded in places())
    ):
        return []
    end = _name_end(tokens, begin, begin)
    if end == begin and begin < len(tokens) and tokens[begin].gap == " " and tokens[begin].folded in places():
        end = begin + 1
    if end == begin:
        return []
    inside = [token.folded for token in tokens[begin:end]]
    if any(word in pattern_words("not_in_a_school") for word in inside):
        return []
    return [Span(tokens[at].start, tokens[end - 1].end, "school")]


def _name_end(tokens: list[Token], begin: int, default: int) -> int:
    """Return the end of a name of capital words, small words between them allowed."""
    end = default
    for place in range(begin, min(begin + _WORDS, len(tokens))):
        token = tokens[place]
        if not re.fullmatch(r"[ '’-]|[.] ?| [\"'“‘«]|", token.gap) or token.text.isdigit():
            break
        if token.capital and token.folded not in prose_set("not_a_name") - {
            "de",
            "het",
            "la",
            "le",
            "les",
            "l",
            "d",
            "van",
        }:
            end = place + 1 if token.folded not in pattern_words("school_small_words") else end
        elif token.folded not in pattern_words("school_small_words"):
            break
    return end


def _place_end(tokens: list[Token], begin: int) -> int:
    """Return the end of a city that stands right after a school's name."""
    if begin < len(tokens) and tokens[begin].gap == " " and tokens[begin].folded in places() and tokens[begin].capital:
        return begin + 1
    return begin


def _english_school(tokens: list[Token], at: int) -> list[Span]:
    """Find "Greenfield High School"."""
    if not tokens[at].capital or tokens[at].folded not in pattern_words("school_english"):
        return []
    first, named = at, False
    while (
        first
        and at - first < _WORDS
        and tokens[first].gap in (" ", "'")
        and (tokens[first - 1].capital or tokens[first - 1].folded == "s")
    ):
        first -= 1
        named = named or tokens[first].folded not in pattern_words("not_a_school") | {"s"}
        if tokens[first].opens:
            break
    while first < at and tokens[first].folded in pattern_words("not_a_school"):
        first += 1
    return [Span(tokens[first].start, tokens[at].end, "school")] if named and first < at else []


def _only_after_cue(tokens: list[Token], at: int) -> list[Span]:
    """Find "ik zit op het Atheneum": a school without a name, told as one's own."""
    if tokens[at].folded in pattern_words("school_bare") and _after_cue(tokens, at):
        return [Span(tokens[at].start, tokens[_place_end(tokens, at + 1) - 1].end, "school")]
    return []


def _after_cue(tokens: list[Token], at: int) -> bool:
    words = [token.folded for token in tokens[max(0, at - 6) : at]]
    while words and words[-1] in pattern_words("articles"):
        words.pop()
    return any(_school_cues().length_at(words, place) == len(words) - place for place in range(len(words)))


@lru_cache(maxsize=1)
def _school_cues() -> Phrases:
    return Phrases(patterns()["school_cues"])


@lru_cache(maxsize=1)
def _starts() -> Phrases:
    return Phrases(start for start in patterns()["school_starts"] if phrase(start) != ("go",))


@lru_cache(maxsize=1)
def _ends() -> tuple[str, ...]:
    return tuple(map(fold, patterns()["school_ends"]))
