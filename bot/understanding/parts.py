"""Where a command may stand in a longer text: its first and its last sentence or clause."""

import re

_ENDS = re.compile(r"[.!?\u2026\n;]+\s*|\s+[-\u2013]\s+")
_JOINTS = re.compile(r"[.!?\u2026\n;,:]+\s*|\s+(?:maar|dus|want|but|so|because|mais|donc|alors)\s+", re.IGNORECASE)

_SHORT = 5
"""A text of so few words has no parts."""
_CLAUSE = 14
"""A piece of more words is a story itself."""
_SIGNS = 120
"""The same in signs."""


def parts_of(text: str) -> list[str]:
    """Return at most three pieces of a longer text that could be a command of their own; of a short one none.

    They are the first sentence, the last, and the last clause (after a comma, or "so", "but") of the last.
    """
    if len(text.split()) <= _SHORT:
        return []
    sentences = _pieces(_ENDS, text)
    ends = [sentences[0], sentences[-1]] if len(sentences) > 1 else []
    last = sentences[-1] if sentences else ""
    clauses = _pieces(_JOINTS, last)
    if len(clauses) > 1:
        ends.append(clauses[-1])
    return [end for end in dict.fromkeys(ends) if len(end.split()) <= _CLAUSE and len(end) <= _SIGNS]


def _pieces(cut: re.Pattern[str], text: str) -> list[str]:
    """Cut, and put a lost question mark back: "how many left?" is not "how many left"."""
    pieces = []
    start = 0
    for mark in cut.finditer(text):
        pieces.append(text[start : mark.start()] + ("?" if "?" in mark.group() else ""))
        start = mark.end()
    pieces.append(text[start:])
    return [piece.strip() for piece in pieces if any(letter.isalnum() for letter in piece)]
