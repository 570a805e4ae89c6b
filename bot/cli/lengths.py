"""Lengths of time as staff write them."""

from datetime import timedelta

from bot.cli.fault import Fault

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


def how_long(text: str) -> timedelta:
    """Return the length of `12h`, `30d` or `8w`.

    Raises:
        Fault: it is written in another way.

    """
    number, unit = text[:-1], text[-1:]
    if unit not in _UNITS or not (number.isascii() and number.isdigit()) or not 0 < int(number) <= 10_000:  # noqa: PLR2004 -- some 190 years in weeks
        raise Fault(f"'{text}' is not a length of time; write it as 12h, 30d or 8w.", 2)
    return timedelta(**{_UNITS[unit]: int(number)})
