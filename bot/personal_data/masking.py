"""The one door to the search for personal data."""

from bot.guide import Language
from bot.personal_data import birth_dates, contact, names, numbers, schools, streets
from bot.personal_data.span import Masked, Span, without_overlap
from bot.personal_data.tokens import tokenise
from bot.personal_data.words import labels, word_set

_FINDERS = (contact.find, numbers.find, streets.find, birth_dates.find, schools.find, names.find)


def mask(text: str, language: Language = "nl") -> Masked:
    """Replace personal data in what somebody wrote by its kind, such as `[naam]`.

    Names of persons, contact details, addresses, dates of birth, schools and numbers that belong to one
    person are masked; organisations, cities, amounts and other dates stay. `language` is that of the labels; the
    search itself knows Dutch, English and French at once. It is a safety net, not a proof of anonymity.
    """
    spans = without_overlap(span for find in _FINDERS for span in find(text))
    label = labels()[language]
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], f"[{label[span.type]}]"]
        at = span.end
    return Masked(text, "".join([*parts, text[at:]]), spans)


def has_personal_data(text: str) -> bool:
    """Return whether a text names a person or holds something that leads to one."""
    return any(True for find in _FINDERS for _ in find(text))


def looks_like_a_person(name: str) -> bool:
    """Return whether somebody gave a person's name where an organisation is asked for.

    True only when hardly anything but the name is there: `Bakkerij Peeters` and `Emma van VDAB` are no persons.
    """
    return _share(name, names.find(name)) > 1 / 2


def _share(text: str, spans: list[Span]) -> float:
    titles = word_set("titles")
    letters = sum(len(token.text) for token in tokenise(text) if token.folded not in titles)
    return sum(sign.isalnum() for span in spans for sign in text[span.start : span.end]) / max(letters, 1)
