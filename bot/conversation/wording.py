"""How questions and answers read: the wording of a question, an answer as words, the summary line by line."""

from collections.abc import Mapping
from typing import Any, cast

from bot import interview as iv
from bot.conversation.talk import Talk
from bot.guide import Guide, Question
from bot.words import fill

LINE = 220
"""A line of the summary shows so many characters of an answer; the whole of it is kept."""
CHECK = iv.Place("check", "what_is_wrong")
"""The member check: what was understood, so that it can be corrected in place."""
MISSING = "what_is_missing"
"""The question of the check for what the summary leaves out; who adds more than one thing answers it more than once."""


def wording_of(talk: Talk, question: Question, place: iv.Place) -> str:
    """Return the question as this person reads it: the name it is about and earlier answers filled in."""
    values = {"item": place.item}
    for (key, item), given in talk.answers.items():
        if item in ("", place.item):
            values[key] = label_of(talk, key, given)
    text = fill(question.text[talk.language], values)
    if place == CHECK:
        numbered = [f"{number}. {line}" for number, (_, line) in enumerate(summary_lines(talk), start=1)]
        return "\n".join(numbered) + "\n\n" + text
    return text


def wording_now(talk: Talk, opened: iv.Open) -> str:
    """Return what is open in the language spoken now: a probe, another name for a list, or the question itself."""
    question = talk.question_at(opened.place)
    if opened.probe is not None:
        return probe_wording(talk, question, opened.probe)
    if question.kind == "list" and opened.picked:
        return talk.world.frame["check"]["name_another"].text[talk.language]
    return wording_of(talk, question, opened.place)


def probe_wording(talk: Talk, question: Question, mark: Mapping[str, Any]) -> str:
    """Return the words of a probe: the guide's own, or a variation of a response with the person's own word in it."""
    if mark["response"]:
        texts = talk.world.words.texts[mark["response"]][talk.language]
        return fill(texts[mark["variation"] % len(texts)], mark["params"])
    return next(own for own in question.own_probes if own.rule == mark["rule"]).text[talk.language]


def label_of(talk: Talk, key: str, given: iv.Given) -> str:
    """Return an answer as words of the person's language: the choice's text, or what was said."""
    try:
        question = cast("Guide", talk.guide).question(key)
    except KeyError:
        return given.said or ""
    return answer_label(question, given, talk.language)


def answer_label(question: Question, given: iv.Given, language: str) -> str:
    """Return the words of a value: the text of its choices, or what was said where one of them is none of the choices."""
    labels = {choice.key: choice.text[language] for choice in question.choices}
    if question.kind == "scale" and isinstance(given.value, int | float):
        return question.choices[int(given.value) - 1].text[language]
    if isinstance(given.value, list) and given.value and (not labels or set(given.value) <= labels.keys()):
        return ", ".join(labels.get(part, part) for part in given.value)
    if isinstance(given.value, str) and given.value in labels:
        return labels[given.value]
    return given.said or ""


def summary_lines(talk: Talk) -> list[tuple[iv.Place, str]]:
    """Return a line for each answer of the guide, in the order of the questions.

    What was skipped is left out: nobody is asked again for what they chose not to say.
    """
    guide = cast("Guide", talk.guide)
    lines = []
    for place in iv.places(guide, talk.world.frame, talk.answers, talk.progress):
        given = talk.answers.get((place.question, place.item))
        if place.part != "guide" or given is None or given.missing is not None:
            continue
        question = guide.question(place.question)
        answer = answer_label(question, given, talk.language).replace("\n", " ")
        lines.append((place, f"{_about(question, place, talk.language)}: {_cut(answer)}"))
    return lines + _added_lines(talk)


def _added_lines(talk: Talk) -> list[tuple[iv.Place, str]]:
    """Return a line for each thing the person said was missing."""
    about = talk.world.frame["check"][MISSING].label[talk.language]
    return [
        (iv.Place("check", MISSING, item), f"{about}: {_cut((given.said or '').replace(chr(10), ' '))}")
        for (key, item), given in talk.answers.items()
        if key == MISSING and given.missing is None
    ]


def _about(question: Question, place: iv.Place, language: str) -> str:
    label = question.label.get(language) or question.text[language]
    return f"{label} ({place.item})" if place.item else label


def _cut(text: str) -> str:
    return text if len(text) <= LINE else text[: LINE - 1].rstrip() + "…"
