"""What was found in a text, and what the text looks like without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Type = Literal[
    "email",
    "url",
    "iban",
    "national_number",
    "card",
    "account",
    "phone",
    "licence_plate",
    "address",
    "birth_date",
    "school",
    "handle",
    "name",
]
"""Kinds of personal data; where two are found in one place the earlier one of this row is kept."""

RANK: dict[Type, int] = {kind: rank for rank, kind in enumerate(get_args(Type))}


@dataclass(frozen=True)
class Span:
    """One piece of personal data: `text[start:end]`."""

    start: int
    end: int
    type: Type


@dataclass(frozen=True)
class Masked:
    """A text, the same text fit to be shared, and what was found (positions in `text`)."""

    text: str
    masked: str
    spans: tuple[Span, ...]


def without_overlap(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Keep of overlapping finds the surer type, then the longer one; in the order of the text."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in sorted(spans, key=lambda found: (RANK[found.type], found.start - found.end, found.start)):
        places = range(span.start, span.end)
        if taken.isdisjoint(places):
            kept.append(span)
            taken.update(places)
    return tuple(sorted(kept, key=lambda found: found.start))
