"""The summary of an interview, line by line, so that each line can be corrected in place."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from bot import interview as iv
from bot.conversation.labels import answer_label, cut, probe_wording, question_label, what_is_asked
from bot.conversation.talk import Talk
from bot.probing.signals import Answer, language_of
from bot.store import read

if TYPE_CHECKING:
    from bot.guide import Guide

CHECK = iv.Place("check", "what_is_wrong")
"""The member check: what was understood, and what is wrong or missing in it."""
MISSING = "what_is_missing"
"""The question of the check for what the summary leaves out; who adds more than one thing answers it more than once."""

Line = tuple[iv.Place, str]


def summary_lines(talk: Talk) -> list[Line]:
    """Return a line for each answer of the guide, in the order of the questions, each with what a probe added to it.

    What was skipped is left out: nobody is asked again for what they chose not to say. So is what only steered.
    """
    guide = cast("Guide", talk.guide)
    probed = read.probe_answers(talk.session, talk.interview.id)
    lines: list[Line] = []
    for place in iv.places(guide, talk.world.frame, talk.answers, talk.progress):
        if place.part != "guide":
            continue
        question = guide.question(place.question)
        if question.steers:
            continue
        given = talk.answers.get((place.question, place.item))
        if given is not None and given.missing is None:
            label = question_label(talk, question, place)
            lines.append((place, f"{label} {cut(answer_label(question, given, talk.language))}"))
        lines += _probed_lines(talk, place, probed.get((place.question, place.item), []))
    return lines + list(_added_lines(talk))


def _probed_lines(talk: Talk, place: iv.Place, rows: list[read.ProbeAnswer]) -> Iterator[Line]:
    """Yield a line for each answer to a probe, with what the probe asked."""
    question = cast("Guide", talk.guide).question(place.question)
    for row in rows:
        if Answer(row.said, language_of(row.said, talk.language)).says_nothing:
            continue
        mark = mark_of(talk.progress, place, row.number)
        asked = probe_wording(talk, question, mark) if mark else row.wording
        at = iv.Place("guide", place.question, place.item, probe=row.number if mark else 0)
        yield at, f"{what_is_asked(asked)} {cut(row.said)}"


def _added_lines(talk: Talk) -> Iterator[Line]:
    """Yield a line for each thing the person said was missing."""
    about = talk.world.frame["check"][MISSING].label[talk.language]
    for (key, item), given in talk.answers.items():
        if key == MISSING and given.missing is None:
            yield iv.Place("check", MISSING, item), f"{about}: {cut(given.said or '')}"


def where(place: iv.Place) -> str:
    """Return the name under which probes of a place are remembered."""
    return f"{place.question}/{place.item}" if place.item else place.question


def mark_of(progress: iv.Progress, place: iv.Place, number: int) -> dict[str, object] | None:
    """Return what was asked as this probe, where it is remembered."""
    marks = progress.marks.get(where(place), ())
    return next((dict(mark) for mark in marks if mark["number"] == number), None)


def line_keys(lines: list[Line]) -> tuple[str, ...]:
    """Return what the lines are about, so that it can be seen whether their numbers still hold."""
    return tuple(f"{where(place)}/{place.probe}" for place, _ in lines)


def check_wording(talk: Talk) -> str:
    """Return the whole summary, and the question what is wrong or missing."""
    question = talk.world.frame["check"][CHECK.question].text[talk.language]
    return "\n".join(_numbered(summary_lines(talk))) + "\n\n" + question


def check_wording_again(talk: Talk) -> str:
    """Return only the line that was corrected or added, where the numbers of all others are as they were."""
    lines, before = summary_lines(talk), talk.progress.checked
    if not before or line_keys(lines)[: len(before)] != before:
        return check_wording(talk)
    changed = [
        numbered
        for number, (numbered, (place, _)) in enumerate(zip(_numbered(lines), lines, strict=True))
        if place == talk.progress.corrected or number >= len(before)
    ]
    again = talk.text_of("utter_check_again")
    return "\n".join([talk.text_of("utter_line_now"), *changed]) + "\n\n" + again if changed else again


def _numbered(lines: list[Line]) -> list[str]:
    return [f"{number}. {line}" for number, (_, line) in enumerate(lines, start=1)]
