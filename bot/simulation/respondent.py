"""A simulated respondent: what somebody of a certain kind does with what the bot asks.

It sees only what a person sees: the words and the buttons. So it works over any channel and guide.
What it does follows from its seed; people with the same seed do the same in every language.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Literal, cast

from bot.guide import LANGUAGES, Language
from bot.simulation.screen import Screen
from bot.simulation.stock import Kind, Line, stock

BEFORE_ALL_ELSE = 5
"""So many choices (consent, age, length) are made before anybody does something odd."""
MOST = {"asks": 10, "goes_back": 3, "edits": 3, "leaves": 2, "chats": 3, "wants_human": 1, "stops": 1, "skips": 6}
"""How often in one interview."""
REFUSES = 0.25
"""How often somebody says no where that is one of the choices."""
WRITES = 0.85
"""How often somebody writes where there is one ready answer to tap."""
_NO_LETTERS = re.compile(r"[^\w\s',:()-]")


@dataclass(frozen=True)
class Move:
    """One thing somebody does, and what they mean by it."""

    act: Literal["says", "taps", "edits", "waits"]
    what: str
    """The words; several messages in one breath on lines of their own; for `waits` a number of days."""
    meant: str = "answer"
    """answer, or what is asked of the bot: help, back, ..."""
    style: str = ""
    """How an answer is put: told, short, vague, ..."""


@dataclass
class Respondent:
    """Somebody who takes part, by a seed; `guide` is the title of what they came for."""

    language: str
    guide: str
    seed: int
    kind: Kind = field(default_factory=lambda: stock().kinds["plain"])

    def __post_init__(self) -> None:
        self.random = Random(f"{self.kind.name}/{self.seed}")
        self.last = Move("says", "/start", "start")
        self.plan: list[Move] = []
        """What was decided before and is done next."""
        self.did: Counter[str] = Counter()
        self.serious_at = self.random.randint(BEFORE_ALL_ELSE, BEFORE_ALL_ELSE + 2)
        self.asked = ""
        """The question of the last answer in words."""

    def reacts(self, text: str, buttons: tuple[str, ...]) -> tuple[str, str]:
        """Return ("taps" or "says", what): the next thing this person does."""
        move = self.next_move(text, buttons)
        return move.act, move.what

    def next_move(self, text: str, buttons: tuple[str, ...]) -> Move:
        """Return the next thing this person does with the newest message and its buttons."""
        screen = Screen(text, buttons)
        move = self._beside(screen) or self._planned() or self._another(screen) or self._instead(screen)
        move = move or self._answer(screen)
        self.did["answers"] += move.meant == "answer"
        self.last = move
        return move

    # What is asked beside the interview

    def _beside(self, screen: Screen) -> Move | None:
        """Answer what is not a question of the interview itself."""
        if self.guide in screen.choices:
            return Move("taps", self.guide, "choose")
        if screen.asks_language:
            return self._other_language(screen)
        if self.last.meant == "correct" and self.last.what in stock().buttons["correct"]:
            return Move("taps", self.random.choice(screen.choices), "correct")
        if (chosen := self._of_two_ways(screen)) is not None:
            return Move("taps", chosen, "choose")
        return None

    def _of_two_ways(self, screen: Screen) -> str | None:
        """Return the button to tap where the bot asks how to go on; None where it does not."""
        if (mine := screen.button("my_answer")) is not None:
            return mine if self.last.meant in ("answer", "distress") else screen.choices[0]
        if (keep := screen.button("keep")) is not None:
            return keep if self.did["stops"] else screen.choices[-1]
        return screen.button("go_on") or (screen.choices[-1] if screen.button("erase") else None)

    def _other_language(self, screen: Screen) -> Move:
        self.language = LANGUAGES[(LANGUAGES.index(cast("Language", self.language)) + 1) % len(LANGUAGES)]
        return Move("taps", screen.choices[LANGUAGES.index(self.language)], "choose")

    def _planned(self) -> Move | None:
        return self.plan.pop(0) if self.plan else None

    # What people do instead of answering

    def _another(self, screen: Screen) -> Move | None:
        """After going back, now and then correct another answer than the one before."""
        button = screen.button("correct")
        return Move("taps", button, "correct") if button and self.last.meant == "back" and self._tosses() else None

    def _instead(self, screen: Screen) -> Move | None:
        """Do something else than answering, by chance; never twice on end."""
        if self.did["answers"] < BEFORE_ALL_ELSE or self.last.meant not in ("answer", "choose"):
            return None
        if self.did["discloses"] < self.kind.discloses and self.did["answers"] >= self.serious_at:
            self.did["discloses"] += 1
            return Move("says", self._line(stock().lines["distress"]), "distress")
        for what in ("asks", "chats", "wants_human", "skips", "goes_back", "edits", "leaves", "stops"):
            if self._by_chance(what):
                return self._does(what, screen)
        return None

    def _by_chance(self, what: str) -> bool:
        chance = getattr(self.kind, what)
        if not chance or self.random.random() >= chance or self.did[what] >= MOST[what]:
            return False
        if what == "edits" and not (self.last.act == "says" and self.asked):
            return False
        self.did[what] += 1
        return True

    def _does(self, what: str, screen: Screen) -> Move:
        if what == "edits":
            return Move("edits", self._words(self.asked)[1], "edit")
        if what == "leaves":
            return self._leaves()
        if what == "skips" and (skip := screen.button("skip")) is not None and self._tosses():
            return Move("taps", skip, "skip")
        command = {"wants_human": "human", "skips": "skip", "goes_back": "back", "stops": "stop"}.get(what)
        among = stock().chats if what == "chats" else stock().mid_interview
        command = command or self.random.choice(among)
        return Move("says", self._line(stock().asks[command]), command)

    def _leaves(self) -> Move:
        """Go away for days, with a word or without; come back with a greeting or with the answer."""
        away = Move("waits", str(self.random.randint(2, 40)), "away")
        if self._tosses():
            self.plan = [away, Move("says", self._line(stock().asks["return"]), "return")]
            return Move("says", self._line(stock().asks["pause"]), "pause")
        if self._tosses():
            self.plan = [Move("says", self._line(stock().asks["greet"]), "greet")]
        return away

    # Answers

    def _answer(self, screen: Screen) -> Move:
        if screen.is_check:
            return self._checks(screen)
        if screen.button("done") is not None:
            return self._goes_on_naming(screen)
        if len(screen.choices) > 1 or (screen.choices and self.random.random() >= WRITES):
            return self._chooses(screen)
        if stock().asks_for_names(screen.question, cast("Language", self.language)):
            return Move("says", ", ".join(self.random.sample(stock().names, self.random.randint(1, 3))), style="names")
        style, words = self._words(screen.question)
        self.asked = screen.question
        return Move("says", self._in_bursts(words), style=style)

    def _checks(self, screen: Screen) -> Move:
        """Say of the summary what is wrong, then what is missing, then that it is right."""
        if self.did["corrects"] >= self.kind.corrects:
            return Move("taps", cast("str", screen.button("all_right")), style="choice")
        self.did["corrects"] += 1
        if self.did["corrects"] == self.kind.corrects:
            return Move("taps", cast("str", screen.button("missing")), "correct")
        lines = screen.lines()
        if lines and self._tosses():
            return Move("says", self.random.choice(lines), "correct")
        return Move("taps", cast("str", screen.button("correct")), "correct")

    def _goes_on_naming(self, screen: Screen) -> Move:
        """Tick another choice or name another organisation, or be done."""
        done = Move("taps", cast("str", screen.button("done")), style="choice")
        if not screen.choices:
            return done if self._tosses() else Move("says", self.random.choice(stock().names), style="names")
        left = [choice for choice in screen.choices if choice not in screen.ticked]
        if screen.ticked and (not left or self._tosses()):
            return done
        return Move("taps", self.random.choice(left), style="tick")

    def _chooses(self, screen: Screen) -> Move:
        refusing = self.random.random() < REFUSES and not screen.asks_consent
        choice = self.random.choice(screen.open_to(refusing=refusing))
        typed = _NO_LETTERS.sub("", choice).strip().lower()
        if self.kind.types and self.random.random() < self.kind.types and any(sign.isalpha() for sign in typed):
            return Move("says", typed, style="choice")
        return Move("taps", choice, style="choice")

    def _words(self, question: str) -> tuple[str, str]:
        """Return how an answer in words is put, and the words."""
        styles = list(self.kind.answers)
        (style,) = self.random.choices(styles, weights=[self.kind.answers[one] for one in styles])
        return style, self._line(stock().answers(question, style, cast("Language", self.language)))

    def _line(self, lines: tuple[Line, ...]) -> str:
        line = self.random.choice(lines)
        if self.kind.elsewhere and self.random.random() < self.kind.elsewhere:
            return line[LANGUAGES[(LANGUAGES.index(cast("Language", self.language)) + 1) % len(LANGUAGES)]]
        return line[self.language]

    def _in_bursts(self, words: str) -> str:
        if self.kind.bursts and self.random.random() < self.kind.bursts:
            return re.sub(r"(?<=[.?!]) (?=\w)", "\n", words)
        return words

    def _tosses(self) -> bool:
        return self.random.random() < 0.5  # noqa: PLR2004 -- a coin
