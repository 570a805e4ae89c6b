"""Answering: what somebody says or taps becomes an answer, a probe, or a kind question to try again."""

from dataclasses import replace
from typing import Any, cast

from bot import interview as iv
from bot.conversation import checking, coach, guiding, opening, same_again
from bot.conversation.asking import close_open, done_button, open_now, reopen, shown_question
from bot.conversation.board import buttons_for
from bot.conversation.settling import keep, probe_or_go_on, settle
from bot.conversation.summary import CHECK
from bot.conversation.talk import Talk
from bot.conversation.wording import wording_now
from bot.guide import Question
from bot.personal_data import looks_like_a_person
from bot.probing.signals import Answer, language_of
from bot.reply import Confirm, Problem, Reply, Understood, read_reply
from bot.reply.fold import fold
from bot.reply.names import names_no_other

RETRIES = 2
"""A question is asked again at most so often; then it stays unclear, and the interview goes on."""


def take_answer(talk: Talk) -> None:
    """Take what came in as an answer to the open question of the interview; `ask` then asks what comes next."""
    opened = talk.progress.open if talk.running else None
    if opened is None:
        if coach.listens(talk):
            guiding.ask(talk)
        else:
            opening.greet(talk)
        return
    if opened.pending is not None:
        _take_confirmation(talk, opened)
    elif opened.place != CHECK and same_again.stands(talk, opened):
        talk.say("utter_stands")
        close_open(talk)
    elif opened.probe is not None:
        _take_probe_answer(talk, opened)
    elif opened.place == CHECK:
        checking.take(talk)
    else:
        _take_reply(talk, opened)


def _take_reply(talk: Talk, opened: iv.Open) -> None:
    question = shown_question(talk, opened.place)
    if question.kind == "many" and (talk.tapped is not None or says_done(talk)):
        _take_tick(talk, opened, question)
        return
    if question.kind == "list" and (talk.tapped == ".done" or says_done(talk)):
        settle(talk, question, Understood(list(opened.picked), ", ".join(opened.picked)))
        return
    if question.kind == "list" and _passes(talk):
        _leave_list(talk, question, opened)
        return
    reply = _read(talk, question)
    if isinstance(reply, Understood) and question.kind == "list":
        _take_names(talk, question, reply)
    elif isinstance(reply, Understood) and question.kind == "many":
        settle(talk, question, _with_ticks(opened, question, reply, talk.language))
    elif isinstance(reply, Understood):
        settle(talk, question, reply)
    elif isinstance(reply, Confirm):
        # Before consent no word of the person is kept, not even until they confirm what they meant.
        said = "" if opened.place.part == "opening" else reply.said
        reopen(talk, pending={"value": reply.value, "said": said}, wording=_confirm_wording(talk, reply))
    else:
        _try_again(talk, opened, question, reply)


def says_done(talk: Talk) -> bool:
    """Return whether somebody typed that there is no more to choose or to name, where the bot waits for more."""
    opened = talk.progress.open if talk.running and not talk.participant.aside else None
    if opened is None or opened.probe is not None or opened.pending is not None:
        return False
    kind = talk.question_at(opened.place).kind
    if kind == "list" and opened.picked:
        said = read_reply(talk.world.frame["check"]["name_another"], talk.text, talk.language)
        return isinstance(said, Understood) and said.value == "done"
    label = talk.text_of("utter_button_done").rstrip(" ✔")
    return kind == "many" and fold(talk.text).strip(" .!✔") == fold(label)


def _with_ticks(opened: iv.Open, question: Question, reply: Understood, language: str) -> Understood:
    """Return what was ticked together with what was typed after it; a choice that excludes the others stands alone."""
    typed = cast("list[str]", reply.value)
    alone = {choice.key for choice in question.choices if choice.alone}
    if not opened.picked or not isinstance(typed, list) or alone & set(typed):
        return reply
    ticked = [choice for choice in question.choices if choice.key in opened.picked]
    said = ", ".join([*(choice.text[language] for choice in ticked), reply.said])
    keys = [choice.key for choice in ticked]
    return Understood([*keys, *(key for key in typed if key not in keys)], said)


def _take_names(talk: Talk, question: Question, reply: Understood) -> None:
    """Keep the names of this message; one alone is asked for another, several at once are taken for all."""
    opened = open_now(talk)
    named = cast("list[str]", reply.value)
    names = (*opened.picked, *(name for name in named if name not in opened.picked))
    if reply.response:
        talk.say(reply.response, **reply.params)
    most = question.most or len(names)
    if len(names) >= most or len(named) != 1 or names_no_other(reply.said):
        said = ", ".join(names[:most]) if opened.picked else reply.said
        settle(talk, question, Understood(list(names[:most]), said))
        return
    talk.say("utter_noted_name", name=named[0])
    reopen(talk, picked=names, wording=talk.world.frame["check"]["name_another"].text[talk.language], retries=0)


def _confirm_wording(talk: Talk, reply: Confirm) -> str:
    return talk.text_of(reply.response, **reply.params)


def _read(talk: Talk, question: Question) -> Reply:
    if talk.tapped is not None:
        return _of_tap(question, talk.tapped, talk.language)
    opened = open_now(talk)
    if (same := same_again.like_before(talk, question, opened.place)) is not None:
        return same
    known = opened.picked
    return read_reply(question, talk.text, talk.language, known=known, is_person=looks_like_a_person)


def _of_tap(question: Question, key: str, language: str) -> Reply:
    """Return what a tapped choice means; a key that the question does not have is a problem."""
    for number, choice in enumerate(question.choices, start=1):
        if choice.key == key:
            value: Any = number if question.kind == "scale" else key
            return Understood(value, choice.text[language])
    return Problem("utter_choose_one", {})


def _take_tick(talk: Talk, opened: iv.Open, question: Question) -> None:
    """Tick or untick one of several choices, or close the question with what is ticked."""
    if talk.tapped in (".done", None):
        keys = [choice.key for choice in question.choices if choice.key in opened.picked]
        labels = ", ".join(choice.text[talk.language] for choice in question.choices if choice.key in opened.picked)
        if keys:
            settle(talk, question, Understood(keys, labels))
        else:
            talk.say("utter_pick_at_least_one")
        return
    choice = next((choice for choice in question.choices if choice.key == talk.tapped), None)
    if choice is None:
        return
    picked = _toggled(opened.picked, choice.key, question)
    if choice.alone and picked:
        settle(talk, question, Understood([choice.key], choice.text[talk.language]))
        return
    reopen(talk, picked=picked)
    if talk.incoming.message_id is None:
        return
    talk.paragraphs.append(opened.wording)
    rows = buttons_for(question, talk.language, f"a:{opened.serial}", picked)
    talk.send((*rows, (done_button(talk, opened),), (talk.skip_button(),)), edit=talk.incoming.message_id)
    talk.silent = True


def _toggled(picked: tuple[str, ...], key: str, question: Question) -> tuple[str, ...]:
    if key in picked:
        return tuple(other for other in picked if other != key)
    alone = {choice.key for choice in question.choices if choice.alone}
    kept = tuple(other for other in picked if other not in alone)
    if key in alone:
        return (key,)
    return kept if question.most is not None and len(kept) >= question.most else (*kept, key)


def _take_confirmation(talk: Talk, opened: iv.Open) -> None:
    """Keep what was asked about on a yes; ask the question again on a no; read anything else as a new answer."""
    pending = opened.pending or {}
    question = shown_question(talk, opened.place)
    wording = wording_now(talk, replace(opened, pending=None))
    yes_no = talk.world.frame["asides"]["is_that_right"]
    reply = _of_tap(yes_no, talk.tapped, talk.language) if talk.tapped else read_reply(yes_no, talk.text, talk.language)
    reopen(talk, pending=None, wording=wording)
    if isinstance(reply, Understood) and reply.value == "yes":
        meant = Understood(pending["value"], pending["said"])
        if question.kind == "list":
            _take_names(talk, question, meant)
        else:
            settle(talk, question, meant)
    elif isinstance(reply, Understood) and reply.value == "no":
        _take_back(talk, question, pending)
    else:
        _take_reply(talk, open_now(talk))


def _take_back(talk: Talk, question: Question, pending: dict[str, Any]) -> None:
    """Somebody meant something else: a name is then a name of its own, anything else is asked again."""
    if question.kind == "list":
        own = read_reply(question, pending["said"], talk.language, is_person=looks_like_a_person)
        if isinstance(own, Understood):
            _take_names(talk, question, own)
        return
    opened = open_now(talk)
    if opened.retries >= RETRIES and opened.place.part in ("guide", "closing"):
        _leave_unclear(talk, question, pending["said"])
    else:
        reopen(talk, retries=opened.retries + 1)


def _leave_unclear(talk: Talk, question: Question, said: str) -> None:
    """Keep the words as they are, without a value, and go on."""
    keep(talk, question, said=said, value=None, missing="unclear")
    talk.say("utter_go_on_unclear")
    close_open(talk)


def _try_again(talk: Talk, opened: iv.Open, question: Question, problem: Problem) -> None:
    """Say kindly what would fit; after a few times keep the words as unclear, and go on.

    Who does not know, or would rather not say, is not asked again: that is a skip.
    """
    if opened.place.part != "opening" and _passes(talk):
        _pass(talk, question)
        return
    if opened.retries >= RETRIES and opened.place.part in ("guide", "closing"):
        _leave_unclear(talk, question, talk.text)
        return
    talk.say(problem.response, **problem.params)
    reopen(talk, retries=opened.retries + 1)


def _pass(talk: Talk, question: Question) -> None:
    """Leave a question to which somebody has no answer."""
    keep(talk, question, said=talk.text, value=None, missing="skipped")
    talk.say("utter_skipped")
    close_open(talk)


def _leave_list(talk: Talk, question: Question, opened: iv.Open) -> None:
    """Who knows no name more has named them all; who knows none at all passes."""
    if opened.picked:
        settle(talk, question, Understood(list(opened.picked), ", ".join(opened.picked)))
    else:
        _pass(talk, question)


def _passes(talk: Talk) -> bool:
    """Return whether these words say that the person does not know, or chooses not to say."""
    answer = Answer(talk.text, language_of(talk.text, talk.language))
    at_probe = open_now(talk).probe is not None
    return talk.tapped is None and (answer.says_nothing if at_probe else answer.does_not_know or answer.refuses)


def _take_probe_answer(talk: Talk, opened: iv.Open) -> None:
    question = talk.question_at(opened.place)
    reply = read_reply(replace(question, kind="text"), talk.text, talk.language)
    if not isinstance(reply, Understood):
        talk.say(reply.response, **reply.params)
        return
    in_vain = talk.progress.in_vain + 1 if _passes(talk) else 0
    talk.keep_progress(replace(talk.progress, in_vain=in_vain))
    keep(talk, question, said=reply.said, value=None)
    probe_or_go_on(talk, question, reply.said, corrects=True)
