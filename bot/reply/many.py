"""Several choices in one message."""

import re

from bot.guide import Choice, Language, Question
from bot.reply.figures import find_figures
from bot.reply.fold import emoji, fold, words
from bot.reply.lexicon import figures, holds, phrases, vocabulary
from bot.reply.match import CLEAR, LONG, MARGIN, WHOLE, clauses, fits, spoken_in_full, strip_fillers, without_negated
from bot.reply.shapes import Confirm, Problem, Reply, Understood

_PARTS = re.compile(r"[,;\n+&/•|]| (?:en|and|et|plus|ook|also|aussi) ")
_APART = ",;\n"
"""Signs after which "no money" takes back, rather than names what is lacking."""


def read_many(question: Question, text: str, language: Language) -> Reply:
    """Return the choices a message names, in the guide's order."""
    numbered = _by_numbers(question, text, language)
    if numbered is not None:
        return numbered
    picked, left_over = _by_words(question, text, language)
    if not picked and (whole := _all_or_none(question, text)):
        return _kept(question, whole, text)
    if left_over and question.other and not any(choice.alone for choice in picked):
        return _kept(question, picked, text, other=True)
    if picked:
        return _kept(question, picked, text)
    said = clauses(text)
    found = [fit.choice for fit in fits(question.choices, said, said, language) if fit.score >= CLEAR]
    denied = [choice for choice in found if not choice.alone]
    if denied:
        names = ", ".join(choice.text[language] for choice in denied)
        return Confirm("utter_confirm_choice", {"choice": names}, [choice.key for choice in denied], text)
    return Problem("utter_choose_many")


def _kept(question: Question, picked: list[Choice], text: str, *, other: bool = False) -> Reply:
    """Return the answer as the guide allows it: one that stands alone gives way to others, and `most` is kept."""
    if len(picked) + other > 1:
        picked = [choice for choice in picked if not choice.alone] or picked[:1]
    keys = [choice.key for choice in question.choices if choice in picked] + ["other"] * other
    if question.most is not None and len(keys) > question.most:
        return Problem("utter_too_many", {"most": str(question.most)})
    return Understood(keys, text)


def _by_numbers(question: Question, text: str, language: Language) -> Reply | None:
    folded = re.sub(r"(?<=\d)\s*[.,)](?=\s|\d|$)", " ; ", fold(text))
    folded = re.sub(r"(?<=\d)\s+(?=\d)", " ; ", folded)
    found = find_figures(folded, language)
    rest = folded
    for figure in reversed(found):
        rest = rest[: figure.start] + " " + rest[figure.end :]
    links = {"en", "and", "et", "ook", "plus", "also", "aussi"}
    said = [word for word in strip_fillers(words(rest)) if word not in vocabulary("option_words") | links]
    named = [figures("ordinals")[word] for word in said if word in figures("ordinals")]
    said = [word for word in said if word not in figures("ordinals")]
    if said or not (found or named):
        return None
    numbers = [int(figure.value) if figure.value == int(figure.value) else -1 for figure in found]
    if named == [1] and len(numbers) == 1 and numbers[0] > 1:
        named, numbers = [], list(range(1, numbers[0] + 1))
    size = len(question.choices)
    if any(not 1 <= number <= size for number in numbers + named):
        return Problem("utter_number_not_offered", {"high": str(size)})
    return _kept(question, [question.choices[number - 1] for number in numbers + named], text)


def _by_words(question: Question, text: str, language: Language) -> tuple[list[Choice], bool]:
    """Return the choices named, and whether a part of the message named none."""
    picked: list[Choice] = []
    left_over = False
    folded, begin = f" {fold(text)} ", 0
    while begin < len(folded):
        hit = _PARTS.search(folded, begin)
        part, link = folded[begin : hit.start() if hit else len(folded)], folded[begin - 1 : begin]
        begin = hit.end() if hit else len(folded)
        said = clauses(part)
        takes_back = bool(picked) and (link in _APART or not vocabulary("negation_ends").isdisjoint(said[:1]))
        kept = without_negated(said, lack_counts=not takes_back)
        named = _named(question, said, kept, part, language)
        picked += [choice for choice in named if choice not in picked]
        left_over = left_over or (not named and bool(strip_fillers(kept)))
    return picked, left_over


def _named(question: Question, said: list[str], kept: list[str], part: str, language: Language) -> list[Choice]:
    shown = set(emoji(part))
    named = [choice for choice in question.choices if shown & set(emoji(choice.text["nl"]))]
    full = spoken_in_full(question.choices, said, kept, language)
    if full or named:
        return [*full, *(choice for choice in named if choice not in full)]
    needed = CLEAR if len(kept) < LONG else WHOLE
    found = [fit for fit in fits(question.choices, said, kept, language) if fit.score >= needed]
    return [fit.choice for fit in found if fit.score >= found[0].score - MARGIN]


def _all_or_none(question: Question, text: str) -> list[Choice]:
    told = [word for word in clauses(text) if word != ","]
    if holds(told, phrases("none")):
        return [choice for choice in question.choices if choice.alone][:1]
    if holds(told, phrases("all")):
        return [choice for choice in question.choices if not choice.alone]
    return []
