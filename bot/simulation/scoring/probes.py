"""Probes: within their caps, and after the answers that call for one."""

from collections import Counter

from bot.guide import Guide, Question
from bot.probing import probes_for_later
from bot.probing.choose import MOST_IN_VAIN
from bot.simulation.scoring.found import Found
from bot.simulation.trace import Exchange, Place, Talked

MOST_IN_AN_INTERVIEW = 8
MOST_ON_A_QUESTION, MOST_ON_A_CORE_QUESTION = 1, 2
FAMILY = {"short": "example", "vague": "own_word", "dont_know": "angle"}
"""The probe that each way of answering calls for; a long concrete answer calls for none."""


def probes_fired(talked: Talked, guide: Guide) -> Found:
    """Count probes, broken caps, and how often a probe was due and asked, due and not asked, asked and not due."""
    found = Found()
    fired: Counter[Place] = Counter()
    asked: set[tuple[Place, str]] = set()
    in_vain = 0
    for number, exchange in enumerate(talked.exchanges):
        place, after = exchange.before.place, exchange.after
        opened = after.probe is not None and after.serial != exchange.before.serial
        if exchange.before.probe is not None and exchange.stored:
            in_vain = in_vain + 1 if _brought_nothing(exchange) else 0
        if place is not None and in_vain < MOST_IN_VAIN and _is_labelled(exchange, guide):
            _compare(exchange, guide, fired, found, opened=opened)
        if not opened or after.place is None or (after.place, after.probe or "") in asked:
            continue  # a probe that is asked again, to correct its answer, is no other one
        asked.add((after.place, after.probe or ""))
        fired[after.place] += 1
        found.counts["probes"] += 1
        if _breaks_a_cap(guide, after.place, fired):
            found.fault("caps_broken", talked, number)
    return found


def _brought_nothing(exchange: Exchange) -> bool:
    return exchange.move.style == "dont_know" or all(row.missing for row in exchange.stored)


def _breaks_a_cap(guide: Guide, place: Place, fired: Counter[Place]) -> bool:
    first = guide.questions[0].key
    in_all = min(guide.probes_in_all, MOST_IN_AN_INTERVIEW)
    return place[0] == first or fired.total() > in_all or fired[place] > _most(guide.question(place[0]))


def _most(question: Question) -> int:
    return min(question.max_probes, MOST_ON_A_CORE_QUESTION if question.core else MOST_ON_A_QUESTION)


def _is_labelled(exchange: Exchange, guide: Guide) -> bool:
    """Return whether this is the first answer to an open question, put in a way that does or does not call for a probe."""
    move, before = exchange.move, exchange.before
    if move.act != "says" or move.style not in (*FAMILY, "told") or before.part != "guide" or not before.asks:
        return False
    if before.probe is not None or not any(row.version == 1 for row in exchange.stored) or before.place is None:
        return False
    return guide.questions[0].key != before.place[0]


def _compare(exchange: Exchange, guide: Guide, fired: Counter[Place], found: Found, *, opened: bool) -> None:
    place = exchange.before.place or ("", "")
    question, style = guide.question(place[0]), exchange.move.style
    if fired.total() >= guide.probes_in_all - probes_for_later(guide, question) or fired[place] >= _most(question):
        return
    if style == "told":
        found.counts["probes_not_due"] += 1
        found.counts["probes_uncalled"] += opened
    elif _allows(question, style):
        found.counts["probes_due"] += 1
        found.counts["probes_due_asked"] += opened


def _allows(question: Question, style: str) -> bool:
    """Return whether the guide lets the probe that is due be asked here."""
    own = any(style in probe.after or (not probe.after and style != "dont_know") for probe in question.own_probes)
    return own or (question.kind == "text" and FAMILY[style] in question.probes)
