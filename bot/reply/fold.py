"""Seeing through how a message is typed: capitals, accents, emoji, stretched letters, invisible characters."""

import re
import unicodedata

KEPT_CONTROLS = "\n\t"
_VARIATION = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_GENDER = re.compile("\u200d[\u2640\u2642]")
_SHORT_NOT = re.compile(r"\b(?:(\w+?)n't|(does|did|is|are|was|were|has|had|would|could|should|ca|wo)nt|(can)not)\b")
_APOSTROPHES, _DASHES = "\u2018\u2019\u00b4`", "\u2010\u2011\u2012\u2013\u2014\u2212"
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "ø": "o",
        "½": ",5",
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_DASHES, "-"),
    }
)


def clean(text: str) -> str:
    """Return the message without what no one can have meant: control characters, NUL, lone surrogates, a BOM.

    Done once, when a message comes in. Line breaks and tabs stay, and so do emoji, right-to-left marks and accents.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return "".join(sign for sign in text if sign in KEPT_CONTROLS or unicodedata.category(sign) not in {"Cc", "Cs"})


def has_text(text: str) -> bool:
    """Tell whether there is anything to see: not only spaces, joiners and other invisible signs."""
    return any(unicodedata.category(sign)[0] not in {"Z", "C"} and not _VARIATION.match(sign) for sign in text)


def is_slashed(text: str) -> bool:
    """Tell whether the first sign to see is a slash: such a text commands nothing, and chooses nothing either."""
    visible = (sign for sign in text if unicodedata.category(sign)[0] not in {"Z", "C"})
    return next(visible, "") in ("/", "\uff0f")


def fold(text: str) -> str:
    """Return the message in small letters without accents, with plain apostrophes, emoji without skin tone."""
    plain = _GENDER.sub("", _VARIATION.sub("", text)).translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", plain)
    if apart.isascii():
        return apart.lower()  # nothing in it combines
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def words(text: str) -> list[str]:
    """Return the folded words and figures of a message, in order; "don't" and "dont" are two words: do, not."""
    return re.findall(r"[^\W_]+", _SHORT_NOT.sub(_long_not, fold(text)))


def _long_not(hit: re.Match[str]) -> str:
    verb = hit[1] or hit[2] or hit[3]
    return {"ca": "can", "wo": "will"}.get(verb, verb) + " not"


def squeezed(word: str) -> str:
    """Return the word with stretched letters taken back: "jaaaa" is "ja", "ouiii" is "oui"."""
    return re.sub(r"(\D)\1{1,}$", r"\1", re.sub(r"(\D)\1{2,}", r"\1", word))


def emoji(text: str) -> list[str]:
    """Return the emoji of a message in order, without skin tone, sex or variation."""
    shown = fold(text).replace("🌟", "⭐")
    if set(shown) <= {"*", " "}:
        shown = shown.replace("*", "⭐")
    return [sign for sign in shown if unicodedata.category(sign) == "So" or sign in "⭐☀☁⛈"]
