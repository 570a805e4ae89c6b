"""Names of organisations in one message: one or several, as people type them."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import simplemma
from rapidfuzz import fuzz
from ruamel.yaml import YAML

from bot.guide import LANGUAGES, Language, Question
from bot.reply.fold import fold, has_text, words
from bot.reply.shapes import Confirm, Problem, Reply, Understood

WORDS_FILE = Path(__file__).resolve().parents[2] / "data" / "interview" / "name_words.yml"
ALIKE = 84
"""rapidfuzz ratio from which two names may be one, spelled in two ways."""
ALIKE_SHORT, SHORT_NAME = 75, 5
"""The same for names of so many letters, where one slip weighs more: "vdba"."""
SHORTEST_ALIKE = 4
"""Shorter names are not compared: ACV and ACW are two."""
OPENING = 4
"""Words at the start among which "alleen" is about what is named."""
SHORT_NONE = 5
"""Letters above which a word for nobody may open a longer answer; "Rien" and "Geen" may open a name."""
LONGEST = 80
"""Characters a name may have; what is longer is a story."""
LONGEST_LIST = 800
"""Characters a message with names may have."""

_HARD = re.compile(r"\s*(?:[,;\n•|]|\s[/&+]\s|(?<=\w)/(?=\w{2})|^\s*[-*\u2013]\s)\s*", re.MULTILINE)
_SENTENCES = re.compile(r"(?<=\w{4})[.!?]\s+(?=\w)")
"""Between two sentences; after a short word the full stop may belong to it ("St. Jozef")."""
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b|\W|$)")
_EDGES = " \t\n.,;:!?-*\u2013•\"'«»()"


@cache
def _words(topic: str) -> frozenset[str]:
    loaded: Mapping[str, Any] = YAML(typ="safe").load(WORDS_FILE.read_text(encoding="utf-8"))
    return frozenset(fold(str(word)) for language in LANGUAGES for word in loaded[topic][language])


def read_names(
    question: Question, text: str, _language: Language, known: Sequence[str], is_person: Callable[[str], bool]
) -> Reply:
    """Return the organisations a message names, in order, at most as many as the question takes."""
    if fold(text).strip(_EDGES) in _words("none"):
        return Understood([], text)
    if len(text) > LONGEST_LIST:
        return Problem("utter_name_shorter")
    parts = _each_once(stripped(part) for part in split_names(text, known))
    names = [name for name in parts if not _is_none(name) and not _no_name(name)]
    if not names:
        return Understood([], text) if any(map(_is_none, parts)) else Problem("utter_name_organisation")
    if any(is_person(name) for name in names):
        return Problem("utter_no_person_name")
    if any(len(name) > LONGEST for name in names):
        return Problem("utter_name_shorter")
    return _against_known(question, names, known, text)


def _is_none(name: str) -> bool:
    """Tell whether a part says that there is nobody: "nog niemand eigenlijk", "personne pour l'instant"."""
    plain = fold(name)
    return plain in _words("none") or any(
        plain.startswith(none + " ") for none in _words("none") if len(none) > SHORT_NONE
    )


def _no_name(name: str) -> bool:
    """Tell whether a part can be no name: a courtesy, a bare number, "soms", or a sentence in small letters."""
    told = words(name)
    if fold(name) in _words("no_names") or all(word in _words("closed") or word.isdecimal() for word in told):
        return True
    capital = any(sign.isupper() for sign in name[1:])
    return not capital and (told[0] in _words("openers") or " ".join(told[:2]) in _words("openers"))


def names_no_other(text: str) -> bool:
    """Tell whether somebody says that those are all: "alleen de VDAB"."""
    return any(word in _words("alone") for word in words(text)[:OPENING])


def _against_known(question: Question, names: list[str], known: Sequence[str], text: str) -> Reply:
    same = {name: next((old for old in known if fold(old) == fold(name)), None) for name in names}
    names = _each_once(same[name] or name for name in names)
    doubted = next(((name, old) for name in names if (old := near(name, known)) is not None), None)
    if doubted:
        name, old = doubted
        settled = _each_once(old if one == name else one for one in names)[: question.most]
        return Confirm("utter_confirm_name", {"name": old, "typed": name}, settled, text)
    if question.most is not None and len(names) > question.most:
        kept = names[: question.most]
        return Understood(kept, text, "utter_first_names_kept", {"most": str(question.most), "names": ", ".join(kept)})
    return Understood(names, text)


def near(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that this one may be another spelling of; None when it is none or the same."""
    if any(fold(old) == fold(name) for old in known):
        return None
    scored = [(_likeness(name, old), old) for old in known]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _likeness(name: str, old: str) -> float:
    """Return how much two names are alike, 0 to 100; "VDAB Gent" holds "VDAB", and "V.D.A.B." is it."""
    name, old = _DOTS.sub("", name), _DOTS.sub("", old)
    one, other = "".join(words(name)), "".join(words(old))
    if one == other:
        return 100.0
    if _initials(name) == other or _initials(old) == one:
        return 95.0
    ratio, short = fuzz.ratio(one, other), min(len(one), len(other))
    if short < SHORTEST_ALIKE:
        return 0.0
    mistyped = ratio >= (ALIKE if short > SHORT_NAME else ALIKE_SHORT) and one[0] == other[0]
    held = set(words(name)) < set(words(old)) or set(words(old)) < set(words(name))
    return max(float(ALIKE), ratio) if mistyped or held else 0.0


def _initials(name: str) -> str:
    told = [word for word in words(name) if word not in _words("small") | _words("links")]
    return "".join(word[0] for word in told) if len(told) > 2 else ""  # noqa: PLR2004 - two letters are chance


def _each_once(names: Any) -> list[str]:
    found: dict[str, str] = {}
    for name in names:
        if has_text(name) and words(name):
            found.setdefault(fold(name), name)
    return list(found.values())


def stripped(part: str) -> str:
    """Return a name without the article and the sentence around it: "met de VDAB" is "VDAB"."""
    name = part.strip(_EDGES)
    while (lead := _lead().match(fold(name))) and not _is_name_start(name, lead.group().strip()):
        name = _without_front(name, lead.group()).strip(_EDGES)
    while tail := _tail().search(fold(name)):
        name = name[: -len(tail.group())].strip(_EDGES)
    return name


@cache
def _lead() -> re.Pattern[str]:
    found = sorted(_words("leads"), key=len, reverse=True)
    return re.compile("|".join(re.escape(lead) + ("" if lead.endswith("'") else r"\s+") for lead in found))


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(r"\s+(?:" + "|".join(re.escape(tail) for tail in _words("tails")) + ")$")


def _is_name_start(name: str, lead: str) -> bool:
    """Tell whether a lead word is part of the name: "De Lijn" and "Het Entrepot" stay, "De stad" and "de VDAB" do not."""
    first, _, rest = name.partition(" ")
    return (
        lead in {"de", "het", "the", "le", "la", "les"}
        and first[:1].isupper()
        and rest[:1].isupper()
        and not rest[:2].isupper()
    )


def _without_front(name: str, lead: str) -> str:
    size = 0
    while len(fold(name[:size])) < len(lead):
        size += 1
    return name[size:]


def split_names(text: str, known: Sequence[str] = ()) -> list[str]:
    """Return the parts of a message that are each a name; "en" inside a name does not split it."""
    parts: list[str] = []
    first, *others = _SENTENCES.split(text)
    for sentence in (first, *(other for other in others if (words(other) or [""])[0] not in _words("tells"))):
        for part in _HARD.split(sentence):
            parts += _split_at_links(part, known)
    return [part for part in parts if part.strip()]


def _split_at_links(part: str, known: Sequence[str]) -> list[str]:
    links = "|".join(sorted(_words("links"), key=len, reverse=True))
    for hit in re.finditer(rf"\s+(?:{links})\s+", part, re.IGNORECASE):
        left, right = part[: hit.start()], part[hit.end() :]
        if not _one_name(left, right, part, known):
            return [*_split_at_links(left, known), *_split_at_links(right, known)]
    return [part]


def _one_name(left: str, right: str, whole: str, known: Sequence[str]) -> bool:
    """Tell whether two halves around "en" are one name: a known one, or two fields rather than two organisations."""
    if any(fold(stripped(whole)) == fold(old) for old in known):
        return True
    if _common_words(stripped(left), right):
        return True
    first, second = words(stripped(left)), words(right)
    fields = _words("parts") | _words("small")
    return bool(first) and bool(second) and first[-1] in _words("parts") and second[0] in fields and _all_fields(second)


def _common_words(left: str, right: str) -> bool:
    """Tell whether "Sport en Bewegen" is meant: dictionary words with a capital on both sides, which brands are not."""
    told = [*left.split(), *right.split()]
    if len(left.split()) != 1 or not all(word[:1].isupper() or fold(word) in _words("small") for word in told):
        return False
    plain = [word.strip(_EDGES).lower() for word in told]
    known = all(
        any(simplemma.is_known(word, lang=language, low_memory=True) for language in LANGUAGES) for word in plain
    )
    return known and not any(word.isupper() for word in told) and not {fold(word) for word in plain} & _words("kinds")


def _all_fields(told: Sequence[str]) -> bool:
    return all(word in _words("parts") | _words("small") for word in told[:2])
