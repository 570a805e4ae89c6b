"""How well a message fits the wording of a choice, through typos, endings and other word orders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import simplemma
from rapidfuzz import fuzz

from bot.guide import LANGUAGES, Choice, Language
from bot.reply.fold import fold, squeezed, words
from bot.reply.lexicon import Phrase, canonical, find, phrases, vocabulary

TYPO = 82
"""rapidfuzz ratio from which two words of five letters or more are the same word mistyped."""
SAME_ROOT = 0.55
"""Two words share a root when this part of the longer one, and four letters at least, is the same beginning."""
CLEAR = 0.5
"""Part of a choice's meaning words that a message has to hold."""
WHOLE = 0.84
"""The same of a long message, where a word or two may be there by chance."""
MARGIN = 0.2
"""By how much it has to be ahead of the next choice."""
OTHER_FIGURE = 0.4
"""What a fit is worth when the message holds a figure that the wording has not: "every 3 months" is not "every month"."""
SENTENCE = 3
"""Beside a wording of so many words, a wording of one word ("graag") is small talk."""
LONG = 9
"""From so many words a message is a story; it then has to hold all of a choice's words."""


@dataclass(frozen=True)
class Fit:
    """How well one choice fits."""

    choice: Choice
    score: float
    hit: frozenset[str]
    """Words of the message that spoke for it."""


@lru_cache(maxsize=4096)
def alike(one: str, other: str) -> float:
    """Return 1 for the same word, 0.85 for one root or a typo, 0 for two words."""
    if one == other or squeezed(one) == squeezed(other):
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or any(sign.isdigit() for sign in one + other):  # noqa: PLR2004 - "n" and "no" are not typos
        return 0.0
    if long.startswith(short) and (len(short) >= 5 or len(long) - len(short) <= 1):  # noqa: PLR2004 - an ending was added
        return 0.85
    shared = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if shared >= 4 and shared / len(long) >= SAME_ROOT:  # noqa: PLR2004 - see SAME_ROOT
        return 0.85
    if len(short) >= 4 and fuzz.ratio(one, other) >= TYPO and one[0] == other[0]:  # noqa: PLR2004 - see TYPO
        return 0.85
    return 0.85 if any(lemma(one, language) == lemma(other, language) for language in LANGUAGES) else 0.0


@lru_cache(maxsize=8192)
def lemma(word: str, language: Language) -> str:
    """Return a word's dictionary form: "durf" and "durven" are one."""
    return str(simplemma.lemmatize(word, lang=language, low_memory=True))


def wordings(choice: Choice, language: Language) -> list[Phrase]:
    """Return every wording of a choice, the chosen language first; "Gemeente of stad" is also each of the two."""
    found: dict[Phrase, None] = {}
    for one in (language, *(other for other in LANGUAGES if other != language)):
        texts = [choice.text.get(one, ""), *choice.words.get(one, ())]
        for text in texts:
            found |= dict.fromkeys(_of_guide(text))
    found.pop((), None)
    return list(found)


@lru_cache(maxsize=8192)
def _of_guide(text: str) -> tuple[Phrase, ...]:
    """Return a guide's wording and its alternatives, as compared; only words of guides are kept here."""
    return (plain(text), *(plain(part) for part in _alternatives(text)))


def plain(text: str) -> Phrase:
    """Return the words of a text as choices are compared by them."""
    return tuple(canonical(words(text)))


def _alternatives(text: str) -> list[str]:
    folded = f" {fold(text)} "
    for link in (" of ", " or ", " ou ", "/"):
        folded = folded.replace(link, "|")
    return folded.split("|") if "|" in folded else []


def meaning(phrase: Phrase) -> Phrase:
    """Return the words of a wording that carry meaning; all of them when none does."""
    kept = tuple(word for word in phrase if word not in vocabulary("stop") or word in vocabulary("negators"))
    return kept or phrase


def without_negated(said: Sequence[str], *, lack_counts: bool = False) -> list[str]:
    """Return the words that are not denied: of "not monthly but quarterly" the second part.

    `lack_counts`: "no money", "not enough time" name money and time, as answers to what was in the way do.
    """
    kept: list[str] = []
    denied = False
    for place, word in enumerate(said):
        if word in vocabulary("negation_ends") or word == ",":
            denied = False
        elif word in vocabulary("negators"):
            following = said[place + 1] if place + 1 < len(said) else ""
            denied = not (lack_counts and {word, following} & vocabulary("lack"))
            continue
        if not denied:
            kept.append(word)
    return kept


def clauses(text: str) -> list[str]:
    """Return the words of a message with a comma wherever a clause ends."""
    folded = fold(text)
    for sign in ",;.!?:\n":
        folded = folded.replace(sign, " xcomma ")
    return ["," if word == "xcomma" else word for word in canonical(words(folded))]


def fits(choices: Sequence[Choice], said: Sequence[str], kept: Sequence[str], language: Language) -> list[Fit]:
    """Return the choices that fit at all, best first.

    Args:
        choices: what can be chosen.
        said: the words of the message.
        kept: those that are not denied; a wording that denies by itself ("Niet duidelijk") is held against `said`.
        language: the one the person chose.

    """
    every = {choice.key: [meaning(phrase) for phrase in wordings(choice, language)] for choice in choices}
    share = _shares(every)
    told = ([word for word in kept if word != ","], [word for word in said if word != ","])
    found = [_best_fit(choice, every[choice.key], told, share) for choice in choices]
    found = [fit for fit in found if fit.score > 0]
    outdone = {one.choice.key for one in found for other in found if one.hit < other.hit and one.score <= other.score}
    return sorted((fit for fit in found if fit.choice.key not in outdone), key=lambda fit: -fit.score)


def denies(phrase: Collection[str]) -> bool:
    """Tell whether a wording holds a "not" of its own."""
    return bool(set(phrase) & vocabulary("negators"))


def _shares(every: Mapping[str, Sequence[Phrase]]) -> dict[str, float]:
    """Return what a word weighs: the fewer choices hold it, the more."""
    holders: dict[str, set[str]] = {}
    for key, wording in every.items():
        for phrase in wording:
            for word in phrase:
                holders.setdefault(word, set()).add(key)
    return {word: 1 / len(keys) for word, keys in holders.items()}


def _best_fit(
    choice: Choice, wording: Sequence[Phrase], told: tuple[Sequence[str], Sequence[str]], share: Mapping[str, float]
) -> Fit:
    best = Fit(choice, 0.0, frozenset())
    for phrase in wording:
        heard = told[denies(phrase)]
        if denies(phrase) and not denies(heard):
            continue
        score, hit = _share_heard(phrase, heard, share)
        if score > best.score:
            best = Fit(choice, score, hit)
    return best


def _share_heard(phrase: Phrase, heard: Sequence[str], share: Mapping[str, float]) -> tuple[float, frozenset[str]]:
    got = 0.0
    hit: set[str] = set()
    for word in phrase:
        likeness, by = max(((alike(word, one), one) for one in heard), default=(0.0, ""))
        if not likeness:
            likeness, by = _inside(word, heard)
        if likeness:
            got += likeness * share[word]
            hit.add(by)
    if hit and denies(hit) and not hit - vocabulary("negators") and set(phrase) - vocabulary("negators"):
        return 0.0, frozenset()
    strange = [word for word in heard if word.isdigit() and word not in phrase]
    return got / sum(share[word] for word in phrase) * (OTHER_FIGURE if strange else 1), frozenset(hit)


def _inside(word: str, told: Sequence[str]) -> tuple[float, str]:
    """Find a word as the end of a compound: "denk" in "meedenken"."""
    for one in told:
        if len(word) >= 4 and len(one) > len(word) + 2 and word in one[2:]:  # noqa: PLR2004 - shorter ones are in too many words
            return 0.7, one
    return 0.0, ""


def spoken_in_full(
    choices: Sequence[Choice], said: Sequence[str], kept: Sequence[str], language: Language
) -> list[Choice]:
    """Return the choices of which a whole wording stands in the message, without those inside a longer one's words."""
    spans: list[tuple[int, int, Choice]] = []
    for choice in choices:
        for phrase in wordings(choice, language):
            place = find(phrase, said)
            if place >= 0 and (denies(phrase) or find(phrase, kept) >= 0):
                spans.append((place, place + len(phrase), choice))
    longest = [
        span
        for span in spans
        if not any(o[0] <= span[0] and span[1] <= o[1] and o[1] - o[0] > span[1] - span[0] for o in spans)
    ]
    most = max((span[1] - span[0] for span in longest), default=0)
    clear = [span for span in longest if span[1] - span[0] > 1] if most >= SENTENCE else longest
    keys = {span[2].key for span in clear}
    return [choice for choice in choices if choice.key in keys]


def strip_fillers(said: Sequence[str]) -> list[str]:
    """Return the words without those that say nothing about which choice is meant."""
    kept = list(said)
    for phrase in phrases("fillers"):
        if len(phrase) == 1:
            kept = [word for word in kept if word != phrase[0]]
    return kept
