"""Nothing said is lost or doubled, corrections stay, and the summary says what was answered."""

import re
from collections.abc import Iterable, Mapping

from bot.guide import LANGUAGES, Guide, Question
from bot.simulation.scoring.found import Found, plain
from bot.simulation.trace import Exchange, Place, Stored, Talked

SHOWN = 200
"""So many letters of an answer are compared with its line in the summary, which cuts a long one."""
MISSING = "what_is_missing"
"""Where people add what the summary left out."""
_LINE = re.compile(r"\d+\. ")
KEPT_PARTS = ("guide", "closing", "check")


def answers_kept(talked: Talked, guide: Guide) -> Found:
    """Count what was said and what became of it."""
    found = Found()
    told: dict[Place, Stored] = {}
    held = ""
    for number, exchange in enumerate(talked.exchanges):
        held = _said(talked, number, held, told, found)
        for place in {row.place for row in exchange.stored}:
            if sum(row.place == place for row in exchange.stored) > 1:
                found.fault("double_answers", talked, number)
        told.update({row.place: row for row in exchange.stored})
        if exchange.after.asks and exchange.after.part == "check" and "\n\n" in exchange.after.wording:
            _summary(talked, number, guide, told, found)
    _at_the_end(talked, told, found)
    return found


def _said(talked: Talked, number: int, held: str, told: Mapping[Place, Stored], found: Found) -> str:
    """See what became of the words of one exchange; return those that still wait for a yes or "this is my answer"."""
    exchange = talked.exchanges[number]
    if exchange.move.meant == "edit":
        _edited(talked, number, found)
    words = _words(exchange, held)
    if not words:
        return ""
    found.counts["answers_said"] += not held
    if _kept(exchange, words):
        corrects = bool(exchange.stored) and exchange.before.place in told and exchange.before.probe is None
        found.counts["answers_kept"] += 1
        found.counts["corrections"] += corrects
        found.counts["corrections_kept"] += corrects and any(row.version > 1 for row in exchange.stored)
        return ""
    return _not_yet_kept(talked, number, words, held, told, found)


def _words(exchange: Exchange, held: str) -> str:
    """Return the words, or the tap, that have to be kept now; none where nothing of the interview was answered."""
    move, before = exchange.move, exchange.before
    if move.meant not in ("answer", "choose") or before.part not in KEPT_PARTS or (before.aside and not held):
        return ""
    return held if move.meant == "choose" else move.what


def _not_yet_kept(
    talked: Talked, number: int, words: str, held: str, told: Mapping[Place, Stored], found: Found
) -> str:
    """Count why an answer is not stored; return its words where they wait."""
    before, after = talked.exchanges[number].before, talked.exchanges[number].after
    if after.pending or after.aside == "did_you_mean":
        found.counts["asked_back"] += after.aside == "did_you_mean"
        return words
    if after.retries > before.retries:
        found.counts["tried_again"] += 1
    elif before.pending and held:
        found.counts["answers_kept"] += 1  # a yes or a no to what was understood
    elif after.aside == "after_alarm":
        return ""  # a false alarm, counted with the flags: what may be serious is never stored
    elif not after.asks or after.place == before.place or after.place in told:
        found.fault("answers_taken_for_commands", talked, number)
    else:
        found.fault("answers_lost", talked, number)
    return ""


def _kept(exchange: Exchange, words: str) -> bool:
    """Return whether the words, or the tap, are in what was stored, or ticked and named so far."""
    before, after = exchange.before, exchange.after
    if before.picked != after.picked and exchange.move.style in ("tick", "names"):
        return True
    if exchange.tapped and not exchange.tapped.startswith("b:"):
        return bool(exchange.stored) or before.part == "check"
    shown = plain(words)
    said = [plain(row.said) for row in exchange.stored if row.said is not None]
    if exchange.move.style == "names":
        return words in before.picked or any(plain(name) in one for one in said for name in words.split(","))
    return any(shown == one or (exchange.move.style == "choice" and one) for one in said)


def _edited(talked: Talked, number: int, found: Found) -> None:
    """Count an edited message as a correction, where what it said before was kept."""
    exchange = talked.exchanges[number]
    original = talked.exchanges[number - 1]
    if not any(row.said is not None and plain(row.said) == plain(original.move.what) for row in original.stored):
        return
    found.counts["corrections"] += 1
    if any(row.said == exchange.move.what and row.version > 1 for row in exchange.stored):
        found.counts["corrections_kept"] += 1
    else:
        found.faults.append(f"edit not kept: person {talked.role.number} {talked.role.language}, exchange {number}")


def _summary(talked: Talked, number: int, guide: Guide, told: Mapping[Place, Stored], found: Found) -> None:
    """Compare each line of the summary with what was answered; after a correction only that line is shown."""
    shown = [line for line in talked.exchanges[number].after.wording.split("\n\n")[0].split("\n") if _LINE.match(line)]
    lines = [plain(line.partition(". ")[2]) for line in shown]
    added = [row.said for place, row in told.items() if place[0] == MISSING or (row.probe_of and row.missing is None)]
    beside = [plain(said or "")[:SHOWN] for said in added]
    ways = [{at: plain(line)[:SHOWN] for at, line in _lines(guide, told, language)} for language in LANGUAGES]
    right, expected = max(((sum(_fits(line, way.values(), beside) for line in lines), way) for way in ways), key=_first)
    found.counts["summary_lines"] += len(lines)
    found.counts["summary_lines_right"] += right
    whole = talked.exchanges[number].after.wording.startswith("1. ")
    always = [one for place, one in expected.items() if not guide.question(place[0]).ask_if and not place[1]]
    if right < len(lines) or (whole and not all(any(line.startswith(one) for line in lines) for one in always)):
        found.fault("summary_wrong", talked, number)


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


def _fits(line: str, expected: Iterable[str], added: Iterable[str]) -> bool:
    return any(line.startswith(one) for one in expected) or any(one in line for one in added)


def _lines(guide: Guide, told: Mapping[Place, Stored], language: str) -> Iterable[tuple[Place, str]]:
    keys = {question.key for question in guide.questions}
    for place, row in told.items():
        if place[0] in keys and row.missing is None and not guide.question(place[0]).steers:
            question = guide.question(place[0])
            item = f" ({place[1]})" if place[1] else ""
            yield place, f"{question.label[language]}{item}: {_words_of(question, row, language)}"


def _words_of(question: Question, row: Stored, language: str) -> str:
    """Return the choice's words in the language; what was typed and is none of the choices as it was typed."""
    labels = {choice.key: choice.text[language] for choice in question.choices}
    if question.kind == "scale":
        return question.choices[int(row.value) - 1].text[language]
    keys = row.value if isinstance(row.value, list) else [row.value]
    return ", ".join(labels[key] for key in keys) if labels.keys() >= set(keys) else row.said or ""


def _at_the_end(talked: Talked, told: Mapping[Place, Stored], found: Found) -> None:
    """See that the last word on every question is the one that counts, once."""
    current: dict[Place, list[Stored]] = {}
    for row in talked.answers:
        current.setdefault(row.place, []).append(row)
    for place, row in told.items():
        rows = current.get(place, [])
        if [one.id for one in rows] != [row.id]:
            found.fault("double_answers" if len(rows) > 1 else "answers_lost", talked, len(talked.exchanges) - 1)
