"""The vague noun in an answer, as it is handed back: "communicatie", "regels"."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import simplemma

from bot.guide import Language
from bot.probing.patterns import limit, listed, spoken_as
from bot.reply.fold import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SHORTEST, LONGEST = 3, 30
"""Letters of a word that can be handed back."""
LONGEST_ENDING = 6
"""A concrete noun of more letters may also end a compound: "projectvergadering"."""


@lru_cache(maxsize=8192)
def lemma(word: str, language: Language) -> str:
    """Return a word's dictionary form, in small letters; "jongeren" and other domain words stay as they are."""
    return str(simplemma.lemmatize(word.casefold(), lang=language, low_memory=True)).casefold()


def vague_noun(
    said: str, language: Language, asked: str, is_private: Callable[[str], bool], *, abstract: bool = False
) -> str | None:
    """Return the noun to hand back, or None when the answer has none that may be.

    A noun of the question itself is taken only when there is no other. Names, stop words and personal data never.

    Args:
        said: the answer.
        language: the one it is in.
        asked: the question.
        is_private: tells whether a word is personal data.
        abstract: take an abstract noun that is not listed, or that says where or when, rather than a listed one.

    """
    found = [word for word, clear in _vague(said, language) if clear != abstract and not is_private(word)]
    question = {fold(lemma(word, language)) for word in _TOKEN.findall(asked)}
    own = [word for word in found if fold(lemma(word, language)) not in question]
    return next(iter(own or found), None)


def _vague(said: str, language: Language) -> Iterator[tuple[str, bool]]:
    """Give the vague nouns in order, each with whether it is listed and what the answer is about."""
    known = listed("vague", language)
    for hit in _TOKEN.finditer(said):
        word, base = hit.group(), lemma(hit.group(), language)
        fits = SHORTEST <= len(word) <= LONGEST and not _is_name(word, said, hit.start())
        if fits and (fold(base) in known or fold(word) in known):
            yield _spoken(base if fold(base) in known else word.casefold(), language), not _beside(hit, said, language)
        elif fits and _abstract(base, language):
            yield _spoken(base, language), False


def _beside(hit: re.Match[str], said: str, language: Language) -> bool:
    """Tell whether a noun says where or when: "op het overleg", but not at the start of an answer."""
    opening = [fold(word) for word in _TOKEN.findall(said[: hit.start()])][-2:]
    return len(opening) > 1 and bool(set(opening) & listed("beside_the_point", language))


def _is_name(word: str, said: str, start: int) -> bool:
    """Tell whether a word with a capital is a name: inside a sentence, and not in a message all in capitals."""
    if said.isupper() or word.islower():
        return False
    before = said[:start].rstrip()
    opens = not before or before[-1] in ".!?:;\n•-\"'"
    return not opens or (len(word) > 1 and word.isupper())


def _abstract(base: str, language: Language) -> bool:
    """Tell whether an unlisted word is an abstract noun by its ending: "zichtbaarheid", "readiness"."""
    plain, concrete = fold(base), listed("not_vague", language)
    if len(plain) < limit("vague_letters") or plain in concrete:
        return False
    if plain.endswith(tuple(word for word in concrete if len(word) > LONGEST_ENDING)):
        return False
    return plain.endswith(tuple(listed("vague_endings", language)))


def _spoken(base: str, language: Language) -> str:
    return spoken_as(language).get(base, base)
