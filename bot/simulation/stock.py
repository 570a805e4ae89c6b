"""What simulated people know and say, from `respondents.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import Language

FILE = Path(__file__).with_name("respondents.yml")

Line = Mapping[str, str]
"""One thing to say, in each language."""


@dataclass(frozen=True)
class Kind:
    """One kind of person. The numbers are chances at each question, from 0 to 1."""

    name: str
    about: str
    answers: Mapping[str, int]
    """How they put an answer, by weight: told, plain, short, vague, dont_know, off_topic, mixed, angry."""
    share: int = 1
    types: float = 0.0
    """To type a choice that could be tapped."""
    bursts: float = 0.0
    """To send one answer in several messages."""
    skips: float = 0.0
    chats: float = 0.0
    """To say hello or thanks instead of answering."""
    asks: float = 0.0
    """To ask something of the bot first."""
    goes_back: float = 0.0
    edits: float = 0.0
    elsewhere: float = 0.0
    """To answer in another language than the one chosen."""
    leaves: float = 0.0
    wants_human: float = 0.0
    stops: float = 0.0
    discloses: int = 0
    """How often something serious is said in an interview."""
    corrects: int = 0
    """How many things are put right in the member check."""


@dataclass(frozen=True)
class Topic:
    """Answers to one question, by how they are put."""

    when: Mapping[str, tuple[str, ...]]
    styles: Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True)
class Stock:
    """Everything that simulated people say."""

    kinds: Mapping[str, Kind]
    topics: tuple[Topic, ...]
    lines: Mapping[str, tuple[Line, ...]]
    asks: Mapping[str, tuple[Line, ...]]
    names: tuple[str, ...]
    names_when: Mapping[str, tuple[str, ...]]
    chats: tuple[str, ...]
    mid_interview: tuple[str, ...]
    buttons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def topic_of(self, question: str, language: Language) -> Topic:
        """Return what the question is about; the last topic fits everything."""
        asked = question.casefold()
        return next(topic for topic in self.topics if any(cue in asked for cue in topic.when[language]))

    def answers(self, question: str, style: str, language: Language) -> tuple[Line, ...]:
        """Return the answers to a question in a style, or in the next best one."""
        if style in self.lines:
            return self.lines[style]
        styles = self.topic_of(question, language).styles
        return next(styles[one] for one in (style, "plain", "short", "told") if one in styles)

    def asks_for_names(self, question: str, language: Language) -> bool:
        """Return whether the question asks for organisations."""
        return any(cue in question.casefold() for cue in self.names_when[language])


@cache
def stock() -> Stock:
    """Read the file, once."""
    read: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return Stock(
        kinds={name: Kind(name, **kind) for name, kind in read["kinds"].items()},
        topics=tuple(_topic(topic) for topic in read["topics"].values()),
        lines={name: tuple(lines) for name, lines in read["lines"].items()},
        asks={name: tuple(lines) for name, lines in read["asks"].items()},
        names=tuple(read["names"]),
        names_when={language: tuple(cues) for language, cues in read["names_when"].items()},
        chats=tuple(read["chats"]),
        mid_interview=tuple(read["mid_interview"]),
        buttons={name: tuple(words) for name, words in read["buttons"].items()},
    )


def _topic(read: Mapping[str, Any]) -> Topic:
    when = {language: tuple(cues) for language, cues in read["when"].items()}
    return Topic(when, {style: tuple(lines) for style, lines in read.items() if style != "when"})
