"""The beginning: the first message, invitations, consent, age, and how long it may take."""

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any, cast

from bot.conversation import guiding, telling
from bot.conversation.asking import close_open
from bot.conversation.coach import ROLE as COACH
from bot.conversation.coach import listens
from bot.conversation.talk import Talk
from bot.guide import Guide, Question
from bot.reply import Understood
from bot.store import invitations, read, rounds, write

WRONG_CODES_AN_HOUR = 5
CONSENT_SCOPES = ("take_part", "quote", "map", "contact")
_FIRST_SENTENCE = re.compile(r"(?<=[.!?])\s")


def greet(talk: Talk) -> None:
    """Answer somebody who has nothing open: welcome them, or take them back to where they were."""
    start(talk, "")


def start(talk: Talk, code: str) -> None:
    """Begin, with the code of an invitation or without, or go on where an interview was left."""
    talk.drop_aside()
    talk.participant.status = "active"
    if code:
        _use_code(talk, code)
        return
    if _go_on(talk):
        return
    if talk.participant.role == COACH:
        guiding.welcome(talk)
        return
    if talk.participant.invited_guide in talk.world.guides:
        begin(talk, talk.world.guides[talk.participant.invited_guide])
        return
    _offer_guides(talk)


def start_command(talk: Talk) -> None:
    """Begin with what stood behind `/start`: the code of an invitation, or nothing.

    Who stopped begins again only by saying so.
    """
    if talk.participant.status == "stopped" and talk.incoming.kind != "command":
        talk.say("utter_stopped_before")
        return
    start(talk, talk.incoming.argument.strip())


def unsupported(talk: Talk) -> None:
    """Say what cannot be read; somebody who has nothing open is welcomed as well."""
    talk.say("utter_only_text")
    if talk.open_question() is None and talk.participant.status == "active":
        start(talk, "")


def _go_on(talk: Talk) -> bool:
    """Take up the interview that is open or paused; False when there is none."""
    if talk.interview is None or talk.interview.status not in ("open", "paused"):
        return False
    if talk.interview.status == "paused" or read_anything(talk):
        talk.say("utter_welcome_back")
    talk.interview.status = "open"
    return True


def read_anything(talk: Talk) -> bool:
    """Return whether the interview has got anywhere yet."""
    return bool(talk.answers) or bool(talk.progress.known)


def _use_code(talk: Talk, code: str) -> None:
    if _guessing(talk):
        talk.say("utter_code_wait")
        return
    invitation = invitations.find(talk.session, talk.world.vault.hash_code(code), talk.now)
    guide = talk.world.guides.get(invitation.guide) if invitation is not None else None
    if invitation is not None and invitation.role == COACH and guide is None:
        _become_coach(talk, invitation)
        return
    if invitation is None or guide is None:
        talk.participant.wrong_codes += 1
        talk.participant.wrong_code_at = talk.now
        talk.say("utter_code_unknown")
        if not _go_on(talk):
            _offer_guides(talk)
        return
    same = talk.running and talk.interview is not None and talk.interview.guide == guide.key
    if same:
        _go_on(talk)
        return
    invitations.use(talk.session, invitation)
    _take_over(talk, invitation)
    begin(talk, guide)


def _become_coach(talk: Talk, invitation: Any) -> None:
    """Open the guide to a coach; an interview in course waits."""
    if talk.running:
        talk.interview.status = "paused"
    invitations.use(talk.session, invitation)
    _take_over(talk, invitation)
    guiding.welcome(talk)


def _guessing(talk: Talk) -> bool:
    at = talk.participant.wrong_code_at
    if at is not None and talk.now - at > timedelta(hours=1):
        talk.participant.wrong_codes = 0
    return bool(talk.participant.wrong_codes >= WRONG_CODES_AN_HOUR)


def _take_over(talk: Talk, invitation: Any) -> None:
    """Carry what staff said about who is invited over to the participant."""
    participant = talk.participant
    if participant.role != COACH:  # a coach who takes an interview too still has the guide after it
        participant.role = invitation.role
    participant.invited_guide = invitation.guide
    participant.partnership = invitation.partnership or participant.partnership
    participant.organisation_type = invitation.organisation_type or participant.organisation_type
    participant.language = invitation.language or participant.language


def _offer_guides(talk: Talk) -> None:
    """Offer the guides that are open to all, or begin at once when there is one."""
    offered = list(talk.world.guides.values())
    if len(offered) == 1:
        begin(talk, offered[0])
        return
    talk.say("utter_welcome")
    ask_which_guide(talk)


def ask_which_guide(talk: Talk) -> None:
    """Open the choice of guides, in the person's language."""
    offered = talk.world.guides.values()
    talk.ask_aside("which_guide", [{"key": guide.key[:20], "text": guide.title[talk.language]} for guide in offered])


def offer_in_other_words(talk: Talk) -> None:
    """Say what each of the guides that are offered is for, and how long it takes."""
    talk.say("utter_guides_in_other_words")
    for number, guide in enumerate(talk.world.guides.values(), start=1):
        values = {"number": number, "title": guide.title[talk.language], "minutes": guide.minutes}
        purpose = _FIRST_SENTENCE.split(guide.purpose[talk.language], maxsplit=1)[0]
        talk.say("utter_guide_in_other_words", purpose=purpose, **values)


def begin(talk: Talk, guide: Guide, round_: str | None = None) -> None:
    """Open an interview with this guide: what it is, who reads it, and then consent."""
    if talk.interview is not None and talk.interview.status in ("open", "paused"):
        talk.interview.status, talk.interview.ended_at = "stopped", talk.now
    if talk.participant.role != COACH:
        talk.participant.role = guide.role
    invited = round_ is not None
    round_ = round_ or rounds.round_for(talk.session, guide.key, talk.participant.partnership, talk.now)
    talk.start(guide, round_=round_)
    known = _known(talk, guide)
    rotation = _rotation(guide, talk) if guide.rotate else ()
    talk.keep_progress(replace(talk.progress, known=known, rotation=rotation))
    if read.consents(talk.session, talk.participant.id).get("take_part"):
        telling.tell(talk)
    if invited:
        talk.say("utter_round_invite", minutes=guide.minutes)
        return
    talk.say("utter_intro_youth" if guide.role == "youth" else "utter_intro")
    talk.paragraphs.append(guide.purpose[talk.language])
    talk.say("utter_intro_time", minutes=guide.minutes)


def _known(talk: Talk, guide: Guide) -> tuple[tuple[str, str], ...]:
    """Return the opening questions this person answered before: consent holds until it is withdrawn.

    In a round a no holds as well: nobody is asked again twice a month for what they refused.
    """
    known = []
    given = read.consents(talk.session, talk.participant.id)
    for key in guide.opening:
        scope = scope_of(key)
        if scope and (given.get(scope) or (scope in given and talk.interview.round is not None)):
            known.append((key, "yes" if given[scope] else "no"))
        if key == "age_band" and talk.participant.age_band:
            known.append((key, talk.participant.age_band))
    return tuple(known)


def _rotation(guide: Guide, talk: Talk) -> tuple[str, ...]:
    """Return the questions of this check-in, drawn by who and which, in the order of the guide."""
    keys = [question.key for question in guide.questions]
    drawn = set(Random(f"{talk.participant.id}/{talk.interview.id}").sample(keys, guide.rotate or len(keys)))
    return tuple(key for key in keys if key in drawn)


def scope_of(key: str) -> str | None:
    """Return the scope of consent that an opening question asks for."""
    return next((scope for scope in CONSENT_SCOPES if key in (scope, f"{scope}_youth")), None)


def settle(talk: Talk, question: Question, reply: Understood) -> None:
    """Let an answer to an opening question take effect. None of them is stored as an answer."""
    value = str(reply.value)
    scope = scope_of(question.key)
    if scope is not None:
        if not _take_consent(talk, question, scope, value):
            return
    elif question.key == "age_band" and not _take_age(talk, value):
        return
    length = "short" if question.key == "length" and value == "short" else talk.progress.length
    known = (*talk.progress.known, (question.key, value))
    talk.keep_progress(replace(talk.progress, known=known, length=length))
    close_open(talk)


def _take_consent(talk: Talk, question: Question, scope: str, value: str) -> bool:
    """Store a yes or a no; False when the interview ends or the question stays."""
    if value == "more":
        privacy(talk)
        return False
    edition = wording_edition(question, talk)
    if scope == "take_part" and value != "yes":
        leave(talk, "utter_no_consent")
        return False
    write.record_consent(talk.session, talk.participant, scope, given=value == "yes", edition=edition, now=talk.now)
    return True


def privacy(talk: Talk) -> None:
    """Say in plain words what is kept, why, how long and for whom; also before consent."""
    name = "utter_guidance_privacy" if listens(talk) else "utter_privacy"
    talk.say(name, months=talk.world.retention.answers_months)


def wording_edition(question: Question, talk: Talk) -> str:
    """Return the hash of the words that are agreed to: the question and what was said before it."""
    words = question.text[talk.language] + "\n" + cast("Guide", talk.guide).purpose[talk.language]
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _take_age(talk: Talk, band: str) -> bool:
    """Keep the band; under 13 nothing is kept at all."""
    if band == "under_13":
        leave(talk, "utter_under_13")
        return False
    talk.participant.age_band = band
    return True


def leave(talk: Talk, name: str) -> None:
    """Say goodbye and keep nothing of this person."""
    talk.say(name)
    write.erase(talk.session, talk.participant.id, talk.world.vault, talk.now)
    talk.gone = True
