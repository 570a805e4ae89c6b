"""The member check: what somebody says of the summary is a line to correct, something missing, or that it is right.

Nothing said here is lost: words that are none of these are kept as something that was missing.
"""

import re
from dataclasses import replace

from bot import interview as iv
from bot.conversation.asking import close_open, open_now, reopen
from bot.conversation.labels import answer_label
from bot.conversation.settling import keep
from bot.conversation.summary import CHECK, MISSING, Line, line_keys, summary_lines
from bot.conversation.talk import Talk
from bot.guide import LANGUAGES, Question
from bot.reply import Understood, read_reply
from bot.reply.fold import fold, words
from bot.reply.lexicon import phrases, vocabulary
from bot.reply.match import meaning, plain

SHORT = 6
"""Words in which a number or a label is that of a line; in a longer text it belongs to what is told."""
ADDS = 3
"""Words from which a text that names no line is something to add."""
NOT = frozenset(plain("niet")) | frozenset(("dont", "isnt"))
"""As `plain` writes it, in any of the languages."""
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")


def take(talk: Talk) -> None:
    """Take what was tapped or typed while the summary is open."""
    lines = summary_lines(talk)
    meant = talk.tapped or read_check(talk, lines)
    if meant == "nothing":
        tapped = answer_label(talk.question_at(CHECK), iv.Given("nothing"), talk.language)
        keep(talk, talk.question_at(CHECK), said=talk.text or tapped, value="nothing")
        close_open(talk)
    elif meant == "missing":
        _ask_again(talk, _place_of_addition(talk))
    elif meant == "line":
        _try_again(talk, "utter_choose_line")
    elif meant == "":
        _add_or_try_again(talk)
    elif 1 <= int(meant) <= len(lines):
        ask_line(talk, int(meant))
    else:
        _try_again(talk, "utter_number_not_offered", high=len(lines))


def read_check(talk: Talk, lines: list[Line]) -> str:
    """Return the number of the line that is meant, `missing`, `nothing`, `line` (one, but which?), or ""."""
    text = talk.text
    said = words(text)
    if number := _number(text, said):
        return number
    if len(said) > SHORT:
        return ""
    if tuple(said) in phrases("no"):
        return "nothing"
    check = talk.question_at(CHECK)
    if _denies(said, check):
        return _labelled(said, lines) or "line"
    reply = read_reply(check, text, talk.language)
    return str(reply.value) if isinstance(reply, Understood) else _labelled(said, lines)


def _denies(said: list[str], check: Question) -> bool:
    """Tell "klopt niet" from "niets, dit klopt"."""
    right = {
        word for choice in check.choices if choice.key == "nothing" for one in LANGUAGES for word in choice.words[one]
    }
    return not NOT.isdisjoint(plain(" ".join(said))) and not right.isdisjoint(said)


def _number(text: str, said: list[str]) -> str:
    """Return the number of a line: "5", "regel 5 klopt niet", "bij 5 moet het anders"."""
    found = _NUMBER.findall(fold(text))
    if len(found) == 1 and len(said) <= SHORT:
        return str(int(found[0]))
    opens = bool(found) and len(said) > 1 and said[0] in vocabulary("line_words") and said[1] == found[0]
    return str(int(found[0])) if opens or (found and len(said) == len(found)) else ""


def _labelled(said: list[str], lines: list[Line]) -> str:
    """Return the number of the one line of which the label is named: "de regio klopt niet"."""
    named = set(plain(" ".join(said)))
    labels = (line.partition(":")[0].partition(" (")[0] for _, line in lines)
    fits = [number for number, label in enumerate(labels, start=1) if set(meaning(plain(label))) <= named]
    return str(fits[0]) if len(fits) == 1 else ""


def ask_line(talk: Talk, number: int) -> None:
    """Ask the question of a line of the summary again; after that the interview goes on where it was."""
    lines = summary_lines(talk)
    talk.keep_progress(replace(talk.progress, checked=line_keys(lines) if talk.progress.checked else ()))
    _ask_again(talk, lines[number - 1][0])


def _ask_again(talk: Talk, place: iv.Place) -> None:
    talk.keep_progress(replace(talk.progress, open=None, again=place, corrected=place))


def _place_of_addition(talk: Talk) -> iv.Place:
    added = sum(key == MISSING for key, _ in talk.answers)
    return iv.Place("check", MISSING, str(added + 1) if added else "")


def _add_or_try_again(talk: Talk) -> None:
    if len(talk.text.split()) < ADDS and not open_now(talk).retries:
        _try_again(talk, "utter_choose_line")
        return
    place = _place_of_addition(talk)
    reopen(talk, place=place, wording=talk.world.frame["check"][MISSING].text[talk.language])
    keep(talk, talk.question_at(place), said=talk.text, value=None)
    talk.keep_progress(replace(talk.progress, open=None, corrected=place))


def _try_again(talk: Talk, response: str, **values: object) -> None:
    talk.say(response, **values)
    reopen(talk, retries=open_now(talk).retries + 1, wording=talk.text_of("utter_check_again"))
