"""A number in a message, in digits or words."""

import re

from bot.guide import Language, Question
from bot.reply.figures import Figure, find_figures
from bot.reply.fold import fold, words
from bot.reply.lexicon import find, holds, phrases
from bot.reply.match import strip_fillers
from bot.reply.shapes import Confirm, Problem, Reply, Understood

_NEAR = 4
"""Words before a figure in which "about" still belongs to it."""


def read_number(question: Question, text: str, language: Language) -> Reply:
    """Return the one figure a message gives; asks when it is about so much, or when there are two."""
    found = find_figures(text, language)
    if len({figure.value for figure in found}) > 1:
        return Problem("utter_one_figure")
    if not found:
        if (question.low or 0) <= 0 and question.low is not None and _says_none(text):
            return Understood(0, text)
        return Problem("utter_give_number")
    value = whole(found[0].value)
    beyond = out_of_range(value, question.low, question.high)
    if beyond:
        return beyond
    if is_rough(text, found[0]):
        return Confirm("utter_confirm_number", {"number": as_text(value)}, value, text)
    return Understood(value, text)


def _says_none(text: str) -> bool:
    """Tell whether a message says none and nothing else: "geen enkele", not "geen idee"."""
    told = words(text)
    rest = [word for phrase in phrases("none") if find(phrase, told) >= 0 for word in phrase]
    return bool(rest) and not [word for word in strip_fillers(told) if word not in rest]


def out_of_range(value: float, low: float | None, high: float | None) -> Problem | None:
    """Return what to say about a figure outside the bounds a question sets; None inside them."""
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    if low is None or high is None:
        bound = {"low": as_text(low)} if high is None else {"high": as_text(high)}
        return Problem("utter_number_too_low" if high is None else "utter_number_too_high", bound)
    return Problem("utter_number_out_of_range", {"low": as_text(low), "high": as_text(high)})


def whole(value: float) -> float:
    """Return 12.0 as 12, so that it is stored and exported as people write it."""
    return int(value) if value == int(value) else value


def as_text(value: float | None) -> str:
    """Return a figure as a person writes it: 12, not 12.0."""
    return "" if value is None else str(whole(value))


def is_rough(text: str, figure: Figure) -> bool:
    """Tell whether the figure is given as about so much."""
    folded = fold(text)
    before, after = words(folded[: figure.start])[-_NEAR:], words(folded[figure.end :])[:2]
    about = phrases("approx")
    return (
        figure.rough
        or holds(before, about)
        or any(find(one, after) == 0 for one in about)
        or _open_ended(folded, figure)
    )


def _open_ended(folded: str, figure: Figure) -> bool:
    return bool(re.match(r"\s*\+|\s*-?\s*(?:tal|ish|something|odd)\b", folded[figure.end :])) or folded[
        : figure.start
    ].rstrip().endswith(("~", "±", "+-", "<", ">"))
