"""How people really type, brought back to plain words.

A person in distress writes "zlfmrd", "d o o d", "su1cid€" or "kwil ni meer". Here a text becomes a row of
plain tokens and the places where a clause or a sentence ends; what a token means is for `vocabulary`.
"""

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)]
)
_ALIKE = str.maketrans(
    "аеорсхуіѕјқԁӏøłæœßđ", "aeopcxyisjqdlolaesd"
)  # Cyrillic that looks Latin, and letters NFKD leaves whole
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e", "!": "i"}
)
_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['’`´][^\W_]+|[*#_@$€!•]+(?=[^\W_])[^\W_]+)*[$€*]*)"  # the apostrophes people's keyboards make
    r"|(?P<stop>[.!?…\n;]+)|(?P<pause>[,:()\"/–—-]+)|(?P<sign>[^\s\w])"  # the dashes too
)
_ELISION = re.compile(r"^(j(?=.)|(?:[dlmtsnc]|qu|quelqu|jusqu|lorsqu|puisqu)(?=[aeiouyh]))(.*)$")
_SPACED_OUT = 3
_NUMBER_AND_WORD = re.compile(r"^(\d+)([^\W\d_]{2,})$")
_VOWELS = re.compile(r"[aeiouy]")
_REPEATED = re.compile(r"(.)\1+")
_LONG_RUN = re.compile(r"(.)\1{2,}")


@dataclass(frozen=True)
class Tokens:
    """A text as tokens. Bit p of `pauses` or `stops`: a clause or sentence ends just before token p."""

    words: tuple[str, ...]
    pauses: int = 0
    stops: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        """Read the other as going on where this one ends, as when one sentence is sent in pieces."""
        at = len(self.words)
        inner = (1 << at) - 1
        return Tokens(
            self.words + other.words,
            self.pauses & inner | (other.pauses & ~1) << at,
            self.stops & inner | (other.stops & ~1) << at,
        )


def plain(text: str) -> str:
    """Return the text in small Latin letters, without accents, invisible signs and look-alike letters."""
    folded = unicodedata.normalize("NFKD", text.translate(_INVISIBLE)).casefold().translate(_ALIKE)
    if folded.isascii():
        return folded  # nothing in it combines
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def tokenise(text: str) -> Tokens:
    """Cut a text into words, numbers and single signs (emoji), remembering where a clause ends."""
    words: list[str] = []
    pauses = stops = 0
    single = 0  # how many one-letter words in a row end the list
    for match in _TOKEN.finditer(plain(text)):
        kind, piece = match.lastgroup, match.group()
        if kind in ("stop", "pause") and single and len(piece) == 1 and piece in ".-":
            continue  # d-o-o-d
        if kind in ("stop", "pause"):
            pauses |= 1 << len(words)
            stops |= (1 << len(words)) if kind == "stop" else 0
            single = _join_letters(words, single)
        elif kind == "sign":
            words.append(piece)
        elif len(piece) == 1 and not piece.isdigit():
            words.append(piece)
            single += 1
        else:
            single = _join_letters(words, single)
            words.extend(_parts(piece))
    _join_letters(words, single)
    within = (1 << len(words) + 1) - 1
    return Tokens(tuple(words), pauses & within, stops & within)


def _join_letters(words: list[str], single: int) -> int:
    """Make one word of letters typed apart ("d o o d"), if there are enough of them; return the new count, 0."""
    if single >= _SPACED_OUT:
        words[-single:] = ["".join(words[-single:])]
    return 0


def _parts(piece: str) -> list[str]:
    """Split "j'ai" and "20pillen"; write "don't" and "foto's" as one."""
    bare = re.sub(r"['’`´]", "'", piece)  # as above
    if "'" in bare:
        head, tail = bare.split("'", 1)
        if tail and _ELISION.match(head + tail) and head in _ELIDED:
            return [head, *_parts(tail)]
        bare = bare.replace("'", "")
    if number := _NUMBER_AND_WORD.match(bare):
        return [number.group(1), number.group(2)]
    return [bare]


_ELIDED = {"j", "d", "l", "m", "t", "s", "n", "c", "qu", "quelqu", "jusqu", "lorsqu", "puisqu"}


def unmasked(token: str) -> tuple[str, ...]:
    """Return what a word with figures or signs for letters may stand for ("su1cid€", "k1ll")."""
    if token.isalpha() or not any(letter.isalpha() for letter in token):
        return ()
    return (token.translate(_LEET), token.replace("1", "l").translate(_LEET))


def holes(token: str) -> "re.Pattern[str] | None":
    """Return what a word with starred letters ("z*lfmoord") must look like, or None if it has none."""
    if not re.search(r"[^\W_][*#_•]", token) or sum(letter.isalpha() for letter in token) < _SPACED_OUT:
        return None
    return re.compile(
        "".join(r"\w{1,2}" if part[0] in "*#_•" else re.escape(part) for part in re.findall(r"[*#_•]|[^*#_•]+", token))
    )


def drawn_out(token: str) -> bool:
    """Tell whether a letter is held ("doooood")."""
    return _LONG_RUN.search(token) is not None


def squeezed(token: str) -> str:
    """Return the word with every repeated letter once."""
    return _REPEATED.sub(r"\1", token)


def skeleton(token: str) -> str:
    """Return the consonants alone, doubles once: what is left in "zlfmrd"."""
    return squeezed(_VOWELS.sub("", token))


def sound(token: str) -> str:
    """Return roughly how a word sounds, so that "zelfmoort" and "suisside" come near what is meant."""
    heard = token
    for written, said in (
        ("ph", "f"),
        ("ch", "g"),
        ("ck", "k"),
        ("qu", "k"),
        ("ij", "y"),
        ("ei", "y"),
        ("ou", "au"),
        ("ce", "se"),
        ("ci", "si"),
        ("c", "k"),
        ("z", "s"),
        ("v", "f"),
        ("dt", "t"),
    ):
        heard = heard.replace(written, said)
    return squeezed(heard[:-1] + "t" if heard.endswith("d") else heard)
