"""Names known as such, and the evidence that a word that is also a name is meant as one."""

import re

from bot.personal_data.name_parts import end_of_name, is_unknown_name
from bot.personal_data.name_text import Words, cue_before
from bot.personal_data.name_words import Level, family_length, family_level, first_name, has_family_shape, is_particle
from bot.personal_data.words import names_that_are_words, phrases, places, word_set

_LONGEST_UNKNOWN = 3
_MOST_INITIALS = 4
_LONG_ENOUGH = 6
_AGE = re.compile(r"[, (]{1,3}")


def given(words: Words, at: int, before: list[tuple[int, int]]) -> int:
    """Find a first name, alone or with what follows it."""
    token = words.tokens[at]
    known = first_name(token)
    if not known or (token.all_capitals and not words.shouted and len(token.text) <= _LONGEST_UNKNOWN):
        return 0
    end = end_of_name(words.tokens, at + 1, shouted=words.shouted)
    if end > at + 1 and _is_full(words, at, end, known):
        return end
    if _stands_alone(words, at, known, before):
        return end if words.capital(at) or known == "sure" else at + 1
    return 0


def _is_full(words: Words, at: int, end: int, known: Level) -> bool:
    """Return whether a first name and what follows bear each other out."""
    if words.capital(at) and words.tokens[end - 1].capital:
        return known != "always" or _borne_out(words, at, end)
    family = family_length(words.tokens, at + 1)
    particle = family > 1
    surely = family > 0 and family_level(words.tokens, at + 1, family) == "sure"
    return (
        known == "sure"
        or (particle and (surely or known == "lower case"))
        or surely
        or (known == "lower case" and family > 0 and family_level(words.tokens, at + 1, family) != "always")
        or (
            family > 0
            and words.folded[at + 1]
            in {"peeters", "smets", "claes", "maes", "aerts", "mertens", "willems", "janssens", "jacobs"}
        )
    )


def _borne_out(words: Words, at: int, end: int) -> bool:
    family = family_length(words.tokens, at + 1)
    known_family = family > 0 and family_level(words.tokens, at + 1, family) != "always"
    shaped = any(has_family_shape(token) for token in words.tokens[at + 1 : end])
    given = any(first_name(token) == "sure" for token in words.tokens[at + 1 : end])
    pair = family > 0 and all(len(token.text) > 2 for token in words.tokens[at:end])  # noqa: PLR2004 - "Can Do" is no name
    acts = words.folded[at] not in names_that_are_words("not by a verb") and _does_something(words, end)
    return known_family or shaped or given or pair or acts or not words.tokens[at].opens


def _stands_alone(words: Words, at: int, known: Level, before: list[tuple[int, int]]) -> bool:  # noqa: PLR0911 - one reason a line why it is no name
    """Return whether a single first name is meant as one."""
    if _beside_a_figure(words, at) and known != "sure":
        return False
    if not words.capital(at):
        if known == "always" and (_row_follows(words, at) or _is_self_from(words, at)):
            return True
        if known == "lower case" and words.tokens[at].opens and _does_something(words, at + 1):
            return True
        maybe = known == "lower case" and words.tokens[at].gap == " " and cue_before(words, at, "maybe")
        return known == "sure" or bool(maybe) or _in_a_row(words, at, before)
    if known != "always":
        return True
    if _in_a_row(words, at, before):
        return True
    if words.folded[at] in names_that_are_words("never alone"):
        return False
    if words.tokens[at].opens:
        abstract = words.folded[at] in names_that_are_words("not by a verb")
        acts = _does_something(words, at + 1) and not (abstract and words.folded[at + 1] in word_set("weak_verbs"))
        return acts or _row_follows(words, at)
    return words.folded[at - 1] not in word_set("determiners") and not _title_cased(words, at)


def _title_cased(words: Words, at: int) -> bool:
    """Return whether a capital stands beside another one, as in the name of an organisation."""
    near = [place for place in (at - 1, at + 1) if 0 <= place < len(words.tokens)]
    return any(
        words.tokens[place].capital
        and not words.tokens[place].opens
        and words.tokens[max(place, at)].gap in (" ", "-")
        and not first_name(words.tokens[place])
        for place in near
    )


def _beside_a_figure(words: Words, at: int) -> bool:
    after = (
        at + 1 < len(words.tokens)
        and words.tokens[at + 1].text.isdigit()
        and words.tokens[at + 1].gap in (" ", "-", "/", ". ")
    )
    return after or (at > 0 and words.tokens[at - 1].text.isdigit() and words.tokens[at].gap in (" ", "-", "/"))


def _in_a_row(words: Words, at: int, before: list[tuple[int, int]]) -> bool:
    """Return whether a name was found right before "and", "or" or a comma: "Emma en roos"."""
    if not before or not (first_name(words.tokens[at]) or (words.capital(at) and family_length(words.tokens, at))):
        return False
    end = before[-1][1]
    joined_by = words.folded[end:at]
    comma = end == at and words.tokens[at].gap == ", "
    return comma or joined_by in (["en"], ["and"], ["et"], ["of"], ["or"], ["ou"])


def _row_follows(words: Words, at: int) -> bool:
    """Return whether "and" or a comma and another name come next."""
    tokens = words.tokens
    if at + 1 < len(tokens) and tokens[at + 1].gap == ", ":
        return first_name(tokens[at + 1]) == "sure"
    if at + 2 >= len(tokens) or words.folded[at + 1] not in {"en", "and", "et"}:
        return False
    known = first_name(tokens[at + 2])
    return known == "sure" or (known is not None and words.capital(at) and words.capital(at + 2))


def _is_self_from(words: Words, at: int) -> bool:
    """Tell "ik ben noor uit gent" from "i'm frank"."""
    if (
        at + 1 >= len(words.tokens)
        or words.folded[at] in names_that_are_words("never alone")
        or not cue_before(words, at, "self")
    ):
        return False
    after = words.tokens[at + 1]
    return after.folded in {"uit", "from"} or (after.text.isdigit() and _AGE.fullmatch(after.gap) is not None)


def _does_something(words: Words, at: int) -> bool:
    """Return whether a verb of somebody follows: "Roos zei"."""
    if at >= len(words.tokens) or words.tokens[at].gap not in (" ", "'", "’", ", ", " ("):
        return False
    if words.tokens[at].gap in (", ", " ("):
        return words.tokens[at].text.isdigit() or words.folded[at] in word_set("roles") | {
            "onze",
            "mijn",
            "our",
            "my",
            "notre",
            "mon",
            "ma",
        }
    return phrases("verbs").length_at(words.folded, at) > 0


def initialled(words: Words, at: int) -> int:
    """Find "J. Claeys" and "T. De Clercq"."""
    tokens, end = words.tokens, at
    while (
        end < len(tokens)
        and end - at < _MOST_INITIALS
        and len(tokens[end].text) == 1
        and tokens[end].capital
        and (end == at or tokens[end].gap in (".", ". ", ".-"))
    ):
        end += 1
    if end == at or end >= len(tokens) or tokens[end].gap not in (". ", ".", " ") or words.shouted:
        return 0
    if tokens[end].gap == " " and tokens[at].folded in {"i", "a", "u"}:
        return 0
    family = family_length(tokens, end)
    if family and tokens[end].capital and (family_level(tokens, end, family) != "always" or tokens[end].gap != " "):
        return end_of_name(tokens, end + family, shouted=False)
    dotted = tokens[end].gap.startswith(".") and (
        tokens[at].opens or end - at > 1 or first_name(tokens[end]) is not None
    )
    if dotted and ((is_particle(tokens[end]) and tokens[end].capital) or is_unknown_name(tokens[end], shouted=False)):
        stop = max(end_of_name(tokens, end, shouted=False), end + 1)
        alone = stop == len(tokens) or tokens[stop].gap != " " or _does_something(words, stop)
        return stop if alone or first_name(tokens[end]) or is_particle(tokens[end]) else 0
    return end_of_name(tokens, end, shouted=False) if has_family_shape(tokens[end]) else 0


def family_alone(words: Words, at: int, before: list[tuple[int, int]]) -> int:
    """Find a family name alone, with a given name after it, or with an unknown one before it."""
    token = words.tokens[at]
    if words.shouted or (token.all_capitals and len(token.text) <= _LONGEST_UNKNOWN):
        return 0
    length = family_length(words.tokens, at)
    last = words.tokens[at + max(length, 1) - 1]
    if length and not last.capital and len(last.text) >= _LONG_ENOUGH and last.folded not in places():
        particles = length == 1 or length > 2  # noqa: PLR2004 - "de prêter" is no name, "van den bossche" is one
        return at + length if particles and family_level(words.tokens, at, length) == "sure" else 0
    if length and words.tokens[at + length - 1].capital and (token.capital or length > 1):
        known = family_level(words.tokens, at, length)
        if _in_a_row(words, at, before):
            return _with_given(words, at + length)
        city = length == 1 and token.folded in places()
        if known != "always" and not city and not (length > 1 and known != "sure" and token.opens):
            return _with_given(words, at + length)
    follows = family_length(words.tokens, at + 1) if at + 1 < len(words.tokens) else 0
    if is_unknown_name(token, shouted=False) and follows and words.tokens[at + 1].gap == " ":
        known = family_level(words.tokens, at + 1, follows)
        whole = words.tokens[at + 1].capital and words.tokens[at + follows].capital
        if whole and known == "sure" and not (follows == 1 and len(words.tokens[at + 1].text) <= _LONGEST_UNKNOWN):
            return at + 1 + follows
    return 0


def _with_given(words: Words, end: int) -> int:
    """Take the given names that come second: "Van Hecke Luc", "Nguyen Thi Linh"; also a second family name."""
    while end < len(words.tokens) and words.tokens[end].gap == " " and words.capital(end):
        length = family_length(words.tokens, end)
        second = length and family_level(words.tokens, end, length) == "sure"
        if not first_name(words.tokens[end]) and not second:
            break
        end += max(length, 1)
    return end
