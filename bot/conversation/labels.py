"""How one answer, one question and one probe read in few words."""

import re
from collections.abc import Mapping
from typing import Any, cast

from bot import interview as iv
from bot.conversation.talk import Talk
from bot.guide import Guide, Question
from bot.words import fill, placeholders

LINE = 220
"""A line of the summary shows so many characters of an answer; the whole of it is kept."""
_ASKS = re.compile(r"[^.!?]*\?")


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


def question_label(talk: Talk, question: Question, place: iv.Place) -> str:
    """Return the few words that stand for a question before its answer, with the name it is about; else what it asks."""
    if not question.label:
        return what_is_asked(question_wording(talk, question, place))
    item = f" ({place.item})" if place.item else ""
    return f"{question.label[talk.language]}{item}:"


def question_wording(talk: Talk, question: Question, place: iv.Place) -> str:
    """Return the question with the name it is about and earlier answers filled in."""
    text = question.text[talk.language]
    return fill(text, {name: _filled_in(talk, place, name) for name in placeholders(text)})


def _filled_in(talk: Talk, place: iv.Place, name: str) -> str:
    """Return what stands in a wording for `{name}`: what it is about, or the answer to the question of that key."""
    if name == "item":
        return _in_a_sentence(talk, place.item)
    about_it = talk.answers.get((name, place.item))
    return label_of(talk, name, about_it or talk.answers[name, ""])


def _in_a_sentence(talk: Talk, name: str) -> str:
    """Return a name as it stands in a sentence: a group in common words, "buurtscholen", between quotes."""
    return talk.text_of("utter_quoted", name=name) if name[:1].islower() else name


def label_of(talk: Talk, key: str, given: iv.Given) -> str:
    """Return an answer as words of the person's language: the choice's text, or what was said."""
    try:
        question = cast("Guide", talk.guide).question(key)
    except KeyError:
        return given.said or ""
    return answer_label(question, given, talk.language)


def probe_wording(talk: Talk, question: Question, mark: Mapping[str, Any]) -> str:
    """Return the words of a probe: the guide's own, or a variation of a response with the person's own word in it."""
    if mark["response"]:
        texts = talk.world.words.texts[mark["response"]][talk.language]
        return fill(texts[mark["variation"] % len(texts)], mark["params"])
    return next(own for own in question.own_probes if own.rule == mark["rule"]).text[talk.language]


def what_is_asked(wording: str) -> str:
    """Return the sentence of a wording that asks."""
    asks = _ASKS.findall(wording)
    return str(asks[-1]).strip() if asks else wording


def cut(text: str) -> str:
    """Return an answer as it stands in one line."""
    text = text.replace("\n", " ")
    return text if len(text) <= LINE else text[: LINE - 1].rstrip() + "…"
