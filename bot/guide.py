"""What a guide is: the questions of one interview, as data.

A guide is one YAML file under `data/guides/`. `bot.guide_file` reads and checks it; here stand only
the shapes, which the rest of the core works with and which know nothing of files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Literal

Language = Literal["nl", "en", "fr"]
LANGUAGES: tuple[Language, ...] = ("nl", "en", "fr")

Texts = Mapping[str, str]
"""One wording a language: `{"nl": ..., "en": ..., "fr": ...}`."""

Kind = Literal["one", "many", "scale", "number", "text", "list"]
"""How a question is answered.

one     one choice                                     value: the choice's key
many    several choices                                value: a list of keys
scale   one of a row of choices, from low to high      value: a whole number, 1 for the first
number  a number between `low` and `high`              value: a number
text    in one's own words                             value: None (what was said is the answer)
        with `choices`: ready answers as buttons       value: the choice's key when one was given
list    names, up to `most`                            value: a list of strings
"""

Value = str | float | list[str] | None
"""What an answer is worth; None where nothing was given. A skip is never a number."""


@dataclass(frozen=True)
class Choice:
    """One button of a closed question."""

    key: str
    text: Texts
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other ways people type it, by language; `text` itself always counts."""
    alone: bool = False
    """In a `many` question: excludes the others ("nothing", "none of these")."""


@dataclass(frozen=True)
class Condition:
    """One earlier answer that decides whether a question is asked. Exactly one test is set."""

    question: str
    among: tuple[str, ...] | None = None
    """The value is, or holds, one of these choice keys (a scale: its number as text)."""
    not_among: tuple[str, ...] | None = None
    answered: bool | None = None
    """True: was given an answer. False: was not, or was skipped."""
    differs_from: str | None = None
    """The key of another question whose value is another one; both must be answered."""


@dataclass(frozen=True)
class OwnProbe:
    """A probe that the guide words itself, beside those of `data/probing/`."""

    rule: str
    """Its name in the answer passport, such as `gender_difference`."""
    text: Texts
    unless_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Not asked when the answer holds one of these, by language."""
    after: tuple[str, ...] = ()
    """Signals it belongs to (`short`, `vague`, `problem`, `wish`, `dont_know`); empty: any answer."""


@dataclass(frozen=True)
class Question:
    """One question, asked in one message."""

    key: str
    """`topic_aspect`; the same in YAML, table and export."""
    kind: Kind
    text: Texts
    goal: str
    """What staff want to learn by it, in one plain sentence."""
    explain: Texts
    """What "what do you mean?" is answered with."""
    label: Texts = field(default_factory=dict)
    """How the answer is called in the summary and in reports ("Region"); empty: by the question itself."""
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    most: int | None = None
    """At most so many names (list) or choices (many)."""
    other: bool = False
    """A typed answer that is none of the choices is kept as it was said, with value `other`."""
    core: bool = True
    """Asked in the short version too."""
    for_each: str | None = None
    """The `list` question whose every name this one is asked about; `{item}` stands for it."""
    ask_if: tuple[Condition, ...] = ()
    """All must hold."""
    probes: tuple[str, ...] = ()
    """Families of `data/probing/` it allows: example, own_word, effect, step, angle."""
    own_probes: tuple[OwnProbe, ...] = ()
    max_probes: int = 0
    serves: str | None = None
    """What it is for, mostly in analysis, such as `involvement_today`, `ties`, `lundy_voice`; `steering`, see `steers`."""

    @property
    def steers(self) -> bool:
        """Whether the answer only decides what is asked next; there is nothing in it to put right."""
        return self.serves == "steering"


@dataclass(frozen=True)
class Guide:
    """One interview as staff wrote it."""

    key: str
    title: Texts
    role: Literal["stakeholder", "youth", "coach"]
    minutes: int
    """About how long the whole takes; shown before consent."""
    minutes_short: int | None
    """About how long the core takes; None: there is no short version."""
    opening: tuple[str, ...]
    """Keys of `data/guides/frame/opening.yml` asked first, in order (consent, age band, length)."""
    closing: tuple[str, ...]
    """Keys of `data/guides/frame/closing.yml` asked last, in order."""
    purpose: Texts
    """What it is for, who reads it, what is done with it; said before consent."""
    questions: tuple[Question, ...]
    edition: str
    """First 12 hex digits of the SHA-256 of its content, whatever its layout in the file."""
    probes_in_all: int = 8
    rotate: int | None = None
    """A check-in asks so many of its questions each time; None: all."""
    formal: bool = False
    """Staff chose `u` rather than `je` for this guide's own texts."""
    member_check: bool = True
    """Whether the summary is shown line by line at the end."""

    def question(self, key: str) -> Question:
        """Return the question with this key.

        Raises:
            KeyError: there is none.

        """
        return self.by_key[key]

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by their key, worked out once: an edition never changes."""
        return {question.key: question for question in self.questions}

    @cached_property
    def groups(self) -> tuple[tuple[Question, ...], ...]:
        """The questions in order; those in a row about the same names together, as each name is finished before the next."""
        runs = ((names, tuple(run)) for names, run in groupby(self.questions, lambda question: question.for_each))
        return tuple(group for names, run in runs for group in ([run] if names else [(one,) for one in run]))


@dataclass(frozen=True)
class Frame:
    """The questions around a guide, shared by all: what a guide lists as its opening and closing."""

    opening: Mapping[str, Question]
    """Consent, age band, length; by key, in the order of the file."""
    closing: Mapping[str, Question]
    """How it was; by key, in the order of the file."""
    edition: str
    """First 12 hex digits of the SHA-256 of all their content: the edition of what was consented to."""
