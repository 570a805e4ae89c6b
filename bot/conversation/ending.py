"""The end of an interview: thanks, what happens next, and a copy for who wants one."""

from bot.conversation import rights
from bot.conversation.talk import Talk


def finish(talk: Talk) -> None:
    """Close the interview, thank, and say what happens with the answers."""
    talk.interview.status, talk.interview.ended_at = "completed", talk.now
    talk.say("utter_finished_youth" if talk.participant.role == "youth" else "utter_finished")
    copy = talk.answers.get(("want_copy", ""))
    if copy is not None and copy.value == "yes":
        rights.download(talk)
    talk.send()
