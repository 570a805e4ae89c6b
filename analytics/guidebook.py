"""The questions as they were asked: a guide by its edition, with the questions that stand around every guide."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.guide import Choice, Guide, Language, Question
from bot.guide_check import FRAME_FOLDER
from bot.guide_file import GUIDES_FOLDER, _frame_questions, load_guides
from bot.guide_stored import from_stored


@dataclass(frozen=True)
class Guides:
    """Every guide that answers may refer to."""

    current: Mapping[str, Guide]
    """By key, as the files are today."""
    frame: Mapping[str, Question] = field(default_factory=dict)
    """The opening, check and closing questions, by key."""
    editions: Mapping[str, Guide] = field(default_factory=dict)
    """Earlier ones too, by edition."""

    @classmethod
    def load(cls, folder: Path = GUIDES_FOLDER, stored: Iterable[Mapping[str, object]] = ()) -> "Guides":
        """Read today's guides from their files; `stored` are the contents of editions that were asked (`as_stored`)."""
        frame = folder / "frame"
        return cls.of(load_guides(folder), frame if frame.is_dir() else FRAME_FOLDER, stored)

    @classmethod
    def of(
        cls,
        current: Mapping[str, Guide],
        frame_folder: Path = FRAME_FOLDER,
        stored: Iterable[Mapping[str, object]] = (),
    ) -> "Guides":
        """Put guides that were read already beside the frame and the editions that were asked."""
        around = {key: question for path in sorted(frame_folder.glob("*.yml")) for key, question in _questions(path)}
        editions = {guide.edition: guide for guide in (from_stored(content) for content in stored)}
        return cls(dict(current), around, editions | {guide.edition: guide for guide in current.values()})

    def guide(self, key: str, edition: str | None = None) -> Guide | None:
        """Return the guide of this edition, else today's of this key, else None."""
        return self.editions.get(edition or "") or self.current.get(key)

    def question(self, guide: str, key: str, edition: str | None = None) -> Question | None:
        """Return a question of a guide or of the frame; a probe (`<question>_probe_<number>`) is the question's own."""
        asked = self.guide(guide, edition)
        key = key.rpartition("_probe_")[0] or key
        for question in asked.questions if asked else ():
            if question.key == key:
                return question
        return self.frame.get(key)

    def questions(self, guide: str, editions: Iterable[str] = ()) -> list[Question]:
        """Return the questions of a guide in order: today's, then those only earlier editions had, then the frame's."""
        known = {edition: self.editions[edition] for edition in editions if edition in self.editions}
        asked = [found for found in (self.current.get(guide), *reversed(known.values())) if found is not None]
        found: dict[str, Question] = {}
        for question in (one for each in asked for one in each.questions):
            found.setdefault(question.key, question)
        return [*found.values(), *(question for key, question in self.frame.items() if key not in found)]

    def choices(self, guide: str, key: str, editions: Iterable[str] = ()) -> list[Choice]:
        """Return the choices a question has had, today's first."""
        asked = (self.question(guide, key, edition) for edition in (None, *editions))
        found: dict[str, Choice] = {}
        for choice in (choice for question in asked if question for choice in question.choices):
            found.setdefault(choice.key, choice)
        return list(found.values())


def label_of(question: Question, language: Language) -> str:
    """Return how a question is called in reports."""
    return question.label.get(language) or question.text.get(language) or question.key


def choice_label(question: Question, value: object, language: Language) -> str:
    """Return the words of a choice by its key, or of a step of a scale by its number; else the value itself."""
    for number, choice in enumerate(question.choices, start=1):
        if value == choice.key or (question.kind == "scale" and value == number):
            return choice.text.get(language, choice.key)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _questions(path: Path) -> Iterator[tuple[str, Question]]:
    if path.stem != "asides":
        yield from _frame_questions(path).items()
