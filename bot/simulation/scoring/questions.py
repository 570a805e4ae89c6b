"""One question a message; and after every interruption the same question again, in the very next message."""

from bot.simulation.scoring.found import Found
from bot.simulation.trace import Exchange, Place, Standing, Talked

INTERRUPTIONS = (
    "help",
    "repeat",
    "progress",
    "privacy",
    "explain",
    "see_my_data",
    "human",
    "language",
    "greet",
    "thank",
)
"""What people ask for that leaves the question where it is."""
AWAY = ("pause", "return", "distress")
"""What makes the interview wait, and takes it up again."""


def questions_asked(talked: Talked) -> Found:
    """Count messages and questions, double and missing questions, and interruptions with and without a return."""
    found = Found()
    for number, exchange in enumerate(talked.exchanges):
        found.counts["messages"] += sum(1 for one in exchange.heard if one.edit is None)
        found.counts["questions"] += exchange.after.serial != exchange.before.serial
        if any(_asked_in(one.text, exchange.after) > 1 for one in exchange.heard):
            found.fault("double_questions", talked, number)
        if _owes_a_question(exchange) and not _asks_last(exchange):
            found.fault("questions_missing", talked, number)
    _interruptions(talked, found)
    return found


def _asked_in(text: str, after: Standing) -> int:
    """Count the questions in one message: the open one, and paragraphs beside it that end in a question mark."""
    shown = text.count(after.wording) if after.wording and not after.aside else 0
    rest = text.replace(after.wording, "") if shown else text
    return shown + sum(paragraph.rstrip().endswith("?") for paragraph in rest.split("\n\n"))


def _owes_a_question(exchange: Exchange) -> bool:
    """Return whether the open question has to stand at the end of what was said."""
    return exchange.after.asks and bool(exchange.heard) and exchange.move.act != "edits"


def _asks_last(exchange: Exchange) -> bool:
    return exchange.heard[-1].text.endswith(exchange.after.wording)


def _interruptions(talked: Talked, found: Found) -> None:
    """Follow each interruption until nothing stands beside the interview any more."""
    left_at: Place | None = None
    for number, exchange in enumerate(talked.exchanges):
        if left_at is None:
            if exchange.move.meant not in (*INTERRUPTIONS, *AWAY) or not exchange.before.asks:
                continue
            left_at = exchange.before.place
            found.counts["interruptions"] += 1
        if exchange.stored or exchange.after.retries > exchange.before.retries:
            found.counts["commands_taken_for_answers"] += 1
            found.counts["interruptions"] -= 1
            left_at = None
        elif exchange.after.asks and exchange.move.act != "waits":
            same = exchange.after.place == left_at and bool(exchange.heard) and _asks_last(exchange)
            found.counts["asked_again"] += same
            if not same:
                found.fault("not_asked_again", talked, number)
            left_at = None
