"""When it gets serious: help first, a flag for a human in the same unit of work, and the interview waits."""

from typing import cast

from bot.conversation import coach, guiding, moving, rights
from bot.conversation.coach import ROLE as COACH
from bot.conversation.flagging import raise_flag
from bot.conversation.opening import leave
from bot.conversation.talk import Talk
from bot.safeguarding import Alarm, reply


def alarmed(talk: Talk) -> None:
    """Show where help is, raise a flag, and let the person choose how to go on.

    What was said is not stored: not as an answer, and not with the flag.
    """
    talk.drop_aside()
    alarm = cast("Alarm", talk.heard.alarm)
    for name, values in reply(alarm, talk.language, _may_be_young(talk), talk.world.someone_reads)[:-1]:
        talk.say(name, **values)
    if talk.participant.role == COACH:
        talk.say("utter_guidance_safety")
    raise_flag(talk, alarm.theme, alarm.rule)
    talk.ask_aside("after_alarm")


def _may_be_young(talk: Talk) -> bool:
    """Return whether this is a young person, or somebody of whom that is not known yet."""
    role = talk.participant.role
    return role == "youth" or (talk.interview is None and role != COACH)


def after_alarm(talk: Talk, value: str) -> None:
    """Go on, go on later, or stop, as the person chose."""
    if value == "stop":
        rights.stop(talk)
    elif coach.listens(talk):
        guiding.after_alarm(talk) if value == "go_on" else talk.say("utter_guidance_later")
    elif value == "later":
        moving.pause(talk)


def too_young(talk: Talk) -> None:
    """Stop kindly, say where a child can talk to somebody, and keep nothing."""
    leave(talk, "utter_under_13")
