"""Patterns over words with gaps, matched on all places of a text at once.

A pattern is a line such as `<ik> <wil> ~2 <dood>`:

    word        that word, any spelling the vocabulary forgives; `stem*` any word that begins so
    <name>      any word of that class
    a|b|<c>     one of these;  `a?` or nothing;  `!<c>` one word that is none of these
    ~2          up to two words in between, none of them a "not";  `~~2` whatever they are
    ^  $        a clause begins, ends here;  `a|$` that word, or the end of the clause
    &6 a b c    (a line of its own) these within six words, in any order;  `&&6` even with a "not" among them
    [word]      in a figure of speech: this is the word it keeps quiet

Places are the bits of one whole number, so a match is a few shifts and ands and takes time in proportion to
the text's length whatever the text is: no backtracking (the shift-and method of Baeza-Yates and Gonnet, 1992,
over words instead of letters).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Element:
    """One step of a pattern."""

    kind: Literal["word", "gap", "start", "end"]
    number: int = -1
    """The word set, for a word."""
    most: int = 0
    """The longest gap."""
    optional: bool = False
    or_end: bool = False
    """The end of a clause will do as well."""
    other: bool = False
    """`!`: a word outside the set."""
    blind: bool = False
    """`~~`: the gap may hold a "not"."""
    quiet: bool = False
    """`[ ]`: what a figure of speech keeps quiet."""


@dataclass(frozen=True)
class Pattern:
    """One line, ready to match."""

    elements: tuple[Element, ...]
    key: int
    """The word set to look for first: the smallest that must occur."""
    needs: frozenset[int]
    """The word sets that must all occur."""
    within: int = 0
    """For an `&` line: all its words stand within so many words, in any order."""
    blind: bool = False
    """For an `&&` line: a "not" may stand among them."""


@dataclass(frozen=True)
class Places:
    """Where what is in one text. Bit p stands for token p; there are `length` tokens."""

    length: int
    sets: Mapping[int, int]
    ends: int
    """Bit p: a clause ends before token p; bit `length` is always on."""
    walls: int
    """Bit p: no pattern may step from token p-1 to p."""
    stops: int
    """Bit p: a sentence ends before token p, which no gap steps across."""
    nots: int
    """The tokens that are a "not" in the pattern's language."""


def compile_pattern(line: str, number_of: Callable[[str], int], size_of: Callable[[int], int]) -> Pattern:
    """Return a line as a pattern; `number_of` names a set of alternatives, `size_of` tells how many words it has."""
    head, *rest = line.split()
    within = int(head.lstrip("&")) if head.startswith("&") else 0
    elements = tuple(_element(part, number_of) for part in (rest if within else (head, *rest)))
    firm = [one.number for one in elements if one.kind == "word" and not (one.optional or one.other or one.or_end)]
    if not firm:
        raise ValueError(f"a pattern needs a word that must occur: {line}")
    return Pattern(elements, min(firm, key=size_of), frozenset(firm), within, blind=head.startswith("&&"))


def _element(part: str, number_of: Callable[[str], int]) -> Element:
    if part == "^":
        return Element("start")
    if part == "$":
        return Element("end")
    if part.startswith("~"):
        return Element("gap", most=int(part.lstrip("~") or 2), blind=part.startswith("~~"))
    quiet = part.startswith("[")
    optional = part.endswith("?")
    core = part.replace("[", "").replace("]", "").rstrip("?")
    words = "|".join(word for word in core.lstrip("!").split("|") if word != "$")
    return Element(
        "word",
        number_of(words),
        optional=optional,
        or_end="$" in core.split("|"),
        other=core.startswith("!"),
        quiet=quiet,
    )


def match(pattern: Pattern, places: Places) -> int:
    """Return the places just after which the pattern ends; 0 when it is not there."""
    return _near(pattern, places) << 1 if pattern.within else _reach(pattern, places)[-1]


def _near(pattern: Pattern, places: Places) -> int:
    """Return the words of an `&` line, wherever all of them stand close together."""
    wide = pattern.within
    found = [places.sets.get(element.number, 0) << wide for element in pattern.elements]
    if not all(found):
        return 0
    windows = -1
    for bits in found:
        windows &= _spread(bits, wide)
    windows &= ~_spread(places.walls << wide >> 1, wide - 1)
    if places.nots and not pattern.blind:
        windows &= ~_spread(places.nots << wide, wide)
    covered = 0
    for _ in range(wide):
        covered |= windows
        windows <<= 1
    return (covered & _union(found)) >> wide


def _union(many: Sequence[int]) -> int:
    together = 0
    for bits in many:
        together |= bits
    return together


def _spread(bits: int, wide: int) -> int:
    """Return the starts of all windows so many words wide that hold one of these places."""
    spread = 0
    for _ in range(wide):
        spread |= bits
        bits >>= 1
    return spread


def quieted(pattern: Pattern, places: Places) -> int:
    """Return the tokens that a figure of speech keeps quiet, in every place it stands."""
    reached = _reach(pattern, places)
    quiet, after = 0, reached[-1]
    if not after:
        return 0
    for at in reversed(range(len(pattern.elements))):
        element = pattern.elements[at]
        starts = reached[at] & _step_back(element, after, places, _open(pattern, at, places))
        if element.quiet:
            quiet |= starts & _allowed(element, places)
        after = starts
    return quiet


def _reach(pattern: Pattern, places: Places) -> list[int]:
    """Return, for each element and for the end, the places a match may have come to."""
    reached = [(1 << places.length + 1) - 1]
    for at, element in enumerate(pattern.elements):
        reached.append(_step(element, reached[-1], places, _open(pattern, at, places)))
        if not reached[-1]:
            break
    return reached


def _open(pattern: Pattern, at: int, places: Places) -> int:
    """Return where a step may begin: anywhere for the first word, further on not across a wall."""
    begun = any(element.kind == "word" and not element.optional for element in pattern.elements[:at])
    return ~places.walls if begun else -1


def _allowed(element: Element, places: Places) -> int:
    """Return the tokens that may stand for this word."""
    found = places.sets.get(element.number, 0)
    return ~found & ((1 << places.length) - 1) if element.other else found


def _free(element: Element, places: Places) -> int:
    """Return the tokens a gap may hold."""
    return ((1 << places.length) - 1) & ~(0 if element.blind else places.nots)


def _step(element: Element, reached: int, places: Places, passable: int) -> int:
    if element.kind == "end":
        return reached & places.ends
    if element.kind == "start":
        return reached & (places.ends | 1)
    if element.kind == "gap":
        for _ in range(element.most):
            reached |= (reached & passable & ~places.stops & _free(element, places)) << 1
        return reached
    stepped = (reached & passable & _allowed(element, places)) << 1
    ended = reached & places.ends if element.or_end else 0
    return stepped | ended | (reached if element.optional else 0)


def _step_back(element: Element, after: int, places: Places, passable: int) -> int:
    if element.kind in ("end", "start"):
        return after
    if element.kind == "gap":
        for _ in range(element.most):
            after |= after >> 1 & passable & ~places.stops & _free(element, places)
        return after
    stepped = after >> 1 & passable & _allowed(element, places)
    ended = after & places.ends if element.or_end else 0
    return stepped | ended | (after if element.optional else 0)


def lines(block: str) -> Sequence[str]:
    """Return the patterns of a block of text, one a line, without remarks."""
    return [line for raw in block.splitlines() if (line := raw.split(" #")[0].strip()) and not line.startswith("#")]
