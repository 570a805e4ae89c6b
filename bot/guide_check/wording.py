"""How a guide is worded: one question a message, short, not leading, never "why".

These are rules of thumb on the surface of a sentence in three languages; they are made to keep silent when unsure.
Their grounds: no "why" and one question a message (Geiecke and Jaravel 2026; Jacobsen et al. 2025), no leading words
(a suggestion in the question is confirmed far too often; Barari et al. 2025).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.guide_check.one_question import CURLED, second_question
from bot.guide_check.place import Place

Content = Mapping[str, Any]
Use = Literal["asked", "explained", "button", "title", "purpose"]

LONGEST: Mapping[Use, int] = {"asked": 300, "explained": 300, "button": 40, "title": 80, "purpose": 800}
"""In characters. A message of 300 fills half a telephone; a button of 40 is cut off on a small one."""
MOST_WORDS_YOUTH = 17

_WHY = re.compile(r"\b(?:waarom|why|pourquoi|how come|hoezo)\b", re.IGNORECASE)
_LEADING = {
    "nl": r"het (?:er )?ook (?:mee )?eens|toch|natuurlijk|uiteraard|vanzelfsprekend|zoals iedereen|vind je ook|ook niet\?|niet waar\?|hè\?",
    "en": r"(?:don't|didn't|isn't|aren't|wasn't|won't|wouldn't|shouldn't) (?:you|it|we|they)|(?:you|surely) agree"
    r"|obviously|surely|of course|naturally|as everyone knows",
    "fr": r"n'est-ce pas|évidemment|bien sûr|bien entendu|naturellement|tu es d'accord que|es-tu aussi d'accord"
    r"|ne (?:penses|crois|trouves)-tu pas|comme tout le monde",
}
_MARKUP = re.compile(r"</?[a-z][^>]*>|\*\*|__|\[[^\]]+\]\(")


@dataclass(frozen=True)
class Wording:
    """One text of a guide in one language, where it stands and what it is for."""

    place: Place
    language: str
    text: str
    use: Use


def look_at_wording(place: Place, content: Content) -> None:
    """Look at every text of a guide or a frame file."""
    youth = content.get("role") == "youth"
    for wording in _wordings(place, content):
        if not _short_enough(wording):
            continue
        _markup(wording)
        if wording.use == "asked":
            _few_words(wording, youth=youth)
            _one_question(wording)
            _not_leading(wording)
            _not_why(wording)


def look_at_labels(place: Place, questions: Sequence[Content]) -> None:
    """Look whether two questions are called alike where only their labels are shown: in the summary, in reports."""
    used: dict[tuple[str, str], str] = {}
    for index, question in enumerate(questions):
        for language, label in (question.get("label") or {}).items():
            first = used.setdefault((language, label.casefold()), str(question.get("key", "")))
            if first != question.get("key"):
                place.at("questions", index, "label", language).fault(
                    f"{{me}} has the same label as '{first:.40}' ('{label:.40}'); nobody could tell their answers apart."
                )


def _wordings(place: Place, content: Content) -> Iterator[Wording]:
    yield from _languages(place.at("title"), content.get("title"), "title")
    yield from _languages(place.at("purpose"), content.get("purpose"), "purpose")
    for index, question in enumerate(content.get("questions", [])):
        here = place.at("questions", index)
        yield from _languages(here.at("text"), question.get("text"), "asked")
        yield from _languages(here.at("explain"), question.get("explain"), "explained")
        if "label" in question:
            yield from _languages(here.at("label"), question.get("label"), "button")
        for name, use in _INSIDE.items():
            for number, part in enumerate(question.get(name, [])):
                yield from _languages(here.at(name, number, "text"), (part or {}).get("text"), use)


_INSIDE: Mapping[str, Use] = {"choices": "button", "own_probes": "asked"}


def _languages(place: Place, texts: Mapping[str, str] | None, use: Use) -> Iterator[Wording]:
    for language, text in (texts or {}).items():
        yield Wording(place.at(language), language, text, use)


def _short_enough(wording: Wording) -> bool:
    """Note a text that is too long; the other looks are spared, as it must be rewritten anyway."""
    count, most = len(wording.text), LONGEST[wording.use]
    if count > most and wording.use == "button":
        wording.place.fault(f"the text of {{me}} is {count} characters; a button shows at most {most}.")
    elif count > most:
        wording.place.fault(f"this text of {{me}} is {count} characters; at most {most} are read. Make it shorter.")
    return count <= most


def _few_words(wording: Wording, *, youth: bool) -> None:
    words = len(re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", wording.text))
    if youth and words > MOST_WORDS_YOUTH:
        wording.place.fault(f"{{me}} has {words} words; young people get at most {MOST_WORDS_YOUTH} in a message.")


def _markup(wording: Wording) -> None:
    found = _MARKUP.search(wording.text)
    if found:
        wording.place.fault(f"{{me}} holds '{found[0]:.20}', which is shown as it is typed; write plain text.")


def _one_question(wording: Wording) -> None:
    if wording.text.count("?") > 1:
        wording.place.fault("{me} asks two questions in one message (two question marks); make two questions of it.")
        return
    joined = second_question(wording.text, wording.language)
    if joined:
        wording.place.fault(f"{{me}} asks two things in one question ('{joined}'); make two questions of it.")


def _not_leading(wording: Wording) -> None:
    found = re.search(
        rf"(?<!\w)(?:{_LEADING[wording.language]})(?!\w)", wording.text.replace(CURLED, "'"), re.IGNORECASE
    )
    if found:
        wording.place.fault(f"{{me}} puts the answer in the person's mouth ('{found[0].strip()}'); ask it openly.")


def _not_why(wording: Wording) -> None:
    found = _WHY.search(wording.text)
    if found:
        instead = "ask for an example or what happened"
        wording.place.fault(f"{{me}} asks '{found[0]}', which makes people defend themselves; {instead}.")
