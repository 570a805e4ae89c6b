"""How what is open reads: a question, a probe, another name for a list, the summary."""

from bot import interview as iv
from bot.conversation.labels import probe_wording, question_wording
from bot.conversation.summary import CHECK, check_wording
from bot.conversation.talk import Talk
from bot.guide import Question


def wording_of(talk: Talk, question: Question, place: iv.Place) -> str:
    """Return the question as this person reads it: the name it is about and earlier answers filled in."""
    if place == CHECK:
        return check_wording(talk)
    return question_wording(talk, question, place)


def wording_now(talk: Talk, opened: iv.Open) -> str:
    """Return what is open in the language spoken now: a probe, another name for a list, or the question itself."""
    question = talk.question_at(opened.place)
    if opened.probe is not None:
        return probe_wording(talk, question, opened.probe)
    if question.kind == "list" and opened.picked:
        return talk.world.frame["check"]["name_another"].text[talk.language]
    return wording_of(talk, question, opened.place)
