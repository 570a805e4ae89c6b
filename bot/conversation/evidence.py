"""What people said, as analysis worked it out and kept it: nothing is counted in a turn."""

from datetime import datetime
from typing import Any

from bot.conversation.talk import Talk
from bot.store import digests

TIPS = 3


def say(talk: Talk, section: str) -> None:
    """Say what young people or partners said about what a section is on, with how many and until when; often nothing."""
    digest = digests.newest(talk.session)
    told = digest.content["evidence"].get(section, ()) if digest is not None else ()
    for one in told[:1]:
        talk.say(
            "utter_guidance_evidence",
            n=one["n"],
            date=day(talk, digest.made_at),
            evidence=one["text"][talk.language],
        )


def tips(talk: Talk) -> tuple[list[dict[str, Any]], bool, str]:
    """Return today's tips for a coach, the weightiest first, whether they rest on their partnership alone, and the date."""
    digest = digests.newest(talk.session)
    if digest is None:
        return [], False, ""
    own = digest.content["tips_of"].get(talk.participant.partnership or "")
    return (own or digest.content["tips"])[:TIPS], bool(own), day(talk, digest.made_at)


def day(talk: Talk, at: datetime) -> str:
    """Return a date as people write it."""
    local = at.astimezone(talk.world.timezone)
    return f"{local:%-d %B %Y}" if talk.language == "en" else f"{local:%d/%m/%Y}"
