"""Which words are known, and their dictionary forms, in nl, en and fr (simplemma, offline)."""

from functools import lru_cache

import simplemma

from analytics.themes.tokens import plain

OWN_FORMS = {"nl": {"jongeren": "jongere", "leden": "lid", "gasten": "gast"}}
"""Where simplemma goes wrong on words that partners use daily (jongeren -> jong, leden -> lijden)."""


@lru_cache(maxsize=400_000)
def lemma(written: str, language: str) -> str:
    """Return the dictionary form of a word, without accents."""
    own = OWN_FORMS.get(language, {}).get(written)
    return own or plain(simplemma.lemmatize(written, lang=language))


@lru_cache(maxsize=400_000)
def known(written: str, language: str) -> bool:
    """Say whether a word stands in the dictionary of a language."""
    return bool(simplemma.is_known(written, lang=language))
