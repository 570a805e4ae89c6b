"""Asking: the next question, or the open one again."""

from dataclasses import replace
from typing import Any, cast

from bot import interview as iv
from bot.channel.message import Button
from bot.conversation.board import buttons_for, command_button
from bot.conversation.labels import probe_wording
from bot.conversation.summary import CHECK, check_wording_again, line_keys, mark_of, summary_lines
from bot.conversation.talk import Talk, with_choices
from bot.conversation.wording import wording_of
from bot.guide import Question


def ask(talk: Talk) -> None:
    """Ask what is open, or else what comes next, in one message with what was said in this turn."""
    if talk.gone or talk.silent:
        talk.send()
    elif talk.aside() is not None:
        talk.show_aside()
    elif talk.running and (talk.progress.open is not None or _open_next(talk)):
        _show_open(talk)
    else:
        talk.send()


def is_over(talk: Talk) -> bool:
    """Return whether the interview in course has nothing left to ask."""
    if talk.gone or talk.aside() or not talk.running or talk.progress.open is not None or talk.guide is None:
        return False
    return talk.next_place() is None


def _open_next(talk: Talk) -> bool:
    """Open the next question of the interview; False when there is none."""
    place = talk.next_place()
    if place is None:
        return False
    question, progress, now = talk.question_at(place), talk.progress, talk.now.isoformat()
    mark = mark_of(progress, place, place.probe) if place.probe else None
    if mark is not None:
        wording = probe_wording(talk, question, mark)
        talk.keep_progress(iv.opened(progress, replace(place, probe=0), wording, now, probe=mark))
    elif place == CHECK:
        wording = check_wording_again(talk)
        shown = replace(progress, checked=line_keys(summary_lines(talk)), corrected=None)
        talk.keep_progress(iv.opened(shown, place, wording, now))
    else:
        talk.keep_progress(iv.opened(progress, place, wording_of(talk, question, place), now))
    return True


def _show_open(talk: Talk) -> None:
    opened = open_now(talk)
    talk.paragraphs.append(opened.wording)
    talk.asks = {"interview": talk.interview.id, "part": opened.place.part} | {
        "question": opened.place.question,
        "item": opened.place.item,
    }
    talk.send(_buttons(talk, opened))


def _buttons(talk: Talk, opened: iv.Open) -> tuple[tuple[Button, ...], ...]:
    question = shown_question(talk, opened.place)
    mark = f"a:{opened.serial}"
    if opened.place == CHECK:
        return _check_buttons(talk, opened, mark)
    if opened.pending is not None:
        return buttons_for(talk.world.frame["asides"]["is_that_right"], talk.language, mark, ())
    rows: tuple[tuple[Button, ...], ...] = ()
    if opened.probe is None:
        rows = buttons_for(question, talk.language, mark, opened.picked)
        if question.kind == "many" or (question.kind == "list" and opened.picked):
            rows += ((done_button(talk, opened),),)
    if opened.place.part == "opening":
        return rows
    return (*rows, (talk.skip_button(),), *_correct_row(talk, opened))


def _check_buttons(talk: Talk, opened: iv.Open, mark: str) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons under the summary: a button a line would fill a telephone's screen."""
    line = command_button(talk.text_of("utter_button_correct_line"), "correct", opened.serial)
    beside = buttons_for(talk.question_at(CHECK), talk.language, mark, ())
    return ((line,), *beside, (talk.skip_button(),))


def _correct_row(talk: Talk, opened: iv.Open) -> tuple[tuple[Button, ...], ...]:
    """Return a row that offers the other answers, where somebody went back to this one."""
    if opened.probe is not None or (opened.place.question, opened.place.item) not in talk.answers:
        return ()
    return ((command_button(talk.text_of("utter_button_correct"), "correct", opened.serial),),)


def done_button(talk: Talk, opened: iv.Open) -> Button:
    """Return the button that closes a question with several choices."""
    return Button(talk.text_of("utter_button_done"), f"a:{opened.serial}:.done")


def shown_question(talk: Talk, place: iv.Place) -> Question:
    """Return the question as it stands now: the check lists the lines of the summary as its choices."""
    question = talk.question_at(place)
    if place == CHECK:
        lines = summary_lines(talk)
        numbers = [{"key": str(number), "text": str(number)} for number in range(1, len(lines) + 1)]
        return with_choices(question, numbers)
    return question


def open_now(talk: Talk) -> iv.Open:
    """Return the open question of the interview; only called where there is one."""
    return cast("iv.Open", talk.progress.open)


def reopen(talk: Talk, **changes: Any) -> None:
    """Change the open question (a probe, something to confirm, a retry) without asking another one."""
    talk.keep_progress(replace(talk.progress, open=replace(open_now(talk), **changes)))


def close_open(talk: Talk) -> None:
    """Close the open question; the next `ask` opens the next one."""
    talk.keep_progress(replace(talk.progress, open=None))
