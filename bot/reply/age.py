"""How old somebody is, as they type it, and the age band that makes."""

import re
from dataclasses import dataclass

from bot.guide import Choice, Language, Question
from bot.reply.figures import Figure, find_figures
from bot.reply.fold import fold, words
from bot.reply.lexicon import figures, find, holds, phrases
from bot.reply.match import plain, wordings
from bot.reply.number import as_text, out_of_range, whole
from bot.reply.one import named_place
from bot.reply.shapes import Problem, Reply, Understood

OLDEST = 110
YOUNGEST_TYPIST = 6
"""A bare figure below this is the number of a choice: nobody that young types."""
BANDS = (("under_13", 0, 12), ("13_15", 13, 15), ("16_18", 16, 18), ("19_25", 19, 25), ("26_plus", 26, OLDEST))
"""The bands of research/mission.md section 6.3: key, youngest, oldest."""


@dataclass(frozen=True)
class Ages:
    """The years somebody may be, both ends included."""

    low: int
    high: int
    exact: float | None = None
    """Their age where they gave one, a half included."""


def asks_age(question: Question) -> bool:
    """Tell whether a question asks how old the person is."""
    return question.key == "age" or question.key.startswith("age_")


def read_ages(text: str, language: Language) -> Ages | None:
    """Return the years a message may mean: one age, a band, "older than 26", "begin twintig"; None if it names none."""
    told = words(text)
    if holds(told, phrases("no_figure_age")):
        return None
    decade = _decade(told)
    found = [figure for figure in find_figures(text, language) if decade is None or not figure.rough]
    if not found:
        return decade
    if any(not 0 <= figure.value <= OLDEST for figure in found):
        return None
    values = sorted({figure.value for figure in found})
    if len(values) == 2 and len(found) == 2:  # noqa: PLR2004 - both ends of a band
        return Ages(int(values[0]), int(values[1]))
    return _one_age(text, found[0]) if len(values) == 1 else None


def _one_age(text: str, figure: Figure) -> Ages:
    folded = fold(text)
    before, after = words(folded[: figure.start])[-4:], words(folded[figure.end :])[:4]
    years = int(figure.value)
    if any(find(phrase, before) >= 0 for phrase in phrases("younger")) or _starts(after, "or_younger"):
        return Ages(0, years - (not _starts(after, "or_younger")))
    if any(find(phrase, before) >= 0 for phrase in phrases("older")):
        return Ages(years, OLDEST)
    if _starts(after, "or_older") or folded[figure.end :].lstrip().startswith("+"):
        return Ages(years, OLDEST)
    if any(find(phrase, before) >= 0 for phrase in phrases("too_young")):
        return Ages(years - 1, years - 1, years - 1)
    return Ages(years, years, figure.value)


def _starts(after: list[str], topic: str) -> bool:
    return any(find(phrase, after[: len(phrase) + 1]) in (0, 1) for phrase in phrases(topic))


def _decade(told: list[str]) -> Ages | None:
    """Return the years of "in my early twenties", "ik ben een dertiger", "la vingtaine"."""
    named = [figures("decades")[word] for word in told if word in figures("decades")]
    if not named or not named[0]:
        return None
    start = named[0] - named[0] % 10
    if holds(told, phrases("early")):
        return Ages(start, start + 3)
    return Ages(start + 7, start + 9) if holds(told, phrases("late")) else Ages(start, start + 9)


def age_band(text: str, language: Language) -> int | str | None:
    """Return the age somebody gives in whole years, or the key of the band they name, or None for neither.

    Bands: under_13, 13_15, 16_18, 19_25, 26_plus.
    """
    ages = read_ages(text, language)
    if ages is None:
        return None
    if ages.exact is not None:
        return int(ages.exact)
    return next((key for key, low, high in BANDS if low <= ages.low and min(ages.high, OLDEST) <= high), None)


def read_age(question: Question, text: str, language: Language) -> Reply:
    """Return the age a message gives, as years or as the choice of its band."""
    ages = read_ages(text, language)
    if question.kind == "number":
        return _years(question, ages, text) if ages else _no_age(question, text, language)
    said = plain(text)
    named = [choice for choice in question.choices if said in wordings(choice, language)]
    if len(named) == 1:
        return Understood(named[0].key, text)
    place = _place(question, text, language)
    if place is not None:
        return Understood(question.choices[place].key, text)
    fitting = [choice for choice in question.choices if ages and _holds(band_of(choice), ages)]
    return Understood(fitting[0].key, text) if len(fitting) == 1 else Problem("utter_give_age")


def _years(question: Question, ages: Ages, text: str) -> Reply:
    if ages.exact is None:
        return Problem("utter_one_figure")
    beyond = out_of_range(ages.exact, question.low or 0, question.high or OLDEST)
    if beyond:
        return beyond
    return Understood(whole(ages.exact), text)


def _no_age(question: Question, text: str, language: Language) -> Problem:
    """Say whether the figure cannot be an age, or whether there is none."""
    figures_given = find_figures(text, language)
    if len(figures_given) == 1 and not 0 <= figures_given[0].value <= OLDEST:
        return Problem(
            "utter_number_out_of_range", {"low": as_text(question.low or 0), "high": as_text(question.high or OLDEST)}
        )
    return Problem("utter_give_age")


def _place(question: Question, text: str, language: Language) -> int | None:
    """Return which choice is meant by its number: "2", "de tweede"; a bare figure from six on is an age."""
    place = named_place(question, text, language)
    bare = bool(find_figures(text, language))
    if place is None or (bare and (place >= YOUNGEST_TYPIST or len(words(text)) > 1)):
        return None
    return place - 1 if 1 <= place <= len(question.choices) else None


def band_of(choice: Choice) -> tuple[int, int] | None:
    """Return the youngest and the oldest of a band, read from its key or its text: `13_15`, `under_13`, "26 of ouder"."""
    found = [int(figure) for figure in re.findall(r"\d+", choice.key)] or [
        int(f) for f in re.findall(r"\d+", choice.text["en"])
    ]
    hint = words(choice.key.replace("_", " ") + " " + choice.text["en"])
    if len(found) == 1 and {"under", "younger", "below"} & set(hint):
        return 0, found[0] - 1
    if len(found) == 1:
        return found[0], OLDEST
    return (found[0], found[1]) if len(found) == 2 else None  # noqa: PLR2004 - both ends of a band


def _holds(band: tuple[int, int] | None, ages: Ages) -> bool:
    return band is not None and band[0] <= ages.low and ages.high <= band[1]
