"""Read guides and the frame around them from their YAML files; a file with a fault is not read at all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.guide import Frame, Guide, Question
from bot.guide_check import FRAME_FOLDER, Fault, GuideProblem, checked_frame_file, checked_guide
from bot.guide_stored import as_stored, edition_of, from_stored, plain, question_from_stored

GUIDES_FOLDER = FRAME_FOLDER.parent


def load_guide(path: Path) -> Guide:
    """Return the guide in this file.

    Raises:
        GuideProblem: with every fault found, each with line and sentence.

    """
    content, faults = checked_guide(path)
    if faults:
        raise GuideProblem(faults)
    return guide_from(content)


def guide_from(content: Mapping[str, Any]) -> Guide:
    """Return the guide of checked content, as it stands in a file; fields written at their default do not count."""
    fields = {name: value for name, value in content.items() if name != "guide"}
    guide = from_stored({"minutes_short": None, **fields, "key": content["guide"]})
    return from_stored(as_stored(guide))


def load_guides(folder: Path = GUIDES_FOLDER) -> dict[str, Guide]:
    """Return all guides of a folder by key, in the order of their file names.

    Raises:
        GuideProblem: a fault in any of them, or one key used by two files.

    """
    guides: dict[str, Guide] = {}
    for path in sorted(folder.glob("*.yml")):
        guide = load_guide(path)
        if guide.key in guides:
            sentence = f"another file in this folder is the guide '{guide.key}' already; give this one another name."
            raise GuideProblem([Fault(path, 1, sentence)])
        guides[guide.key] = guide
    return guides


def load_frame(folder: Path = FRAME_FOLDER) -> Frame:
    """Return the opening and closing questions from `opening.yml` and `closing.yml` in a folder.

    Raises:
        GuideProblem: with every fault found.

    """
    opening = _frame_questions(folder / "opening.yml")
    closing = _frame_questions(folder / "closing.yml")
    edition = edition_of(plain([*opening.values(), *closing.values()]))
    return Frame(opening, closing, edition)


def _frame_questions(path: Path) -> dict[str, Question]:
    content, faults = checked_frame_file(path)
    if faults:
        raise GuideProblem(faults)
    questions = (question_from_stored(stored) for stored in content["questions"])
    return {question.key: question for question in questions}
