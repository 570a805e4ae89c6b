"""What one message can turn out to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.guide import Value


@dataclass(frozen=True)
class Understood:
    """The message answers the question."""

    value: Value
    said: str
    """What was typed, letter for letter."""
    response: str = ""
    """Something to say along with it ("I keep the first five"), as a response name; mostly nothing."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Confirm:
    """The message probably answers the question: the person is asked yes or no."""

    response: str
    params: Mapping[str, str]
    value: Value
    """What the answer becomes on a yes."""
    said: str


@dataclass(frozen=True)
class Problem:
    """The message does not answer the question, which stays open."""

    response: str
    params: Mapping[str, str] = field(default_factory=dict)


Reply = Understood | Confirm | Problem
