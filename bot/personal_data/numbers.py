"""Numbers that belong to one person, known by their check digits or by the word before them."""

import re

from bot.personal_data.span import Span
from bot.personal_data.words import cue_pattern

_IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){10,30}", re.IGNORECASE)
_NATIONAL = re.compile(r"(?<![\d.-])\d{2}[. /-]?\d{2}[. /-]?\d{2}[ ./-]{0,3}\d{3}[ ./-]?\d{2}(?![\d])")
_FRENCH_NATIONAL = re.compile(r"(?<!\d)[12] ?\d{2} ?\d{2} ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?!\d)")
_CARD = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w])")
_OLD_ACCOUNT = re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{2}(?![\d-])")
_PLATE = re.compile(
    r"(?<![\w-])(?:[1-9]-[A-Z]{3}-\d{3}|[1-9] [A-Z]{3} \d{3}|[A-Z]{3}-\d{3}|[A-Z]{2}-\d{3}-[A-Z]{2})(?![\w-])"
)
_PLATE_LOOSE = re.compile(
    r"[\s:=(]{0,4}(?:(?:is|nr|number|n°)[\s:]{1,3})?([1-9]?[ -]?[a-z]{3}[ -]?\d{3})(?!\w)", re.IGNORECASE
)
_AFTER_CUE = re.compile(
    r"[\s:.=(]{0,4}(?:(?:is|was|est|van mij|mij|nr|nr\.|number|no|n°|:)[\s:]{1,3}){0,2}([A-Z]{0,4}[-/ ]?\d[\d./-]{2,24})",
    re.IGNORECASE,
)
_IBAN_LENGTHS = range(15, 35)
_CARD_LENGTHS = range(13, 20)
_MONTHS = 12
_DAYS = 31


def find(text: str) -> list[Span]:
    """Find bank accounts, national numbers, cards, files and licence plates."""
    return [*_ibans(text), *_nationals(text), *_cards(text), *_accounts(text), *_plates(text)]


def _ibans(text: str) -> list[Span]:
    spans = []
    for match in _IBAN.finditer(text):
        length = _iban_length(match.group())
        if length:
            spans.append(Span(match.start(), match.start() + length, "iban"))
    return spans


def _iban_length(written: str) -> int:
    """Return how many signs from the start make an IBAN by its check digits (ISO 7064, mod 97), or 0.

    Bank codes are not looked up: the example that banks print in Belgium has none in use, and counts.
    """
    for end in range(len(written), 14, -1):
        signs = re.sub(r"[^A-Z0-9]", "", written[:end].upper())
        if written[end - 1].isalnum() and len(signs) in _IBAN_LENGTHS and _mod_97(signs[4:] + signs[:4]) == 1:
            return end
    return 0


def _mod_97(signs: str) -> int:
    return int("".join(str(int(sign, 36)) for sign in signs)) % 97


def _nationals(text: str) -> list[Span]:
    told = cue_pattern("national_cues").search(text) is not None
    spans = [
        Span(m.start(), m.end(), "national_number")
        for m in _NATIONAL.finditer(text)
        if _is_national(re.sub(r"\D", "", m.group())) or (told and _is_dated(re.sub(r"\D", "", m.group())))
    ]
    for match in _FRENCH_NATIONAL.finditer(text):
        signs = match.group().replace(" ", "").replace("2A", "19").replace("2B", "18")
        if signs.isdigit() and 97 - int(signs[:13]) % 97 == int(signs[13:]):
            spans.append(Span(match.start(), match.end(), "national_number"))
    return spans


def _is_national(digits: str) -> bool:
    """Return whether the check digits fit, for a birth before 2000 or from 2000 on."""
    first, check = digits[:9], int(digits[9:])
    return _is_dated(digits) and check in (97 - int(first) % 97, 97 - int("2" + first) % 97)


def _is_dated(digits: str) -> bool:
    # A bis number has 20 or 40 added to the month.
    return int(digits[2:4]) % 20 <= _MONTHS and int(digits[4:6]) <= _DAYS


def _cards(text: str) -> list[Span]:
    return [
        Span(m.start(), m.end(), "card")
        for m in _CARD.finditer(text)
        if len(digits := re.sub(r"\D", "", m.group())) in _CARD_LENGTHS and _luhn(digits) and len(set(digits)) > 1
    ]


def _luhn(digits: str) -> bool:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - two digits are added up
    return total % 10 == 0


def _accounts(text: str) -> list[Span]:
    spans = [
        Span(m.start(), m.end(), "account")
        for m in _OLD_ACCOUNT.finditer(text)
        if int(re.sub(r"\D", "", m.group())[:10]) % 97 in (int(m.group()[-2:]), int(m.group()[-2:]) % 97)
    ]
    for cue in cue_pattern("account_cues").finditer(text):
        number = _AFTER_CUE.match(text, cue.end())
        if number:
            spans.append(Span(number.start(1), number.start(1) + len(number.group(1).rstrip("./-")), "account"))
    return spans


def _plates(text: str) -> list[Span]:
    spans = [Span(m.start(), m.end(), "licence_plate") for m in _PLATE.finditer(text) if m.group()[0].isdigit()]
    for cue in cue_pattern("plate_cues").finditer(text):
        loose = _PLATE_LOOSE.match(text, cue.end())
        if loose:
            spans.append(Span(loose.start(1), loose.end(1), "licence_plate"))
    return spans
