"""What comes next in an interview. Pure: values in, values out.

The place in an interview is never stored as a position. It follows from the guide and the answers so
far: the next question is the first that applies and has no answer. So going back, correcting and
changing one's mind need nothing of their own: a question is asked again, and the interview goes on
where it was.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import starmap
from typing import Any, Literal, NamedTuple

from bot.guide import Condition, Guide, Question, Value

Part = Literal["opening", "guide", "check", "closing"]
CONTACT = "contact"
"""The opening question for consent to be written to later."""
Frame = Mapping[str, Mapping[str, Question]]
"""The questions that stand around every guide, by part and key."""


@dataclass(frozen=True)
class Place:
    """One question of one interview; `item` is the name a repeated question is about."""

    part: Part
    question: str
    item: str = ""
    probe: int = 0
    """The number of the probe that followed it; 0: the question itself."""


class Given(NamedTuple):
    """What stands at a place: an answer, or the reason why there is none."""

    value: Value
    said: str | None = None
    missing: str | None = None


Answers = Mapping[tuple[str, str], Given]
"""By (question, item)."""


@dataclass(frozen=True)
class Open:
    """The question that waits for an answer now."""

    place: Place
    serial: int
    """Counts the questions asked; a tap that carries another number belongs to an older question."""
    asked_at: str
    """ISO 8601, UTC."""
    wording: str
    """As it was shown."""
    probe: dict[str, Any] | None = None
    """The probe that is open instead of the question itself: rule, family, wording."""
    pending: dict[str, Any] | None = None
    """What was understood and waits for a yes or a no."""
    picked: tuple[str, ...] = ()
    """Choices ticked so far, in a question with several."""
    retries: int = 0
    """How often it was asked again for want of an answer that fits."""


@dataclass(frozen=True)
class Progress:
    """Where the conversation of one interview stands; stored with it as JSON."""

    length: Literal["full", "short"] = "full"
    rotation: tuple[str, ...] = ()
    """The questions of this check-in; empty: all."""
    serial: int = 0
    open: Open | None = None
    again: Place | None = None
    """A place to ask again although it has an answer (back, correct)."""
    probes: int = 0
    probed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    families: tuple[str, ...] = ()
    marks: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """What was probed where, so that a probe can be asked again: rule, family, number, wording."""
    in_vain: int = 0
    """How many probes in a row brought nothing."""
    checked: tuple[str, ...] = ()
    """The lines of the summary when it was shown last; empty: not yet."""
    corrected: Place | None = None
    """The line that is being corrected, or was last."""
    known: tuple[tuple[str, str], ...] = ()
    """Opening questions answered in an earlier interview, with their value; not asked again."""

    def as_stored(self) -> dict[str, Any]:
        """Return it as JSON values."""
        opened = self.open and {**vars(self.open), "place": dict(vars(self.open.place))}
        again, corrected = (place and dict(vars(place)) for place in (self.again, self.corrected))
        return {**vars(self), "open": opened, "again": again, "corrected": corrected}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Progress":
        """Return what `as_stored` gave."""
        opened, again, corrected = stored.get("open"), stored.get("again"), stored.get("corrected")
        return cls(
            length=stored.get("length", "full"),
            rotation=tuple(stored.get("rotation", ())),
            serial=stored.get("serial", 0),
            open=Open(**{**opened, "place": Place(**opened["place"]), "picked": tuple(opened["picked"])})
            if opened
            else None,
            again=Place(**again) if again else None,
            probes=stored.get("probes", 0),
            probed={key: tuple(rules) for key, rules in stored.get("probed", {}).items()},
            families=tuple(stored.get("families", ())),
            marks={key: tuple(marks) for key, marks in stored.get("marks", {}).items()},
            in_vain=stored.get("in_vain", 0),
            checked=tuple(stored.get("checked", ())),
            corrected=Place(**corrected) if corrected else None,
            known=tuple((key, value) for key, value in stored.get("known", ())),
        )


def applies(question: Question, answers: Answers, item: str = "") -> bool:
    """Return whether the earlier answers call for this question."""
    return not question.ask_if or all(_holds(condition, answers, item) for condition in question.ask_if)


def _holds(condition: Condition, answers: Answers, item: str) -> bool:
    given = answers.get((condition.question, item)) or answers.get((condition.question, ""))
    has_answer = given is not None and given.missing is None
    if condition.answered is not None:
        return has_answer == condition.answered
    if given is None or not has_answer:
        return False
    keys = _keys(given.value)
    if condition.among is not None:
        return bool(keys & set(condition.among))
    if condition.not_among is not None:
        return not keys & set(condition.not_among)
    other = answers.get((condition.differs_from or "", ""))
    return other is not None and other.missing is None and other.value != given.value


def _keys(value: Value) -> set[str]:
    if isinstance(value, list):
        return set(value)
    if isinstance(value, float):
        return {f"{value:g}"}
    return {str(value)}


def places(guide: Guide, frame: Frame, answers: Answers, progress: Progress) -> Iterator[Place]:
    """Yield every place of this interview, in order, as far as the answers so far tell."""
    return starmap(Place, _places(guide, frame, answers, progress))


def _places(
    guide: Guide, frame: Frame, answers: Answers, progress: Progress, without: Container[tuple[str, str]] = ()
) -> Iterator[tuple[Part, str, str]]:
    """Yield part, question and item of every place; of the guide's own not those `without`: a turn has passed most of them."""
    known = {key for key, _ in progress.known}
    everything = {**answers, **{(key, ""): Given(value) for key, value in progress.known}}
    for key in guide.opening:
        if key not in known and applies(frame["opening"][key], everything):
            yield "opening", key, ""
    yield from _guide_places(guide, everything, progress, without)
    if guide.member_check:
        yield "check", "what_is_wrong", ""
    refused = {scope for scope, value in progress.known if value == "no"}
    for key in guide.closing:
        question = frame["closing"][key]
        unwanted = question.serves == "hear_back" and CONTACT in refused  # who said no to a message is not asked twice
        if applies(question, everything) and not unwanted:
            yield "closing", key, ""


def _guide_places(
    guide: Guide, answers: Answers, progress: Progress, without: Container[tuple[str, str]]
) -> Iterator[tuple[Part, str, str]]:
    for group in guide.groups:
        for item in _items(group[0], answers):
            for member in group:
                passed = (member.key, item) in without
                if not passed and _in_this_run(member, progress) and applies(member, answers, item):
                    yield "guide", member.key, item


def _items(question: Question, answers: Answers) -> tuple[str, ...]:
    if question.for_each is None:
        return ("",)
    given = answers.get((question.for_each, ""))
    names = given.value if given is not None else None
    return tuple(names) if isinstance(names, list) else ()


def _in_this_run(question: Question, progress: Progress) -> bool:
    if progress.rotation and question.key not in progress.rotation:
        return False
    return question.core or progress.length == "full"


def next_place(guide: Guide, frame: Frame, answers: Answers, progress: Progress) -> Place | None:
    """Return the place to ask now, or None when the interview is over.

    A skipped question counts as asked: nobody is asked twice for what they chose not to say.
    """
    if progress.again is not None:
        return progress.again
    for part, question, item in _places(guide, frame, answers, progress, without=answers):
        if (question, item) not in answers:
            return Place(part, question, item)
    return None


def previous_place(guide: Guide, frame: Frame, answers: Answers, progress: Progress) -> Place | None:
    """Return the last answered place before the open one, or None at the start.

    Consent is not among them: it is changed by its own words.
    """
    here = progress.open.place if progress.open else None
    before: Place | None = None
    for place in places(guide, frame, answers, progress):
        if place == here:
            break
        if place.part != "opening" and (place.question, place.item) in answers:
            before = place
    return before


def how_far(guide: Guide, frame: Frame, answers: Answers, progress: Progress) -> tuple[int, int]:
    """Return how many of the guide's questions are behind, and how many there are as far as is known now."""
    asked = [place for place in places(guide, frame, answers, progress) if place.part == "guide"]
    return sum((place.question, place.item) in answers for place in asked), len(asked)


def opened(progress: Progress, place: Place, wording: str, now: str, **also: Any) -> Progress:
    """Return the progress with `place` as the open question, under a new serial."""
    serial = progress.serial + 1
    return replace(
        progress,
        serial=serial,
        again=None,
        open=Open(place=place, serial=serial, asked_at=now, wording=wording, **also),
    )
