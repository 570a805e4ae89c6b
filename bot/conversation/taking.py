"""Taking what somebody says as the answer to whatever is open, beside the interview or in it, and going on."""

from bot.conversation import answering, asides, asking, commands, ending
from bot.conversation.talk import Talk
from bot.reply.complaints import complains


def take(talk: Talk) -> None:
    """Take it; what is asked beside the interview comes first."""
    if talk.aside() is not None:
        asides.take(talk)
    elif _has_had_enough(talk):
        talk.say("utter_complaint")
        talk.heard.unsure_of = "skip"
        commands.ask_back(talk)
    else:
        answering.take_answer(talk)


def go_on(talk: Talk) -> None:
    """Ask what is open or what comes next; when that was all (a skip can be the last thing said), end it."""
    if asking.is_over(talk):
        ending.finish(talk)
    else:
        asking.ask(talk)


def _has_had_enough(talk: Talk) -> bool:
    """Return whether an open question got a complaint about the asking: whether that is the answer is asked."""
    opened = talk.progress.open if talk.running and talk.tapped is None else None
    if opened is None or opened.pending is not None or opened.place.part != "guide":
        return False
    in_words = opened.probe is not None or talk.question_at(opened.place).kind == "text"
    return in_words and complains(talk.text)
