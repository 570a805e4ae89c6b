"""Ways to reach somebody: e-mail, web address, user name, telephone."""

import re

import phonenumbers

from bot.personal_data.span import Span
from bot.personal_data.words import cue_pattern

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w][\w.+-]{0,63}(?:@|[ ]?[\[(](?:at|@|apenstaartje|arobase)[\])][ ]?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?!\w)",
    re.IGNORECASE,
)
_SPELLED_EMAIL = re.compile(
    r"(?<![\w.+-])\w[\w.+-]{0,63}(?: (?:dot|punt|point|underscore) [\w-]{1,30}){0,3} (?:at|apenstaartje|apestaartje|arobase) [\w-]{1,63}"
    r"(?: (?:dot|punt|point) [\w-]{1,30}){0,2} (?:dot|punt|point) (?:be|com|nl|fr|eu|net|org)\b",
    re.IGNORECASE,
)
_ENDINGS = (
    "be|nl|fr|eu|com|org|net|info|io|me|gent|brussels|vlaanderen|lu|de|uk|app|dev|online|site|tv|link|ee|gg|ly|co|cc|ai"
)
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'()\[\]]{1,2000}", re.IGNORECASE)
_BARE_URL = re.compile(
    rf"(?<![\w@./-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_ENDINGS})(?:/[^\s<>\"'()\[\]]{{0,500}})?(?![\w@-])",
    re.IGNORECASE,
)
_BUSINESSES = re.compile(
    r"(?:www\.)?(?:bol|booking|amazon|coolblue|2dehands|immoweb|tomorrowland)\.(?:com|be)$", re.IGNORECASE
)
_HANDLE = re.compile(r"(?<![\w@.])@[\w][\w.]{1,62}")
_HANDLE_WORD = re.compile(r"[\w][\w.-]{2,40}")
_HANDLE_GAP = re.compile(r"[\s:=@(]{0,4}")
_PHONE = re.compile(
    r"(?<![\w+./,-])(?:(?:\+|00)\d{1,3}|\(?0)[ ./-]{0,2}(?:\(0\)|\(?\d)(?:[ ./()–-]{0,3}\d){5,12}(?![\w])"
)
_AFTER_PHONE_CUE = re.compile(
    r"[\s:.=(]{0,4}(?:(?:is|nr|nr\.|c'est|est|le|nummer|number|op|au|on)[\s:]{1,3}){0,3}(\d(?:[ ./-]{0,2}\d){7,11})(?!\w)",
    re.IGNORECASE,
)
_ENTERPRISE = re.compile(r"(?:BE ?)?[01]\d{3}\.\d{3}\.\d{3}$")
_NATIONAL_LENGTHS = {"04": 10, "06": 10, "07": 10}
_LANDLINE = 9
_FRENCH_OR_DUTCH = 10
_GROUPED = re.compile(r"0\d(?:[ .]\d\d){4}$")
_TRAILING = ".,;:!?"


def find(text: str) -> list[Span]:
    """Find ways to reach somebody."""
    spans = [Span(m.start(), m.end(), "email") for pattern in (_EMAIL, _SPELLED_EMAIL) for m in pattern.finditer(text)]
    spans += _urls(text)
    spans += [Span(m.start(), m.start() + len(m.group().rstrip(".")), "handle") for m in _HANDLE.finditer(text)]
    return [*spans, *_named_handles(text), *_phones(text)]


def _urls(text: str) -> list[Span]:
    found = [Span(m.start(), m.start() + len(m.group().rstrip(_TRAILING)), "url") for m in _URL.finditer(text)]
    bare = [m for m in _BARE_URL.finditer(text) if not _BUSINESSES.match(m.group())]
    return found + [Span(m.start(), m.start() + len(m.group().rstrip(_TRAILING)), "url") for m in bare]


def _named_handles(text: str) -> list[Span]:
    """Find what follows "mijn insta is": a word that no sentence would hold."""
    spans = []
    for cue in cue_pattern("handle_cues").finditer(text):
        at = cue.end()
        for _ in range(4):
            gap = _HANDLE_GAP.match(text, at)
            at = gap.end() if gap else at
            word = _HANDLE_WORD.match(text, at)
            link = cue_pattern("handle_links").match(text, at)
            if word and _is_user_name(word.group().rstrip(".-")):
                spans.append(Span(word.start(), word.start() + len(word.group().rstrip(".-")), "handle"))
                break
            if not link or not link.group():
                break
            at = link.end()
    return spans


def _is_user_name(word: str) -> bool:
    """Return whether a word has what user names have and words have not: a digit, a dot or an underscore."""
    letters = any(sign.isalpha() for sign in word)
    return letters and (any(sign.isdigit() for sign in word) or "_" in word or "." in word)


def _phones(text: str) -> list[Span]:
    found = [
        Span(m.start(), m.end(), "phone")
        for m in _PHONE.finditer(text)
        if not _ENTERPRISE.match(m.group()) and _is_phone(m.group())
    ]
    for cue in cue_pattern("phone_cues").finditer(text):
        number = _AFTER_PHONE_CUE.match(text, cue.end())
        if number:
            found.append(Span(number.start(1), number.end(1), "phone"))
    return found


def _is_phone(written: str) -> bool:
    """Return whether it can be dialled from Belgium, the Netherlands or France.

    A number that is not in use, yet built like one, counts too: people make slips, and examples.
    """
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if written.startswith(("+", "00")):
        return _is_possible(written, None)
    if any(_is_valid(written, region) for region in ("BE", "NL", "FR")):
        return True
    length = _NATIONAL_LENGTHS.get(digits[:2], _LANDLINE)
    return len(digits) == length or bool(_GROUPED.match(written) and len(digits) == _FRENCH_OR_DUTCH)


def _is_valid(written: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, region))
    except phonenumbers.NumberParseException:
        return False


def _is_possible(written: str, region: str | None) -> bool:
    number = "+" + written[2:] if written.startswith("00") else written
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False
