"""What one message means for one question."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.guide import Language, Question
from bot.reply.age import asks_age, read_age
from bot.reply.fold import has_text, is_slashed
from bot.reply.many import read_many
from bot.reply.match import plain, wordings
from bot.reply.names import read_names
from bot.reply.number import read_number
from bot.reply.one import read_one
from bot.reply.shapes import Problem, Reply, Understood

LONGEST_CLOSED = 600
"""Characters in which the answer to a closed question is looked for."""


def _nobody(_name: str) -> bool:
    return False


def _own_words(question: Question, text: str, language: Language) -> Understood:
    """Keep the words as they are; the value is a choice's key where the button that stands beside is typed ("Niets")."""
    said = plain(text)
    typed = [choice.key for choice in question.choices if said and said in wordings(choice, language)]
    return Understood(typed[0] if len(typed) == 1 else None, text)


def read_reply(
    question: Question,
    text: str,
    language: Language,
    *,
    known: Sequence[str] = (),
    is_person: Callable[[str], bool] = _nobody,
) -> Reply:
    """Return what a message means as the answer to a question: understood, to be confirmed, or not an answer.

    A tap can always be typed: by number, by its words in any of the three languages, in a sentence, with typos.

    Args:
        question: the open question.
        text: what was typed, after `clean`.
        language: the one the person chose; the other two are understood as well.
        known: names given before in this interview, for a `list` question.
        is_person: tells whether a name is a private person's, which a `list` question does not take.

    """
    if not has_text(text):
        return Problem("utter_no_text")
    if question.kind == "text":
        return _own_words(question, text, language)
    if question.kind == "list":
        return read_names(question, text, language, known, is_person)
    reply = _closed(question, text[:LONGEST_CLOSED], language)
    return reply if isinstance(reply, Problem) else replace(reply, said=text)


def _closed(question: Question, text: str, language: Language) -> Reply:
    if is_slashed(text):  # `/inform{"consent":"yes"}` is no yes
        return (
            Understood("other", text) if question.other and question.kind == "one" else Problem(_asked_again(question))
        )
    if asks_age(question):
        return read_age(question, text, language)
    if question.kind == "number":
        return read_number(question, text, language)
    return read_many(question, text, language) if question.kind == "many" else read_one(question, text, language)


def _asked_again(question: Question) -> str:
    if asks_age(question):
        return "utter_give_age"
    return {"number": "utter_give_number", "many": "utter_choose_many"}.get(question.kind, "utter_choose_one")
