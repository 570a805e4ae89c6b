"""Moving about in an interview: skip, back, repeat, explain, progress, pause, language."""

from dataclasses import replace
from typing import Any

from bot import interview as iv
from bot.conversation import answering, checking, opening, same_again, settling
from bot.conversation.asking import close_open, reopen
from bot.conversation.summary import CHECK, check_wording, summary_lines
from bot.conversation.talk import Talk
from bot.conversation.wording import wording_now
from bot.guide import LANGUAGES
from bot.reply import Understood, read_reply
from bot.store import read

ON_A_PAGE = 8
"""So many answers are offered at a time to be corrected: as many buttons as a telephone shows with the question."""
SHOWN = 44
"""Characters of an answer on its button."""


def skip(talk: Talk) -> None:
    """Leave the open question; it stays missing, as skipped, and is not asked again."""
    if _leaves_aside(talk):
        return
    opened = talk.progress.open if talk.running else None
    if opened is None:
        talk.say("utter_nothing_to_skip")
        return
    if opened.place.part == "opening":
        talk.say("utter_cannot_skip")
        return
    question = talk.question_at(opened.place)
    if question.kind == "list" and opened.picked:  # no other name: those that were given stay
        settling.settle(talk, question, Understood(list(opened.picked), ", ".join(opened.picked)))
        return
    if same_again.has_answer(talk, opened):
        talk.say("utter_stands")
    else:
        settling.keep(talk, question, said=None, value=None, missing="skipped")
        in_vain = talk.progress.in_vain + (opened.probe is not None)
        talk.keep_progress(replace(talk.progress, in_vain=in_vain))
        talk.say("utter_skipped")
    close_open(talk)


def _leaves_aside(talk: Talk) -> bool:
    """Leave what is asked beside the interview; where nothing waits behind it, it stays, or the bot would fall silent."""
    return bool(talk.participant.aside) and (not talk.running or talk.drop_aside())


def back(talk: Talk) -> None:
    """Ask the question before this one again; after the new answer the interview goes on where it was."""
    if _leaves_aside(talk):
        return
    if not talk.running or talk.guide is None:
        talk.say("utter_nothing_open")
        return
    opened = talk.progress.open
    if opened is not None and opened.probe is not None:
        place: iv.Place | None = opened.place  # one back from a probe is the question it followed
    else:
        place = iv.previous_place(talk.guide, talk.world.frame, talk.answers, talk.progress)
    if place is None:
        talk.say("utter_at_the_start")
        return
    talk.keep_progress(replace(talk.progress, open=None, again=place))
    talk.say("utter_back")


def correct(talk: Talk, page: int | None = None) -> None:
    """Offer the answers given so far, a page at a time, so that one can be corrected; the latest first, the check from the top."""
    lines = summary_lines(talk) if talk.running else []
    if not lines:
        talk.say("utter_nothing_to_correct")
        return
    pages = -(-len(lines) // ON_A_PAGE)
    opened = talk.progress.open
    first = 0 if opened is not None and opened.place == CHECK else pages - 1
    page = first if page is None else page % pages
    shown = list(enumerate(lines, start=1))[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    choices = [{"key": str(number), "text": f"{number}. {line}"[:SHOWN]} for number, (_, line) in shown]
    if pages > 1:
        choices.append({"key": "more", "text": talk.text_of("utter_button_more_lines")})
    talk.ask_aside("which_answer", choices, page=page)


def line_named(talk: Talk) -> str:
    """Return the number of a line as it was typed: any line can be named, whatever page is shown."""
    typed = talk.text.strip(" .:#")
    known = typed.isdecimal() and 1 <= int(typed) <= len(summary_lines(talk))
    return str(int(typed)) if known else ""


def ask_line(talk: Talk, number: str, page: int) -> None:
    """Ask the question of a line of `correct` again, or show other lines."""
    if number == "more":
        correct(talk, page + 1)
    elif number.isdecimal() and 1 <= int(number) <= len(summary_lines(talk)):
        checking.ask_line(talk, int(number))


def repeat(talk: Talk) -> None:
    """Say the open question again: `ask` does, once; the summary as a whole."""
    if talk.open_question() is None:
        talk.say("utter_nothing_open")
    elif talk.progress.open is not None and talk.progress.open.place == CHECK and not talk.participant.aside:
        reopen(talk, wording=check_wording(talk))


def explain(talk: Talk) -> None:
    """Say in other words what the open question is after."""
    opened = talk.progress.open if talk.running else None
    if talk.participant.aside and talk.participant.aside["question"] == "which_guide":
        opening.offer_in_other_words(talk)
        return
    if talk.participant.aside or opened is None:
        talk.say("utter_help")
        return
    question = talk.question_at(opened.place)
    talk.paragraphs.append(question.explain[talk.language])


def progress(talk: Talk) -> None:
    """Say how far along this interview is."""
    if not talk.running or talk.guide is None:
        talk.say("utter_nothing_open")
        return
    done, of = iv.how_far(talk.guide, talk.world.frame, talk.answers, talk.progress)
    talk.say("utter_progress", done=done, left=max(of - done, 0), of=of)


def take_edit(talk: Talk) -> None:
    """Correct the answer of an edited message, or of the older question that is replied to.

    The old version stays beside it, and the place in the interview stays where it is.
    """
    row = _row_meant(talk)
    if row is not None and talk.interview is not None and row.interview == talk.interview.id:
        settling.revise(talk, row)
    elif talk.running and talk.progress.open is not None and talk.progress.open.retries:
        answering.take_answer(talk)  # what did not fit was put right
    else:
        talk.say("utter_edit_not_found")
        talk.silent = True


def _row_meant(talk: Talk) -> Any:
    """Return the answer that came in the edited message, or that the older question has; None where there is none."""
    if talk.incoming.kind == "edit":
        number = talk.incoming.message_id
        return read.answer_from(talk.session, talk.participant.id, number) if number is not None else None
    return older_answer(talk)


def older_answer(talk: Talk) -> Any:
    """Return the answer to the question that is replied to, where that is not the open one; else None."""
    if talk.incoming.reply_to is None or talk.interview is None:
        return None
    asked = read.asked_in(talk.session, talk.participant.id, talk.incoming.reply_to)
    if asked is None or asked["interview"] != talk.interview.id or asked["part"] == "opening":
        return None
    opened = talk.progress.open
    if opened is not None and (opened.place.question, opened.place.item) == (asked["question"], asked["item"]):
        return None
    return read.answer_to(talk.session, talk.interview.id, asked["question"], asked["item"])


def pause(talk: Talk) -> None:
    """Stop for now; the same question waits, on the same edition of the guide."""
    talk.drop_aside()
    if not talk.running:
        talk.say("utter_nothing_open")
        return
    talk.interview.status = "paused"
    talk.say("utter_paused")
    talk.silent = True


def resume(talk: Talk) -> None:
    """Take up a paused interview because the person wrote."""
    if talk.interview is not None and talk.interview.status == "paused":
        talk.interview.status = "open"
        talk.say("utter_welcome_back")


def change_language(talk: Talk) -> None:
    """Ask which language; who named it is not asked again."""
    named = read_reply(talk.world.frame["asides"]["which_language"], talk.text, talk.language)
    if isinstance(named, Understood) and named.value in LANGUAGES and named.value != talk.language:
        speak(talk, str(named.value))
    else:
        talk.ask_aside("which_language")


def speak(talk: Talk, language: str) -> None:
    """Speak another language from here on; answers keep the language they were given in."""
    talk.participant.language = language
    talk.say("utter_language_changed")
    if talk.participant.aside and talk.participant.aside["question"] == "which_guide":
        opening.ask_which_guide(talk)
    opened = talk.progress.open if talk.running else None
    if opened is None:
        return
    changed = replace(opened, wording=wording_now(talk, opened), pending=None, asked_at=talk.now.isoformat())
    talk.keep_progress(replace(talk.progress, open=changed))
