"""Tips for a coach: what today's answers support, on request and, if asked for, once a week."""

from typing import Any

from bot.channel.message import Button
from bot.conversation import evidence, guiding
from bot.conversation.coach import ROLE
from bot.conversation.talk import Talk
from bot.guidance.rendering import sources_line
from bot.store import coaching, mail


def tips(talk: Talk) -> None:
    """Give the tips that today's answers support, each with what fired it; say so where there are none or few."""
    if talk.participant.role != ROLE:
        talk.say("utter_guidance_for_coaches")
        return
    found, own, date = evidence.tips(talk)
    if found:
        alone = own or not talk.participant.partnership
        talk.say(
            "utter_guidance_tips" if own else "utter_guidance_tips_all" if not alone else "utter_guidance_tips_any"
        )
    else:
        talk.say("utter_guidance_no_tips")
    buttons = [_tip(talk, number, tip, date) for number, tip in enumerate(found, start=1)]
    if 0 < len(found) < evidence.TIPS:
        talk.say("utter_guidance_few_tips")
    guiding.send_with(talk, [*dict.fromkeys(buttons), *_ask_weekly(talk)])


def _tip(talk: Talk, number: int, tip: dict[str, Any], date: str) -> Button:
    section = talk.world.library.sections[tip["section"]]
    title = section.in_language[talk.language].title
    talk.say(
        "utter_guidance_tip",
        number=number,
        try_this=tip["try"][talk.language],
        evidence=tip["why"][talk.language],
        n=tip["n"],
        date=date,
        title=title,
        sources=sources_line(section),
    )
    return guiding.buttons(talk, "utter_guidance_tip", key=section.key, title=title)[0]


def _ask_weekly(talk: Talk) -> list[Button]:
    """Ask whether they want a tip a week, unless they have one already."""
    if coaching.of(talk.session, talk.participant.id, talk.now).weekly:
        return []
    talk.say("utter_guidance_ask_weekly")
    return guiding.buttons(talk, "utter_guidance_ask_weekly")


def weekly_on(talk: Talk) -> None:
    """Send a tip a week from here on."""
    coaching.of(talk.session, talk.participant.id, talk.now).weekly = True
    talk.say("utter_guidance_weekly_on")


def weekly_off(talk: Talk) -> None:
    """Send none, and none that waits."""
    coaching.of(talk.session, talk.participant.id, talk.now).weekly = False
    mail.drop_begun(talk.session, talk.participant.id)
    talk.say("utter_guidance_weekly_off")


def of_the_week(talk: Talk) -> None:
    """Say the tip of this week: one the answers support and this coach had not yet, or else one of the guide."""
    state = coaching.of(talk.session, talk.participant.id, talk.now)
    had = list(state.tips or ())
    found, _, date = evidence.tips(talk)
    fresh = [tip for tip in found if tip["section"] not in had]
    key = fresh[0]["section"] if fresh else _next_of_the_guide(talk, had)
    guiding.say_tip_of_the_week(talk, key, fresh[0]["try"][talk.language] if fresh else None)
    for tip in fresh[:1]:
        talk.say("utter_guidance_evidence", n=tip["n"], date=date, evidence=tip["why"][talk.language])
    guiding.send_with(talk, guiding.buttons(talk, "utter_guidance_tip_of_the_week", key=key))
    state.tip_at, state.tips, state.section = talk.now, [*had, key], key


def _next_of_the_guide(talk: Talk, had: list[str]) -> str:
    """Return the section whose turn it is: the first that was not a tip yet, by the phases of the action."""
    order = sorted(talk.world.library.sections.values(), key=lambda section: (min(section.serves), section.key))
    return min(order, key=lambda section: had.count(section.key)).key
