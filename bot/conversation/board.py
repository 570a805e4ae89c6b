"""Buttons: what a tap carries, and what a tap that comes back means."""

from collections.abc import Sequence

from bot.channel.message import Button
from bot.guide import Question

SHORT = 14
"""Buttons with at most so many characters stand two in a row."""
TINY = 3
"""And of those with at most so many, such as numbers, five."""
SERIAL_DIGITS = 12


def buttons_for(
    question: Question, language: str, mark: str, picked: tuple[str, ...]
) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of buttons of a closed question; `mark` says to which asking of it they belong."""
    made = [
        Button(("✅ " if choice.key in picked else "") + choice.text[language], f"{mark}:{choice.key}")
        for choice in question.choices
    ]
    return in_rows(made)


def in_rows(made: Sequence[Button]) -> tuple[tuple[Button, ...], ...]:
    """Return buttons in rows: five in a row of the tiniest, two of short ones."""
    if made and all(len(button.text) <= TINY for button in made):
        return tuple(tuple(made[start : start + 5]) for start in range(0, len(made), 5))
    width = 2 if made and all(len(button.text) <= SHORT for button in made) else 1
    return tuple(tuple(made[start : start + width]) for start in range(0, len(made), width))


def command_button(text: str, command: str, serial: int) -> Button:
    """Return a button that stands for a command at one question."""
    return Button(text, f"c:{serial}:{command}")


def read_tap(data: str) -> tuple[str, int, str] | None:
    """Return what a tap carries (kind, serial, choice), or None for anything we never made."""
    kind, _, rest = data.partition(":")
    serial, _, choice = rest.partition(":")
    if (
        kind not in ("a", "b", "c")
        or not serial.isascii()
        or not serial.isdigit()
        or len(serial) > SERIAL_DIGITS
        or not choice
    ):
        return None
    return kind, int(serial), choice
