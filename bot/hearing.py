"""Hearing: from what came in to the one intent with which Rasa takes the turn.

Safety comes first, on every text in every state. A tap and a command are understood already. A text
is understood by Rasa's model, and then read in the light of the question that is open.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from bot.channel.message import Incoming
from bot.conversation import answering, coach, moving, reacting
from bot.conversation.asking import shown_question
from bot.conversation.board import read_tap
from bot.conversation.talk import Heard, Talk
from bot.guide import Question
from bot.rasa_engine import Engine
from bot.reply import Understood, read_reply, stated_age
from bot.safeguarding import Alarm
from bot.safeguarding import hear as hear_distress
from bot.safeguarding import look_ahead as look_ahead_for_distress
from bot.store import read
from bot.understanding import Reading
from bot.understanding import read as read_text
from bot.understanding.reading import GRAVE

ADULT = 13
SHORT_WORDS = 6
"""Messages of at most so many words are remembered, to hear what is said in pieces."""
LONG = 60
"""A text with more words is never a command, and is not given to the model."""

ALWAYS = ("help", "privacy", "see_my_data", "delete_my_data", "human", "language_change", "stop", "bot_challenge")
"""What can be asked for while nothing is open; anything else somebody says begins a conversation."""

OTHER = "other"
"""The value of an answer that is none of the choices, where a question takes one."""
MORE_WORDS = 1
"""A text with more words than that beside a choice's own is read before it counts as the choice."""
YES_NO = ("affirm", "deny")
"""An answer to whatever is open, fitting or not."""

MEANT_FOR_WHAT_WAS_OPEN = ("answer", "unsure", "skip", "greet", "thank", "react")
"""What answers the question before, where a tap or a command in the same breath has closed that one already."""

INTENT_OF_COMMAND = {
    "data": "see_my_data",
    "delete": "delete_my_data",
    "language": "language_change",
}


def look_ahead(texts: Sequence[str]) -> None:
    """Prepare for what several people said at once; one person's text is looked at when its turn comes."""
    if len(texts) > 1:
        look_ahead_for_distress(texts)


async def hear(talk: Talk, rasa: Engine, recent: deque[str]) -> str:
    """Understand what came in and let Rasa take the turn; return the word a tap is acknowledged with."""
    incoming = talk.incoming
    talk.heard = Heard()
    said = incoming.text or incoming.argument
    if said and (alarm := _alarm(said, deque() if _is_code(incoming) else recent)) is not None:
        talk.heard.alarm = alarm
        await rasa.take(talk, "", "distress")
        return ""
    if incoming.kind == "tap":
        return await _hear_tap(talk, rasa)
    intent = await _intent(talk, rasa)
    if talk.unseen and intent in MEANT_FOR_WHAT_WAS_OPEN:
        if any(talk.seen):
            talk.say("utter_tap_stale")
        return ""
    await rasa.take(talk, "", intent)
    return ""


def _is_code(incoming: Incoming) -> bool:
    """Tell whether this is a link's code: one word, drawn by chance; beside what somebody says next it may look like anything."""
    return incoming.command == "start" and len(incoming.argument.split()) == 1


def _alarm(text: str, recent: deque[str]) -> Alarm | None:
    alarm = hear_distress(text, tuple(recent))
    if len(text.split()) <= SHORT_WORDS:
        recent.append(text)
    else:
        recent.clear()
    if alarm is not None:
        recent.clear()
    return alarm


async def _hear_tap(talk: Talk, rasa: Engine) -> str:
    """Take a tap on what is open, or on the guide; one that belongs to anything else changes nothing."""
    if (asked := coach.tapped(talk)) is not None:
        talk.heard.section = asked.section
        await rasa.take(talk, "", asked.intent)
        return ""
    tap = read_tap(talk.incoming.tap)
    if tap is None or not _is_current(talk, *tap):
        return talk.text_of("utter_tap_stale")
    kind, _, choice = tap
    if kind == "c":
        await rasa.take(talk, "", choice)
    else:
        talk.tapped = choice
        await rasa.take(talk, "", "answer")
    return ""


def _is_current(talk: Talk, kind: str, serial: int, choice: str) -> bool:
    if choice == "withdraw" and kind == "c":
        return True
    if kind == "b":
        aside = talk.participant.aside
        return bool(aside) and aside["serial"] == serial and _is_offered(talk.aside(), choice)
    opened = talk.progress.open if talk.running else None
    if talk.participant.aside or opened is None or opened.serial != serial:
        return False
    if kind == "c":
        return choice in ("skip", "correct")
    if opened.pending is not None:
        return _is_offered(talk.world.frame["asides"]["is_that_right"], choice)
    shown = shown_question(talk, opened.place)
    may_be_done = shown.kind == "many" or (shown.kind == "list" and bool(opened.picked))
    return _is_offered(shown, choice) or (choice == ".done" and may_be_done)


def _is_offered(question: Question | None, choice: str) -> bool:
    """Return whether a tap names a choice that the question has: what else it carries we never made."""
    return question is not None and any(offered.key == choice for offered in question.choices)


async def _intent(talk: Talk, rasa: Engine) -> str:
    incoming = talk.incoming
    if incoming.kind == "command":
        return INTENT_OF_COMMAND.get(incoming.command, incoming.command)
    if incoming.kind == "unsupported":
        return "unsupported"
    age = stated_age(incoming.text)
    if age is not None and age < ADULT and _may_be_a_child(talk):
        return "too_young"
    if incoming.kind == "edit":
        return coach.ASKED if coach.listens(talk) else "edit"
    if moving.older_answer(talk) is not None:
        return "edit"  # a reply to an older question corrects its answer
    return await _intent_of_text(talk, rasa)


def _may_be_a_child(talk: Talk) -> bool:
    role = talk.participant.role
    return role == "youth" or (talk.interview is None and role != coach.ROLE)


async def _intent_of_text(talk: Talk, rasa: Engine) -> str:
    if coach.listens(talk):
        return await _intent_of_coach(talk, rasa)
    question = _as_asked(talk)
    if answering.says_done(talk):
        return "answer"
    if reacting.reacts(talk):
        return "react"
    reading = await understand(rasa, talk.text, talk.language, question)
    if question is None:
        return reading.reads_as if reading.reads_as in ALWAYS else "start"
    return _decided(talk, reading)


async def _intent_of_coach(talk: Talk, rasa: Engine) -> str:
    """Return the intent of a coach's text: what is no button, no wish and no command is a question for the guide."""
    asked = coach.typed(talk)
    if asked is not None:
        talk.heard.section = asked.section
        return asked.intent
    reading = await understand(rasa, talk.text, talk.language, coach.ASKING)
    talk.heard.unsure_of = reading.reads_as
    return intent_of_coach(reading, talk.text, guide_is_sure=reading.ask_back and coach.is_sure(talk))


def intent_of_coach(reading: Reading, text: str, *, guide_is_sure: bool) -> str:
    """Return the intent of what a coach wrote, as it reads.

    What cannot be taken back is asked about where it may be a command, unless the guide is sure to have what is asked. Any
    other command is only ever said shortly; those of an interview say what can be done here.
    """
    short = len(text.split()) <= SHORT_WORDS
    if reading.small_talk:
        return reading.small_talk
    if reading.reads_as in YES_NO:
        return "help"
    if reading.reads_as == "answer" or (reading.ask_back and guide_is_sure):
        return coach.ASKED
    if reading.reads_as in ALWAYS and (short or reading.reads_as in GRAVE):
        return "unsure" if reading.ask_back else reading.reads_as
    if reading.ask_back or not short:
        return coach.ASKED
    return "guidance_whole" if reading.reads_as == "explain" else "help"


def _decided(talk: Talk, reading: Reading) -> str:
    """Return the intent of a text while a question is open."""
    agreed = bool(read.consents(talk.session, talk.participant.id).get("take_part"))
    if _is_anothers(talk) and agreed:
        talk.heard.unsure_of = "repeat"
        return "unsure"
    if reading.small_talk:
        return reading.small_talk
    if not reading.ask_back or reading.reads_as in YES_NO:
        return "answer" if reading.reads_as in YES_NO else reading.reads_as
    if talk.participant.aside or not agreed:
        return "answer"  # asking back would keep the words until then
    talk.heard.unsure_of = reading.reads_as
    return "unsure"


def _as_asked(talk: Talk) -> Question | None:
    """Return what is open, in the way it is open now: a probe wants words, and so does what was a choice."""
    question = talk.open_question()
    opened = talk.progress.open
    if question is None or opened is None or talk.participant.aside:
        return question
    if opened.pending is not None:
        return talk.world.frame["asides"]["is_that_right"]
    return replace(question, kind="text", choices=()) if opened.probe is not None else question


def _is_anothers(talk: Talk) -> bool:
    """Return whether these may be another person's words: the person is asked before they count as an answer."""
    return talk.incoming.forwarded and not talk.participant.aside


async def understand(rasa: Engine, text: str, language: str, question: Question | None) -> Reading:
    """Return what a text is: an answer, or one of the commands. A live turn and `meespraak understand` both use it."""
    if is_slash(text) or len(text.split()) > LONG:
        return Reading("answer", 1.0, ask_back=False)
    parse = await rasa.parse(text)
    return read_text(text, parse, question, fits(question, text, language))


def fits(question: Question | None, text: str, language: str) -> bool:
    """Return whether the text is a valid answer to the open closed question.

    Words that only an open "something else" takes do not fit: "stop" would. Nor does a choice's word in a question
    back: "wie leest dit allemaal?" does not choose all of them.
    """
    if question is None or question.kind in ("text", "list") or text.rstrip().endswith("?"):
        return False
    if question.choices and len(text.split()) > _longest_choice(question, language) + MORE_WORDS:
        return False
    reply = read_reply(question, text, language)  # type: ignore[arg-type]
    return isinstance(reply, Understood) and OTHER not in (
        reply.value if isinstance(reply.value, list) else [reply.value]
    )


def _longest_choice(question: Question, language: str) -> int:
    """Return the words of the longest way to type a choice."""
    ways = (way for one in question.choices for way in (one.text[language], *one.words.get(language, ())))
    return max(len(way.split()) for way in ways)


def is_slash(text: str) -> bool:
    """Return whether Rasa would run this text as an intent; such a text is only ever an answer."""
    visible = "".join(character for character in text if character.isprintable() and not character.isspace())
    return visible.startswith(("/", "\uff0f"))
