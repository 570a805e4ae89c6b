"""Check a guide as staff wrote it: every fault with its line and a plain sentence."""

from pathlib import Path

from bot.guide_check.fault import Fault, GuideProblem
from bot.guide_check.look import FRAME_FOLDER, checked_frame_file, checked_guide

__all__ = ["FRAME_FOLDER", "Fault", "GuideProblem", "check_guide", "checked_frame_file", "checked_guide"]


def check_guide(path: Path) -> list[Fault]:
    """Return every fault of a guide's file, or of a file of the frame, in the order of the lines; none: it is fine."""
    look = checked_frame_file if path.parent.name == FRAME_FOLDER.name else checked_guide
    return look(path)[1]
