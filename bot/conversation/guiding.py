"""The guide answers a coach: a section in short with its source, more of it, another one, or that it does not know."""

from collections.abc import Sequence
from typing import Any

from bot.channel.message import Button
from bot.conversation import evidence
from bot.conversation.board import in_rows
from bot.conversation.talk import Talk
from bot.guidance.library import Found
from bot.guidance.rendering import avoid, paragraph, sources_in_full, sources_line, tip, whole
from bot.guidance.section import FollowUp, Section
from bot.personal_data import mask
from bot.store import coaching
from bot.words import fill

SAFEGUARDING = "safeguarding"
"""The section on what a coach does when a young person says something serious."""


def welcome(talk: Talk) -> None:
    """Say what the guide is for, who answers, and what is kept; to who knows that, only that they may ask."""
    known = coaching.find(talk.session, talk.participant.id) is not None
    coaching.of(talk.session, talk.participant.id, talk.now)
    talk.say("utter_guidance_ask_me" if known else "utter_guidance_welcome")


def ask(talk: Talk) -> None:
    """Answer a question from the guide, in the light of the section the talk is at."""
    state = _state(talk)
    if not any(sign.isalpha() for sign in talk.text):
        talk.say("utter_guidance_ask_me")
        return
    state.question = None
    found = talk.world.library.ask(talk.text, talk.language, state.section)
    if found.sure == "none":
        _does_not_know(talk, state, _masked(talk))
    elif found.sure == "unsure":
        _offers_two(talk, state, found)
    elif found.follow_up is not None:
        _answers_follow_up(talk, state, found.follow_up)
    else:
        state.next = [hit.key for hit in found.sections[1:]]
        _shows(talk, state, found.sections[0].key)


def _does_not_know(talk: Talk, state: Any, masked: str) -> None:
    """Say so, and keep the question for the editors; with one button the coach takes it back."""
    state.kept = coaching.keep_question(talk.session, talk.participant, masked, talk.now)
    talk.say("utter_guidance_none")
    talk.say("utter_guidance_none_person")
    _send(talk, state, buttons(talk, "utter_guidance_none"))


def _offers_two(talk: Talk, state: Any, found: Found) -> None:
    first, second = (hit.key for hit in found.sections[:2])
    state.question = _masked(talk)
    state.next = [hit.key for hit in found.sections]
    state.section = state.section if state.section in (first, second) else None  # the talk has gone elsewhere
    titles = {"first_key": first, "first_title": _title(talk, first)}
    titles |= {"second_key": second, "second_title": _title(talk, second)}
    talk.say("utter_guidance_unsure")
    _send(talk, state, buttons(talk, "utter_guidance_unsure", **titles))


def _answers_follow_up(talk: Talk, state: Any, known: FollowUp) -> None:
    found = talk.world.library.sections[known.section]
    text = found.in_language[talk.language].short
    if known.paragraph is not None:
        text = paragraph(found, talk.language, known.paragraph)
    _says(talk, state, "utter_guidance_follow_up", found, text=text)


def _shows(talk: Talk, state: Any, key: str) -> None:
    found = talk.world.library.sections[key]
    _says(talk, state, "utter_guidance_answer", found, short=found.in_language[talk.language].short, told=True)


# What may be asked of the answer at hand


def section(talk: Talk) -> None:
    """Show a section that was offered."""
    state = _state(talk)
    state.question, state.next = None, [key for key in state.next or () if key != talk.heard.section]
    _shows(talk, state, str(talk.heard.section))


def read_whole(talk: Talk) -> None:
    """Show the whole section, with what does not work."""
    state = _state(talk)
    if (found := _meant(talk, state)) is not None:
        text, warning = whole(found, talk.language), avoid(found, talk.language)
        _says(talk, state, "utter_guidance_whole", found, whole=text, avoid=warning)


def week(talk: Talk) -> None:
    """Say what to try this week."""
    state = _state(talk)
    if (found := _meant(talk, state)) is not None:
        _says(talk, state, "utter_guidance_week", found, try_this=tip(found, talk.language))


def source(talk: Talk) -> None:
    """Say in full what the section rests on."""
    if (found := _meant(talk, _state(talk))) is not None:
        talk.say("utter_guidance_sources", sources_in_full=sources_in_full(found))


def another(talk: Talk) -> None:
    """Show what else may answer: the next likeliest, then what lies beside it."""
    state = _state(talk)
    if (found := _meant(talk, state)) is None:
        return
    others = [key for key in (*(state.next or ()), *found.related) if key != found.key]
    if not others:
        talk.say("utter_guidance_no_other")
        return
    state.next = [key for key in state.next or () if key not in (found.key, others[0])]
    _shows(talk, state, others[0])


def none_of_these(talk: Talk) -> None:
    """Neither of two sections was meant: then the guide does not know."""
    state = _state(talk)
    if state.question:
        _does_not_know(talk, state, state.question)
    else:
        talk.say("utter_guidance_ask_me")


def forget(talk: Talk) -> None:
    """Erase the question that was kept last."""
    state = _state(talk)
    if state.kept is not None:
        coaching.forget_question(talk.session, talk.participant.id, state.kept)
        state.kept = None
    talk.say("utter_guidance_forgotten")


def useful(talk: Talk) -> None:
    """Note that the section was useful."""
    if (found := _meant(talk, _state(talk))) is not None:
        coaching.rate(talk.session, talk.participant, found.key, useful=True, now=talk.now)
        talk.say("utter_guidance_rated_useful")


def not_useful(talk: Talk) -> None:
    """Note that it was not, and ask once what was missing."""
    state = _state(talk)
    if (found := _meant(talk, state)) is None:
        return
    coaching.rate(talk.session, talk.participant, found.key, useful=False, now=talk.now)
    talk.say("utter_guidance_rated_not_useful")
    _send(talk, state, buttons(talk, "utter_guidance_rated_not_useful", key=found.key))
    state.rated = found.key


def reason(talk: Talk) -> None:
    """Pass on what was missing."""
    _state(talk)
    coaching.say_missing(talk.session, talk.participant.id, str(talk.heard.section), _masked(talk))
    talk.say("utter_guidance_reason_kept")


def no_reason(talk: Talk) -> None:
    """Leave it at the rating."""
    _state(talk)
    talk.say("utter_guidance_no_reason")


def after_alarm(talk: Talk) -> None:
    """Offer the section on what to do when a young person says something serious."""
    found = talk.world.library.sections[SAFEGUARDING]
    talk.say("utter_guidance_after_alarm")
    title = _title(talk, found.key)
    _send(talk, _state(talk), buttons(talk, "utter_guidance_after_alarm", key=found.key, title=title))


# Speaking


def _says(talk: Talk, state: Any, name: str, found: Section, *, told: bool = False, **values: str) -> None:
    """Say a piece of a section, always with its source; `told`: also what people said about it."""
    title = _title(talk, found.key)
    talk.say(name, title=title, key=found.key, sources=sources_line(found), **values)
    if told:
        evidence.say(talk, found.key)
    state.section = found.key
    _send(talk, state, buttons(talk, name, key=found.key))


def buttons(talk: Talk, name: str, **values: str) -> list[Button]:
    """Return the buttons that a response carries, filled in."""
    made = talk.world.words.buttons[name][talk.language]
    return [Button(fill(words, values), fill(payload, values)) for words, payload in made]


def _send(talk: Talk, state: Any, made: Sequence[Button]) -> None:
    """Send what was said with these buttons, which may also be typed."""
    state.offered = [[button.text, button.data] for button in made]
    talk.send(in_rows(made))


def say_tip_of_the_week(talk: Talk, key: str, try_this: str | None) -> None:
    """Say what to try this week, of a section, in its own words or in those of a tip that the answers support."""
    found = talk.world.library.sections[key]
    text = try_this or tip(found, talk.language)
    values = {"title": _title(talk, key), "try_this": text, "sources": sources_line(found)}
    talk.say("utter_guidance_tip_of_the_week", **values)


def send_with(talk: Talk, made: Sequence[Button]) -> None:
    """Send what was said with buttons of the guide."""
    _send(talk, coaching.of(talk.session, talk.participant.id, talk.now), made)


# Where the talk is


def _state(talk: Talk) -> Any:
    """Return where the talk stands; what waited for this turn waits no longer, and what is long ago is forgotten."""
    state = coaching.of(talk.session, talk.participant.id, talk.now)
    if talk.now - state.at > talk.world.library.remembers:
        state.section, state.next = None, None
    state.at, state.offered, state.rated = talk.now, None, None
    return state


def _meant(talk: Talk, state: Any) -> Section | None:
    """Return the section that is meant: of the button, or else the one at hand; where there is none, say so."""
    key = talk.heard.section or state.section
    found = talk.world.library.sections.get(key) if key else None
    if found is None:
        talk.say("utter_guidance_nothing_before")
    return found


def _title(talk: Talk, key: str) -> str:
    return talk.world.library.sections[key].in_language[talk.language].title


def _masked(talk: Talk) -> str:
    return mask(talk.text, talk.language).masked
