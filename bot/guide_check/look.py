"""The looks a file gets, one after the other: can it be read, its fields, its references, its wording."""

from pathlib import Path
from typing import Any

from bot.guide_check import shape
from bot.guide_check.answers import look_at_question
from bot.guide_check.fault import Fault, Findings, GuideProblem
from bot.guide_check.frame import look_at_closing, look_at_opening, look_at_whole
from bot.guide_check.lines import read_lines
from bot.guide_check.place import Place
from bot.guide_check.references import Before, look_at_references
from bot.guide_check.wording import look_at_labels, look_at_wording

FRAME_FOLDER = Path(__file__).parents[2] / "data" / "guides" / "frame"


def checked_guide(path: Path, frame_folder: Path = FRAME_FOLDER) -> tuple[dict[str, Any], list[Fault]]:
    """Return the cleaned values of a guide's file, and its faults in the order of the lines."""
    try:
        values, findings = read_lines(path)
    except GuideProblem as problem:
        return {}, problem.faults
    return look_at_guide(values, findings, frame_folder), sorted(findings.found)


def look_at_guide(values: Any, findings: Findings, frame_folder: Path = FRAME_FOLDER) -> dict[str, Any]:
    """Return the cleaned values of a guide, wherever it was read from; what is wrong is added to the findings."""
    place = Place(values, (), findings)
    content: dict[str, Any] = shape.shape(shape.GUIDE)(place, values)
    opening = _frame_questions(frame_folder / "opening.yml")
    closing = _frame_questions(frame_folder / "closing.yml")
    look_at_opening(place, content, opening)
    look_at_closing(place, content, closing)
    look_at_whole(place, content)
    asked = {key: opening[key] for key in content.get("opening", []) if key in opening}
    _look_at_questions(place, content, Before("minutes_short" in content, asked), in_frame=False)
    return content


def checked_frame_file(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    """Return the same for `opening.yml` or `closing.yml`."""
    try:
        values, findings = read_lines(path)
    except GuideProblem as problem:
        return {}, problem.faults
    place = Place(values, (), findings)
    content: dict[str, Any] = shape.shape(shape.FRAME)(place, values)
    _look_at_questions(place, content, Before(), in_frame=True)
    return content, sorted(findings.found)


def _look_at_questions(place: Place, content: dict[str, Any], before: Before, *, in_frame: bool) -> None:
    questions = content.get("questions", [])
    for index, question in enumerate(questions):
        first = index == 0 and not in_frame
        look_at_question(place.at("questions", index), question, first=first, in_frame=in_frame)
    look_at_references(place, questions, before)
    look_at_wording(place, content)
    look_at_labels(place, questions)


def _frame_questions(path: Path) -> dict[str, Any]:
    content, faults = checked_frame_file(path)
    if faults:
        raise GuideProblem(faults)
    return {question["key"]: question for question in content["questions"]}
