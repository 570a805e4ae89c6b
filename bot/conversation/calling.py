"""What the bot says when it begins: an invitation, a reminder, what was done with the answers."""

from bot.conversation import asking, opening, telling
from bot.conversation.talk import Talk
from bot.guide import Guide


def invite(talk: Talk, guide: Guide, round_: str) -> None:
    """Ask a guide again: what was done since the last time, then the first question."""
    talk.participant.aside = None
    opening.begin(talk, guide, round_=round_)
    asking.ask(talk)


def remind(talk: Talk) -> None:
    """Say once that the questions are still open, with the open one."""
    talk.participant.aside = None
    talk.say("utter_round_reminder")
    asking.ask(talk)


def tell(talk: Talk) -> None:
    """Only tell what was done, to somebody who asked to hear it."""
    talk.say("utter_told_only")
    telling.tell(talk)
    talk.send()
