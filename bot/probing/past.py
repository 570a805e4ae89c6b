"""Verbs that tell what happened, found by their form."""

import re
from collections.abc import Sequence

from bot.guide import Language
from bot.probing.nouns import lemma
from bot.probing.patterns import listed

_PARTICIPLE = re.compile(r"^(?:\w{2,5})?ge\w{2,}(?:d|t|en)$|^(?:be|ver|ont|her)\w{3,}(?:d|t)$")
_HAVE = {
    "a",
    "ai",
    "as",
    "ont",
    "avons",
    "avez",
    "est",
    "suis",
    "sont",
    "sommes",
    "avait",
    "etait",
    "avaient",
    "etaient",
}
_PASSE = re.compile(r"^\w{2,}(?:e|ee|es|ees|i|is|ie|it|u|us|ue|ert|ait|aient)$")
_NOT_PAST = re.compile(r"(?:s|ing|er|est)$")


def told_verbs(told: Sequence[str], language: Language) -> int:
    """Count the verbs in the past, judgements ("ging", "was") left out.

    By form, so it counts a few adjectives and misses a few verbs; used beside other signs only.
    """
    plain = [word for word in told if word not in listed("judgement", language)]
    return sum(1 for place, word in enumerate(plain) if _is_past(word, plain[max(place - 2, 0) : place], language))


def _is_past(word: str, before: Sequence[str], language: Language) -> bool:
    if len(word) < 3 or word in listed("small", language):  # noqa: PLR2004 - no verb of content is shorter
        return False
    base = lemma(word, language)
    if language == "nl":
        return bool(_PARTICIPLE.match(word)) or _preterite(word, base)
    if language == "en":
        return base != word and not _NOT_PAST.search(word)
    imperfect = word.endswith(("ait", "aient")) and base.endswith(("er", "ir", "re"))
    return imperfect or (bool(set(before) & _HAVE) and bool(_PASSE.match(word)))


def _preterite(word: str, base: str) -> bool:
    """Tell whether a Dutch word is a past form: its verb's stem, infinitive and present are left out."""
    if not base.endswith("n") or base == word or len(base) < 4:  # noqa: PLR2004 - "gaan" is the shortest
        return False
    stem = base.removesuffix("en") if base.endswith("en") else base.removesuffix("n")
    present = {stem, stem + "t", base, re.sub(r"(.)\1$", r"\1", stem), re.sub(r"([aeou])([^aeou])$", r"\1\1\2", stem)}
    return word not in present and word.removesuffix("t") not in present
