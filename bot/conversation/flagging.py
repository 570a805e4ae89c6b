"""A flag for a human, and word of it to the contact person at once."""

from bot.channel.message import Outgoing
from bot.conversation.talk import Talk
from bot.store import mail, write


def raise_flag(talk: Talk, theme: str, rule: str) -> None:
    """Add a flag and, where a contact chat is set, a message to it; nothing the person said is in either."""
    flag = write.raise_flag(talk.session, talk.participant, talk.interview, theme, rule, talk.now)
    chat = talk.world.contact_chat
    if not chat or talk.channel != "telegram":
        return
    # The contact person's own line: theirs is not held up by the person's, and being unreachable is their own affair.
    line = talk.world.vault.pseudonym(talk.channel, chat)
    text = talk.world.words.say("utter_flag_for_staff", talk.world.language, flag=flag.id, theme=theme)
    sealed = talk.world.vault.seal(chat.encode(), line)
    mail.put_out(talk.session, line, Outgoing(text), talk.now, farewell=(talk.channel, sealed))
    flag.told_at = talk.now
    talk.session.flush()
