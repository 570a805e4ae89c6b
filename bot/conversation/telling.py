"""What the bot tells as "you said, we did": what was done with the answers, to those who gave them and asked to hear it."""

from bot.conversation.talk import Talk
from bot.store import hearing_back, tables


def tell(talk: Talk) -> int:
    """Say what was done since this person answered and return how many decisions that were; each is told once."""
    me = talk.participant.id
    untold = hearing_back.untold(talk.session, talk.world.rhythm.told_from_people, me).get(me, ())
    for one in untold:
        decision = talk.session.get(tables.Decision, one.decision)
        talk.say(
            "utter_you_said",
            people=one.people,
            you_said=decision.you_said[talk.language],
            we_did=decision.we_did[talk.language],
        )
        hearing_back.note_told(talk.session, me, one.decision, talk.now)
    return len(untold)
