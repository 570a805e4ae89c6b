"""One choice out of a row: by number, by emoji, by yes or no, or by its words."""

import re
from collections.abc import Sequence

from bot.guide import Choice, Language, Question, Value
from bot.reply.figures import find_figures
from bot.reply.fold import emoji, fold, words
from bot.reply.lexicon import articles, figures, find, holds, phrases, vocabulary
from bot.reply.match import (
    CLEAR,
    LONG,
    MARGIN,
    WHOLE,
    clauses,
    fits,
    plain,
    spoken_in_full,
    strip_fillers,
    without_negated,
    wordings,
)
from bot.reply.shapes import Confirm, Problem, Reply, Understood

_SHORT = 7
"""A number or an ordinal in so many words is the number of a choice."""
_LONGEST_YES, _OPENING = 9, 2
"""In more words than that, a yes or no counts only among the first three."""


def read_one(question: Question, text: str, language: Language) -> Reply:
    """Return which choice a message means; asks when two are as likely."""
    corrected = _corrected(text)
    if (
        corrected
        and isinstance(found := read_one(question, corrected, language), Understood)
        and found.value != "other"
    ):
        return _understood(question, _by_value(question, found.value), text)
    for way in (_by_emoji, _by_exact_words, _by_number, _by_words_in_full, _by_yes_no, _by_words):
        reply = way(question, text, language)
        if reply is not None:
            return reply
    return Understood("other", text) if question.other else Problem("utter_choose_one")


def value_of(question: Question, choice: Choice) -> Value:
    """Return what a choice is stored as: its key, or its place in a scale."""
    return question.choices.index(choice) + 1 if question.kind == "scale" else choice.key


def confirm(question: Question, choice: Choice, text: str, language: Language) -> Confirm:
    """Ask whether this choice is meant."""
    return Confirm("utter_confirm_choice", {"choice": choice.text[language]}, value_of(question, choice), text)


def _by_value(question: Question, value: Value) -> Choice:
    return next(choice for choice in question.choices if value_of(question, choice) == value)


def _understood(question: Question, choice: Choice, text: str) -> Understood:
    return Understood(value_of(question, choice), text)


def _corrected(text: str) -> str:
    """Return what follows "no wait": it is what counts."""
    folded = fold(text)
    for phrase in phrases("corrections"):
        before, mark, after = folded.partition(" ".join(phrase))
        if mark and before.strip() and after.strip():
            return after
    return ""


def _by_emoji(question: Question, text: str, _language: Language) -> Reply | None:
    shown = emoji(text)
    if not shown:
        return None
    exact = [choice for choice in question.choices if shown and emoji(_signs(choice)) == shown]
    kinds = set(shown)
    among = [choice for choice in question.choices if kinds & set(emoji(_signs(choice)))]
    if len(exact) == 1:
        return _understood(question, exact[0], text)
    alone = [choice for choice in among if len({tuple(set(emoji(_signs(one)))) for one in among}) == len(among)]
    if len(alone) == 1:
        return _understood(question, alone[0], text)
    yes_no = {"👍": "yes", "👎": "no", "✅": "yes", "❌": "no", "👌": "yes"}
    meant = {yes_no[sign] for sign in shown if sign in yes_no}
    named = [choice for choice in question.choices if choice.key in meant]
    return _understood(question, named[0], text) if len(meant) == 1 and named else None


def _signs(choice: Choice) -> str:
    return " ".join(dict.fromkeys(choice.text.values())) if len(set(choice.text.values())) == 1 else choice.text["nl"]


def _by_exact_words(question: Question, text: str, language: Language) -> Reply | None:
    said = plain(text)
    meant = [choice for choice in question.choices if said and said in wordings(choice, language)]
    return _understood(question, meant[0], text) if len(meant) == 1 else None


def _by_number(question: Question, text: str, language: Language) -> Reply | None:
    place = named_place(question, text, language)
    if place is None:
        return None
    if 1 <= place <= len(question.choices):
        return _understood(question, question.choices[place - 1], text)
    return Problem("utter_number_not_offered", {"high": str(len(question.choices))})


def named_place(question: Question, text: str, language: Language) -> int | None:
    """Return the number a message names a choice by: "2", "twee", "optie 2", "de tweede", "2)", "n° 2", "4/5", "4 sterren".

    It may be a number that no choice has; -1 stands for a broken one. None: the message is not a number.
    """
    of = re.fullmatch(r"\s*(\d{1,3})\s*(?:/|op|out of|of|sur)\s*(\d{1,3})\W*", fold(text))
    if of and int(of[2]) == len(question.choices):
        return int(of[1])
    if len(words(text)) > _SHORT or not _says_only_number(text, language):
        return None
    named = _ordinals(question, text)
    if len(named) == 1:
        return named[0]
    numbers = {figure.value for figure in find_figures(text, language)}
    if not numbers and set(words(text)) & articles() and set(words(text)) <= articles() | vocabulary("option_words"):
        return 1
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    return int(number) if number == int(number) else -1


def _ordinals(question: Question, text: str) -> list[int]:
    told = words(text)
    places = {figures("ordinals")[word] for word in told if word in figures("ordinals")}
    if set(told) & vocabulary("last"):
        places.add(len(question.choices))
    return sorted(places)


def _says_only_number(text: str, language: Language) -> bool:
    """Tell whether nothing but a number, its label and small talk is said."""
    folded = " ".join(word for word in re.findall(r"\S+", fold(text)) if word.strip(".,!?") not in figures("ordinals"))
    for figure in reversed(find_figures(folded, language)):
        folded = folded[: figure.start] + " " + folded[figure.end :]
    named = vocabulary("option_words") | frozenset(figures("ordinals")) | vocabulary("last") | articles()
    return not [word for word in strip_fillers(words(folded)) if word not in named]


def _by_words_in_full(question: Question, text: str, language: Language) -> Reply | None:
    said = clauses(text)
    meant = spoken_in_full(question.choices, said, without_negated(said), language)
    if _is_yes_no(question):
        between = [choice for choice in meant if choice.key not in {"yes", "no"}]
        if not between:
            return None
        meant = between  # "soms wel, ja" is sometimes; "ja, maar eerst meer weten" is no yes
    if len(meant) == 1:
        return _understood(question, meant[0], text)
    return confirm(question, meant[0], text, language) if meant else None


def _is_yes_no(question: Question) -> bool:
    return {"yes", "no"} <= {choice.key for choice in question.choices}


def _by_yes_no(question: Question, text: str, language: Language) -> Reply | None:
    """Understand a yes or a no; asks when both are said, so that nobody is taken to agree by mistake."""
    if not _is_yes_no(question):
        return None
    told = words(text)
    if holds(told, phrases("unsure")):
        return None if question.other else Problem("utter_choose_one")
    answers = _yes_and_no(told, language)
    if not answers or (len(told) > _LONGEST_YES and min(answers) > _OPENING):
        return None
    chosen = next(choice for choice in question.choices if choice.key == answers[min(answers)])
    return (
        _understood(question, chosen, text)
        if len(set(answers.values())) == 1
        else confirm(question, chosen, text, language)
    )


def _yes_and_no(told: Sequence[str], language: Language) -> dict[int, str]:
    """Return each yes and no with its place; longer phrases first, so that "why not" holds no "not"."""
    plain = [_short_form(word) for word in told]
    free = set(range(len(told)))
    found: dict[int, str] = {}
    known = [(phrase, answer) for answer in ("no", "yes") for phrase in phrases(answer)]
    own = {phrase for answer in ("no", "yes") for phrase in phrases(answer, language)}
    for phrase, answer in sorted(known, key=lambda one: (-len(one[0]), one[0] not in own)):
        for form in (told, plain):
            place = find(phrase, form)
            span = set(range(place, place + len(phrase)))
            if place >= 0 and span <= free:
                found[place] = answer
                free -= span
    return found


def _short_form(word: str) -> str:
    return re.sub(r"(\D)\1+", r"\1", word) if word not in vocabulary("yes") | vocabulary("no") else word


def _by_words(question: Question, text: str, language: Language) -> Reply | None:
    said = clauses(text)
    found = fits(question.choices, said, without_negated(said), language)
    needed = WHOLE if len(said) >= LONG else CLEAR
    found = [fit for fit in found if fit.score >= needed or (len(said) < LONG and fit.score >= CLEAR / 2)]
    if not found or (found[0].score < CLEAR and len(found) == 1):
        return None
    ahead = found[0].score - (found[1].score if len(found) > 1 else 0.0)
    if found[0].score >= needed and ahead >= MARGIN:
        return _understood(question, found[0].choice, text)
    if ahead >= MARGIN and found[0].score < CLEAR:
        return None
    return confirm(question, found[0].choice, text, language)
