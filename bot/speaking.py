"""From what was said in a turn to the outbox."""

from bot.conversation.talk import Talk
from bot.store import mail


def speak(talk: Talk, *, begun: bool = False) -> None:
    """Put what was said in the outbox; the last word to somebody who erased everything carries its address.

    `begun`: nobody asked for it, so it waits for a fitting hour.
    """
    talk.send()
    sealed = talk.world.vault.seal(talk.chat.encode(), talk.participant.id) if talk.gone else None
    farewell = (talk.channel, sealed) if sealed else None
    for number, outgoing in enumerate(talk.outgoing, start=1):
        asks = talk.asks if number == len(talk.outgoing) else None
        mail.put_out(talk.session, talk.participant.id, outgoing, talk.now, asks=asks, farewell=farewell, begun=begun)
