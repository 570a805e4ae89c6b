"""Names of persons, found by what the words are and by what stands around them."""

from bot.personal_data.known_names import family_alone, given, initialled
from bot.personal_data.name_cues import after_introduction, after_role, after_title, introduced_after, signature
from bot.personal_data.name_text import Words
from bot.personal_data.not_a_person import is_something_else, organisations
from bot.personal_data.span import Span
from bot.personal_data.tokens import is_shouted, tokenise


def find(text: str) -> list[Span]:
    """Find names of persons: with a title, a role or another cue, or known as names."""
    tokens = tokenise(text)
    words = Words(tokens, [token.folded for token in tokens], is_shouted(tokens), text)
    taken = organisations(words)
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        found = None if at in taken else _name_at(words, at, spans)
        if found and taken.isdisjoint(range(*found)) and not is_something_else(words, *found):
            spans.append(found)
            at = found[1]
        else:
            at += 1
    return [Span(tokens[begin].start, _end(words, end), "name") for begin, end in spans]


def _name_at(words: Words, at: int, before: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the words of a name that starts here, or None; the surest kind of evidence is tried first."""
    end = (
        after_introduction(words, at)
        or after_title(words, at)
        or after_role(words, at)
        or signature(words, at)
        or introduced_after(words, at)
        or given(words, at, before)
        or initialled(words, at)
        or family_alone(words, at, before)
    )
    return (at, end) if end else None


def _end(words: Words, end: int) -> int:
    """Return where a name ends in the text; the dot of a last initial belongs to it."""
    last = words.tokens[end - 1]
    return last.end + (len(last.text) == 1 and words.text[last.end : last.end + 1] == ".")
