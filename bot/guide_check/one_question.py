"""Whether one sentence asks two things: "What went well and what could be better?".

Only what joins two questions with "en", "and" or "et" is heard. A choice ("by phone or by mail?") is one question, and
so is a "who" that describes someone inside the sentence ("people who live here and who work").
"""

import re

CURLED = "\u2019"
"""The apostrophe that word processors type."""

_AND = {"nl": "en", "en": "and", "fr": "et"}
_ASKED_WITH = {
    "nl": r"(?:wat|wie|waar(?:aan|bij|door|mee|om|over|voor)?|wanneer|hoe|hoeveel|welke?)\b",
    "en": r"(?:what|who|where|when|how|which)\b",
    "fr": r"(?:[àa] |de |avec |pour )?(?:qui|quoi|quand|comment|où|combien|quel(?:le)?s?|que|qu'est-ce)\b",
}
_VERB_FIRST = {
    "nl": r"(?:zou|kan|kun|wil|heb|ben|doe|ga|vind|mag|moet|zie|werk|denk|voel) (?:je|jij|jullie|u)\b",
    "en": r"(?:do|did|does|are|were|have|can|could|would|will|should) (?:you|they|we|it|your)\b",
    "fr": r"(?:(?:es|as|veux|peux|vas|fais|penses|voudrais|aimerais|vois)-tu\b|est-ce qu)",
}
_ASKED_AGAIN = {
    "nl": _ASKED_WITH["nl"],
    "en": r"(?:who|which|where|when|what|how) (?:is|are|was|were|do|does|did|would|could|can|will|has|have|should)\b",
    "fr": r"(?!que )" + _ASKED_WITH["fr"] + r"|que \w+-(?:tu|vous|t-on|il)\b",
}


def second_question(text: str, language: str) -> str | None:
    """Return the words that join a second question to a first ("en hoe"), or None where there is one question."""
    for sentence in re.findall(r"[^.!?:;…]*\?", text.lower().replace(CURLED, "'")):
        joined = _joined(sentence.strip(), language)
        if joined:
            return joined
    return None


def _joined(sentence: str, language: str) -> str | None:
    and_, starts = _AND[language], rf"{_ASKED_WITH[language]}|{_VERB_FIRST[language]}"
    again = rf"{_ASKED_AGAIN[language]}|{_VERB_FIRST[language]}"
    for found in re.finditer(rf"\b{and_} (?={again})([\w'-]+)", sentence):
        before = sentence[: found.start()]
        asked_first = re.match(rf"\W*(?:{and_} )?(?:{starts})", before)
        if asked_first and not re.search(rf"\S\s+{re.escape(found[1])}\b", before):
            return found[0]
    return None
