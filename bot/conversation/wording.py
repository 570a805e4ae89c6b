"""How what is open reads: a question, a probe, another name for a list, the summary."""

from typing import cast

from bot import interview as iv
from bot.conversation.labels import answer_label, probe_wording
from bot.conversation.summary import CHECK, check_wording
from bot.conversation.talk import Talk
from bot.guide import Guide, Question
from bot.words import fill


def wording_of(talk: Talk, question: Question, place: iv.Place) -> str:
    """Return the question as this person reads it: the name it is about and earlier answers filled in."""
    if place == CHECK:
        return check_wording(talk)
    values = {"item": _in_a_sentence(talk, place.item)}
    for (key, item), given in talk.answers.items():
        if item in ("", place.item):
            values[key] = label_of(talk, key, given)
    return fill(question.text[talk.language], values)


def _in_a_sentence(talk: Talk, name: str) -> str:
    """Return a name as it stands in a sentence: a group in common words, "buurtscholen", between quotes."""
    return talk.text_of("utter_quoted", name=name) if name[:1].islower() else name


def wording_now(talk: Talk, opened: iv.Open) -> str:
    """Return what is open in the language spoken now: a probe, another name for a list, or the question itself."""
    question = talk.question_at(opened.place)
    if opened.probe is not None:
        return probe_wording(talk, question, opened.probe)
    if question.kind == "list" and opened.picked:
        return talk.world.frame["check"]["name_another"].text[talk.language]
    return wording_of(talk, question, opened.place)


def label_of(talk: Talk, key: str, given: iv.Given) -> str:
    """Return an answer as words of the person's language: the choice's text, or what was said."""
    try:
        question = cast("Guide", talk.guide).question(key)
    except KeyError:
        return given.said or ""
    return answer_label(question, given, talk.language)
