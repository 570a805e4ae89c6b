"""What "the same" means: the answer that stands, or the one given to the like question before."""

from bot import interview as iv
from bot.conversation.talk import Talk
from bot.guide import Question
from bot.reply import Understood
from bot.reply.fold import words
from bot.reply.lexicon import find, phrases, vocabulary
from bot.store import read


def says_the_same(text: str) -> bool:
    """Return whether somebody says no more than that it is the same: "idem", "hetzelfde als vandaag"."""
    said = words(text)
    for phrase in phrases("same_answer"):
        at = find(phrase, said)
        if at >= 0 and {*said[:at], *said[at + len(phrase) :]} <= vocabulary("same_rest"):
            return True
    return False


def stands(talk: Talk, opened: iv.Open) -> bool:
    """Return whether somebody who is asked again lets the answer stand that they gave."""
    return _typed_the_same(talk) and has_answer(talk, opened)


def has_answer(talk: Talk, opened: iv.Open) -> bool:
    """Return whether what is open, a question or a probe, was answered before."""
    at = opened.place.question, opened.place.item
    if opened.probe is None:
        return at in talk.answers
    given = read.probe_answers(talk.session, talk.interview.id).get(at, [])
    return any(one.number == opened.probe["number"] for one in given)


def like_before(talk: Talk, question: Question, place: iv.Place) -> Understood | None:
    """Return the answer to the last question with these very choices, where that is what somebody says."""
    if not question.choices or place.part != "guide" or not _typed_the_same(talk):
        return None
    found = None
    for before in iv.places(talk.guide, talk.world.frame, talk.answers, talk.progress):  # type: ignore[arg-type]
        if before == place:
            break
        given = talk.answers.get((before.question, before.item))
        alike = before.part == "guide" and talk.question_at(before).choices == question.choices
        found = given if alike and given is not None and given.missing is None else found
    return Understood(found.value, talk.text) if found is not None else None


def _typed_the_same(talk: Talk) -> bool:
    return talk.tapped is None and says_the_same(talk.text)
