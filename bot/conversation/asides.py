"""Questions beside the interview: are you sure, which language, which answer; and what their answers do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from bot.conversation import answering, commands, moving, opening, rights, safety
from bot.conversation.talk import Talk
from bot.guide import LANGUAGES, Question
from bot.reply import Problem, Understood, read_reply
from bot.reply.fold import has_text

MAX_RETRIES = 2


def take(talk: Talk) -> None:
    """Take what came in as the answer to the open aside; anything else asks it again, kindly, twice at most."""
    question = cast("Question", talk.aside())
    key = question.key
    if talk.tapped is not None:
        choice = next((choice.key for choice in question.choices if choice.key == talk.tapped), None)
        reply: Any = Understood(choice, "") if choice else Problem("utter_choose_one", {})
    elif key == "which_answer" and (line := moving.line_named(talk)):
        reply = Understood(line, talk.text)
    else:
        reply = read_reply(question, talk.text, talk.language)
    if isinstance(reply, Understood) and isinstance(reply.value, str):
        _DO[key](talk, reply.value, talk.close_aside())
    elif key == "did_you_mean" and has_text(talk.text):
        _went_on(talk, talk.close_aside())
    else:
        _try_again(talk, key)


def _try_again(talk: Talk, key: str) -> None:
    aside = dict(talk.participant.aside)
    aside["retries"] = aside.get("retries", 0) + 1
    waits_behind = talk.running or key == "keep_or_delete"  # with nothing behind it, silence would be the only answer
    if aside["retries"] > MAX_RETRIES and key != "after_alarm" and waits_behind:
        talk.close_aside()
        if key == "keep_or_delete":
            rights.stop_and_keep(talk)
        return
    talk.participant.aside = aside
    if waits_behind and key != "after_alarm":
        talk.say("utter_choose_one")
    else:
        _help_to_choose(talk, key, aside["retries"])


def _help_to_choose(talk: Talk, key: str, retries: int) -> None:
    """Say once in other words what can be chosen, then where help is; from there on the question is not repeated."""
    if retries == 1:
        talk.say("utter_choose_one")
        if key == "which_guide":
            opening.offer_in_other_words(talk)
        return
    where_help_is = "utter_safety_buttons_stay" if key == "after_alarm" else "utter_where_help_is"
    talk.say(where_help_is if retries == MAX_RETRIES else "utter_buttons_stay")
    talk.show_choices_beside()
    talk.silent = True


def _which_language(talk: Talk, value: str, _data: dict[str, Any]) -> None:
    if value in LANGUAGES:
        moving.speak(talk, value)


def _which_guide(talk: Talk, value: str, _data: dict[str, Any]) -> None:
    guide = next((guide for guide in talk.world.guides.values() if guide.key[:20] == value), None)
    if guide is not None:
        opening.begin(talk, guide)


def _delete_sure(talk: Talk, value: str, _data: dict[str, Any]) -> None:
    if value == "yes":
        opening.leave(talk, "utter_deleted")
    else:
        talk.say("utter_not_deleted")


def _keep_or_delete(talk: Talk, value: str, _data: dict[str, Any]) -> None:
    if value == "delete":
        opening.leave(talk, "utter_deleted")
    elif value == "keep":
        rights.stop_and_keep(talk)
    else:
        rights.go_on(talk)


def _after_alarm(talk: Talk, value: str, _data: dict[str, Any]) -> None:
    safety.after_alarm(talk, value)


def _did_you_mean(talk: Talk, value: str, data: dict[str, Any]) -> None:
    """The person says whether their words were a command or an answer; neither way are they lost."""
    if value == "command":
        commands.COMMANDS[data["command"]](talk)
        return
    talk.tapped = None
    talk.incoming = replace(talk.incoming, text=data["text"], kind="text", message_id=data.get("message"))
    answering.take_answer(talk)


def _went_on(talk: Talk, data: dict[str, Any]) -> None:
    """Take somebody who goes on talking, rather than say what they meant, at their word: it was an answer."""
    question, opened = talk.open_question(), talk.progress.open
    if question is not None and opened is not None and (question.kind == "text" or opened.probe is not None):
        talk.incoming = replace(talk.incoming, text=f"{data['text']}\n{talk.text}")
    answering.take_answer(talk)


def _which_answer(talk: Talk, value: str, data: dict[str, Any]) -> None:
    moving.ask_line(talk, value, data["page"])


def _withdraw_which(talk: Talk, value: str, _data: dict[str, Any]) -> None:
    rights.withdraw(talk, value)


_DO: dict[str, Callable[[Talk, str, dict[str, Any]], None]] = {
    "which_language": _which_language,
    "which_guide": _which_guide,
    "delete_sure": _delete_sure,
    "keep_or_delete": _keep_or_delete,
    "after_alarm": _after_alarm,
    "did_you_mean": _did_you_mean,
    "which_answer": _which_answer,
    "withdraw_which": _withdraw_which,
}
