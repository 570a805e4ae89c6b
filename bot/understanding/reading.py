"""What one typed message is: an answer to the open question, or something asked of the interview.

Pure: Rasa's parse comes in, a decision goes out. The text itself is never changed or lost; where it is
not certain the bot asks back ("do you want to stop, or is this your answer?") and keeps the text until
it knows.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.guide import Question

ANSWER = "answer"
COMMANDS = (
    "skip", "stop", "pause", "back", "repeat", "explain", "help", "privacy", "see_my_data", "delete_my_data",
    "human", "language_change", "progress", "affirm", "deny",
)  # fmt: skip
SMALL_TALK = ("greet", "thank", "bot_challenge")

ACT = 0.9
"""From here on a command is carried out at once. The thresholds were chosen on the dev set."""
UNHEARD = 0.34
"""Where a larger share of its words stands in no example of a command, it is asked about however sure it looks."""
ASK = 0.5
"""From here on, up to `ACT`, the person is asked."""
ASK_SOONER = 0.35
"""The same for `GRAVE` commands: to be asked once too often is better than not to be let go."""
GRAVE = ("stop", "delete_my_data", "human")
ASK_ABOUT_PART = 0.9
"""A sentence within a longer answer that reads as a command this surely makes the bot ask."""
_CLOSED = ("one", "many", "scale", "number")
_YES_NO = ("affirm", "deny")
_LONGEST_YES_NO = 4
_LONGEST_COURTESY = 6
_WORTH_ASKING_IN_A_STORY = tuple(command for command in COMMANDS if command not in _YES_NO)


@dataclass(frozen=True)
class Reading:
    """How a message was understood."""

    reads_as: str
    """`answer` or one of `COMMANDS`."""
    confidence: float
    """How probable `reads_as` is, 0 to 1."""
    ask_back: bool
    """True: `reads_as` is a suspicion. Ask, and keep the text as the answer unless the person says it was none."""
    small_talk: str | None = None
    """`greet`, `thank` or `bot_challenge` where the whole text is only that; `reads_as` is then `answer`."""


def read(text: str, parse: Mapping[str, Any], question: Question | None, fits: bool) -> Reading:
    """Decide what a typed text is.

    `parse` is what Rasa's agent made of it; `question` the one that is open; `fits` whether the text is
    a valid value of it, where it is a closed one: a typed choice is an answer whatever else it looks like.
    With a text question open, a bare yes or no still reads as `affirm` or `deny`: where nothing waits to be
    confirmed the caller keeps it as the answer.
    """
    if _is_slash(text) or (fits and question is not None and question.kind in _CLOSED) or _is_number(text):
        return Reading(ANSWER, 1.0, ask_back=False)
    chances = {entry["name"]: float(entry["confidence"]) for entry in parse.get("intent_ranking", ())}
    courtesy = max(SMALL_TALK, key=lambda intent: chances.get(intent, 0.0))
    if chances.get(courtesy, 0.0) >= ACT and len(text.split()) <= _LONGEST_COURTESY:
        return Reading(ANSWER, chances[courtesy], ask_back=False, small_talk=courtesy)
    command, chance = _likeliest(text, chances)
    if chance >= (ASK_SOONER if command in GRAVE else ASK):
        return Reading(command, chance, ask_back=chance < ACT or parse.get("unheard", 0.0) > UNHEARD)
    for part in parse.get("parts", ()):
        if part["name"] in _WORTH_ASKING_IN_A_STORY and part["confidence"] >= ASK_ABOUT_PART:
            return Reading(part["name"], float(part["confidence"]), ask_back=True)
    return Reading(ANSWER, 1.0 - chance, ask_back=False)


def _likeliest(text: str, chances: Mapping[str, float]) -> tuple[str, float]:
    """Return the likeliest command and how likely it is; yes and no are short, or they are an answer."""
    possible = [command for command in COMMANDS if command not in _YES_NO or len(text.split()) <= _LONGEST_YES_NO]
    command = max(possible, key=lambda name: chances.get(name, 0.0))
    return command, chances.get(command, 0.0)


def _is_slash(text: str) -> bool:
    """Tell a text that Rasa would carry out as a command of its own, also behind signs nobody sees."""
    shown = (letter for letter in text if not letter.isspace() and unicodedata.category(letter)[0] != "C")
    return next(shown, "") == "/"


def _is_number(text: str) -> bool:
    """Tell digits without any word, such as "3", "16-18" or "50 %"."""
    return any(letter.isdigit() for letter in text) and not any(letter.isalpha() for letter in text)
