"""Figures in a message, in digits or in words, in Dutch (also of Flanders), English and French (also of Belgium)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.guide import LANGUAGES, Language
from bot.reply.fold import fold
from bot.reply.lexicon import articles, figures, phrases

_UNITS = {
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf",
}
_TENS = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante",
}
_LONGEST = 7  # words in the longest spelled figure: "neuf cent quatre vingt dix sept"
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<minus>-\s?(?=\d))?"
    r"(?:(?P<grouped>\d{1,3}(?:[.,' ]\d{3})+)(?![\d])|(?P<power>\d+e\d{1,3})\b|(?P<plain>\d+(?:[.,]\d{1,2})?(?!\d)))"
)


@dataclass(frozen=True)
class Figure:
    """A figure somebody wrote, and where."""

    value: float
    start: int
    end: int
    """Places in the folded text."""
    rough: bool = False
    """It was given as about so much."""


def _below_hundred(language: Language) -> dict[int, list[str]]:
    spelled = {number: [word] for number, word in enumerate(_UNITS[language].split())}
    for ten, word in enumerate(_TENS[language].split(), start=2):
        spelled[ten * 10] = [word]
        for unit in range(1, 10):
            name = spelled[unit][0]
            spelled[ten * 10 + unit] = [f"{name}en{word}"] if language == "nl" else [word + name, f"{word}et{name}"]
    if language == "fr":
        for base, words in ((60, ("soixante",)), (80, ("quatrevingt", "quatrevingts"))):
            spelled[base] = list(words)
            for unit in range(1, 20):
                spelled[base + unit] = [f"{words[0]}{spelled[unit][0]}", f"{words[0]}et{spelled[unit][0]}"]
        for base, word in ((70, "septante"), (80, "octante"), (90, "nonante")):
            spelled.setdefault(base, []).append(word)
            for unit in range(1, 10):
                spelled[base + unit] += [f"{word}{spelled[unit][0]}", f"{word}et{spelled[unit][0]}"]
    return spelled


@cache
def spelled_figures(language: Language) -> dict[str, int]:
    """Return what each spelled figure up to 9,999 in hundreds and to 999 in units is worth, written without spaces."""
    low = _below_hundred(language)
    hundred, thousand = {"nl": ("honderd", "duizend"), "en": ("hundred", "thousand"), "fr": ("cent", "mille")}[language]
    table = {name: number for number, names in low.items() for name in names}
    for count in range(1, 20):
        fronts = [front + hundred for front in low[count]]
        fronts += [hundred, f"a{hundred}"] if count == 1 else []
        fronts += [front + "s" for front in fronts] if language == "fr" else []
        for front in fronts:
            table[front] = count * 100
            for number, names in low.items():
                if number:
                    for name in names:
                        for link in ("", "en", "and"):
                            table.setdefault(front + link + name, count * 100 + number)
    for count in range(1, 10):
        for front in (low[count][0] + thousand, *((thousand, f"a{thousand}") if count == 1 else ())):
            table[front] = count * 1000
    return table


@cache
def _names(language: Language) -> Mapping[str, int]:
    return {**figures("collective", language), **spelled_figures(language)}


def _from_digits(folded: str) -> list[Figure]:
    found = []
    for hit in _DIGITS.finditer(folded):
        if hit["grouped"]:
            value = float(re.sub(r"\D", "", hit["grouped"]))
        elif hit["power"]:
            value = min(float(hit["power"]), 1e15)
        else:
            value = float(hit["plain"].replace(",", ".")) if len(hit["plain"]) < 16 else 1e15  # noqa: PLR2004 - beyond this a float loses digits
        found.append(Figure(-value if hit["minus"] else value, hit.start(), hit.end()))
    return found


def _from_words(folded: str, language: Language, taken: Sequence[Figure]) -> list[Figure]:
    tokens = list(re.finditer(r"[^\W\d_]+", folded))
    table, names = spelled_figures(language), _names(language)
    found: list[Figure] = []
    place = 0
    while place < len(tokens):
        begins = tokens[place].group()[:_FEW] in _beginnings(language)
        size = _longest(tokens, place, folded, names) if begins else 0
        run = tokens[place : place + max(size, 1)]
        name = "".join(hit.group() for hit in run)
        clash = any(figure.start < run[-1].end() and run[0].start() < figure.end for figure in taken)
        if size and not clash and not (name in articles() and len(tokens) > 1):
            found.append(Figure(float(names[name]), run[0].start(), run[-1].end(), name not in table))
        place += len(run)
    return found


def _longest(tokens: Sequence[re.Match[str]], place: int, folded: str, names: Mapping[str, int]) -> int:
    """Return how many words from here on make one spelled figure; only spaces and hyphens stand between them."""
    for size in range(min(_LONGEST, len(tokens) - place), 0, -1):
        run = tokens[place : place + size]
        if re.search(r"[^\w\s-]", folded[run[0].start() : run[-1].end()]):
            continue
        if "".join(hit.group() for hit in run) in names:
            return size
    return 0


_FEW = 3
"""Letters."""


@cache
def _beginnings(language: Language) -> frozenset[str]:
    """Return how spelled figures begin: most words do not, and are looked at no further."""
    return frozenset(name[:size] for name in _names(language) for size in range(1, _FEW + 1))


@cache
def _half_after() -> re.Pattern[str]:
    halves = "|".join(re.escape(" ".join(phrase)) for phrase in phrases("half"))
    return re.compile(rf"(?P<gap>\s*(?:jaar|ans|years?)?)\s*(?:{halves}|en half)\b")


def _with_halves(folded: str, found: Sequence[Figure]) -> list[Figure]:
    """Add "and a half" to the figure it follows, a word for years between them or not."""
    if not found:
        return []
    grown = []
    for figure in found:
        hit = _half_after().match(folded, figure.end)
        grown.append(Figure(figure.value + 0.5, figure.start, hit.end(), figure.rough) if hit else figure)
    return grown


def find_figures(text: str, language: Language) -> list[Figure]:
    """Return the figures of a message in order; number words of the other languages count where there are no others."""
    folded = fold(text)
    found = _from_digits(folded)
    spelled = _from_words(folded, language, found)
    others = [other for other in LANGUAGES if other != language]
    while not found and not spelled and others:
        spelled = _from_words(folded, others.pop(0), found)
    return _with_halves(folded, sorted([*found, *spelled], key=lambda figure: figure.start))
