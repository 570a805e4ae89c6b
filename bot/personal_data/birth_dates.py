"""Dates of birth: a date with a word beside it that says so. Other dates stay."""

import re
from functools import lru_cache

from bot.personal_data.span import Span
from bot.personal_data.words import cue_pattern, every, patterns

_BEFORE = 45
_AFTER = 30
_AFTER_CUE = re.compile(
    r"[ ,(=]{0,3}(?:is |was |as |= ?)?(?:mijn |m'n |my |ma |mon )?(?:date of |date de )?$", re.IGNORECASE
)
_SENTENCE = re.compile(r"[.!?\n] |\n")


def find(text: str) -> list[Span]:
    """Find dates that a cue close by tells to be of birth."""
    cue_places = [(m.start(), m.end()) for m in cue_pattern("birth_cues").finditer(text)]
    cue_places += [(m.start(), m.end()) for m in re.finditer("°", text)]
    if not cue_places:
        return []
    return [
        Span(m.start(), m.end(), "birth_date")
        for m in _date().finditer(text)
        if any(_belongs(text, cue, m.span()) for cue in cue_places)
    ]


def _belongs(text: str, cue: tuple[int, int], date: tuple[int, int]) -> bool:
    between = text[cue[1] : date[0]] if cue[1] <= date[0] else text[date[1] : cue[0]]
    if cue[1] <= date[0]:
        return len(between) <= _BEFORE and not _SENTENCE.search(between) and not _date().search(between)
    return len(between) <= _AFTER and bool(_AFTER_CUE.match(between))


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    month = "|".join(re.escape(name) for name in sorted(every_month(), key=len, reverse=True))
    day = r"(?:0?[1-9]|[12]\d|3[01])"
    year = r"(?:(?:19|20)\d\d|'?\d\d(?!\d))"
    return re.compile(
        rf"(?<![\d/.-])(?:(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|{day} ?[-/. ] ?(?:0?[1-9]|1[0-2]) ?[-/. ] ?{year}"
        rf"|{day}(?:st|nd|rd|th|er|ste|de|e)? ?(?:of )?[-/. ]?(?:{month})\b\.?(?:,? ?[-/. ]? ?{year})?"
        rf"|(?:{month})\b\.? {day}(?:st|nd|rd|th)?(?:,? (?:19|20)\d\d)?)(?!\d|[/-]\d)",
        re.IGNORECASE,
    )


def every_month() -> list[str]:
    """Return the names and short forms of the months in three languages."""
    return [name for row in patterns()["months"] for name in every(row)]
