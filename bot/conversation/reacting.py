"""A laugh, "goeie vraag" or "ok" where something is to be told: the bot listens on, once; then the words count."""

from bot.conversation.asking import open_now, reopen
from bot.conversation.talk import Talk
from bot.reply.reactions import only_hears, only_reacts, only_says_yes


def reacts(talk: Talk) -> bool:
    """Return whether somebody only reacts to a question of the guide that wants to be told something."""
    opened = talk.progress.open if talk.running and not talk.participant.aside else None
    if opened is None or opened.place.part != "guide" or opened.pending is not None or opened.retries:
        return False
    if opened.probe is None:
        return talk.question_at(opened.place).kind == "text" and only_reacts(talk.text)
    no_yes_or_no = bool(opened.probe["response"])  # a probe of the guide's own may take a yes
    return only_reacts(talk.text) or only_hears(talk.text) or (no_yes_or_no and only_says_yes(talk.text))


def listen_on(talk: Talk) -> None:
    """Leave the question open and give the person time."""
    talk.say("utter_react")
    reopen(talk, retries=open_now(talk).retries + 1)
