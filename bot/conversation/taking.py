"""Taking what somebody says as the answer to whatever is open, beside the interview or in it, and going on."""

from bot.conversation import answering, asides, asking, ending
from bot.conversation.talk import Talk


def take(talk: Talk) -> None:
    """Take it; what is asked beside the interview comes first."""
    if talk.aside() is not None:
        asides.take(talk)
    else:
        answering.take_answer(talk)


def go_on(talk: Talk) -> None:
    """Ask what is open or what comes next; when that was all (a skip can be the last thing said), end it."""
    if asking.is_over(talk):
        ending.finish(talk)
    else:
        asking.ask(talk)
