"""Which of the three languages a person writes in.

lingua over nl, en and fr alone got 30 of 30 short sentences right (research of this project); "ok" and
"merci" are the cases where it cannot know, hence the rules on length and certainty.
"""

from functools import lru_cache
from typing import Any, cast

from bot.guide import Language

SURE = 0.8
"""Below this the chat keeps its language."""
FEWEST_WORDS = 3
_CODES: dict[str, Language] = {"DUTCH": "nl", "ENGLISH": "en", "FRENCH": "fr"}


def language_of(text: str, prior: Language | None) -> tuple[Language | None, float]:
    """Return the language of a text and how sure that is, from 0 to 1.

    Where it cannot be told (fewer than three words, unsure, another script) it is `prior`, the language
    the chat is in, with the little that speaks for it; None without a prior. Nobody's language is
    switched on this alone: the caller asks.
    """
    if sum(any(letter.isalpha() for letter in word) for word in text.split()) < FEWEST_WORDS:
        return prior, 0.0
    values = {
        _CODES[value.language.name]: float(value.value)
        for value in _detector().compute_language_confidence_values(text)
    }
    best = max(values, key=lambda code: (values[code], code == prior))
    if values[best] >= SURE:
        return best, values[best]
    return prior, values[prior] if prior else values[best]


@lru_cache(maxsize=1)
def _detector() -> Any:
    """Load the detector when it is first needed: 96 MB that a chat of taps never asks for."""
    from lingua import Language as Lingua
    from lingua import LanguageDetectorBuilder

    languages = [getattr(Lingua, name) for name in _CODES]
    return cast("Any", LanguageDetectorBuilder.from_languages(*languages).with_preloaded_language_models().build())
