"""How many people it takes before a figure about them is shown."""

from typing import Literal

Role = Literal["stakeholder", "youth", "coach"]

SMALLEST: dict[str, int] = {"stakeholder": 5, "coach": 5, "youth": 10}
"""Adults 5, young people 10: the ONS asks for 10 where the subject is sensitive."""


def smallest(role: str) -> int:
    """Return the least number of people a figure may be about; a role that is not known counts as young."""
    return SMALLEST.get(role, max(SMALLEST.values()))


def shown(n: int, role: str) -> bool:
    """Return whether a figure about so many different people may be shown. Nobody is also too few."""
    return n >= smallest(role)
