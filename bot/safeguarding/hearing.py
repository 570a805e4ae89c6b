"""Hearing that someone may be in distress, whatever they were asked and in whichever language.

Method: plain tokens (`spelling`), known words (`vocabulary`), patterns of who, what and "not" (`patterns`), all
written in `data/safeguarding/words.yml`. Figures of speech keep quiet the word they hold and no other; talk about
policy, films, games and sport keeps quiet only the rules that say so, and only in its own sentence. A miss costs
much and a false alarm little (UNICEF, Safer Chatbots), so in doubt it alarms. `judging` weighs what rings here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

from bot.guide import LANGUAGES
from bot.safeguarding.patterns import Pattern, Places, compile_pattern, lines, match, quieted
from bot.safeguarding.spelling import Tokens, plain, tokenise
from bot.safeguarding.vocabulary import Vocabulary

DATA = Path(__file__).resolve().parents[2] / "data" / "safeguarding"
PIECES = 2
"""So many earlier messages are read on into the new one."""
PIECE_WORDS = 8
"""An earlier message longer than this stands on its own."""
Trust = Literal["certain", "usual", "doubtful"]
LOOSE_WORDS = 14
"""Up to this length a full stop is as loosely meant as a comma."""


@dataclass(frozen=True)
class Alarm:
    """Something serious was said: what it is about, and which rule heard it (never the words themselves)."""

    theme: str
    rule: str


@dataclass(frozen=True)
class Rule:
    """One rule of words.yml in one language."""

    alarm: Alarm
    pattern: Pattern
    nots: tuple[int, ...]
    quiet_in: tuple[str, ...]


class Ears:
    """All rules of words.yml, ready to listen."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._classes = {name: plain(members).split() for name, members in words["classes"].items()}
        self._kinds: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self._classes):
            for member in self._members(f"<{name}>"):
                self._kinds[member].append(name)
        self._vocabulary = Vocabulary(plain(words["tolerant"]).split(), plain(words["openers"]).split())
        self._numbers: dict[str, int] = {}
        self._sizes: list[int] = []
        self._fillers = self._number("|".join(words["fillers"].split()))
        self._number("|".join([*words["tolerant"].split(), *words["ordinary"].split()]))
        self._nots = {language: self._number("|".join(words["nots"][language].split())) for language in LANGUAGES}
        self._figures = [self._pattern(line) for block in words["figures"].values() for line in lines(block)]
        self._settings = {
            name: [self._pattern(line) for line in lines(block)] for name, block in words["settings"].items()
        }
        self._subjects = {
            name: [self._pattern(line) for line in lines(block)] for name, block in words["subjects"].items()
        }
        self._speaker = self._number("|".join(words["speaker"].split()))
        self._rules = [rule for name, entry in words["alarm_rules"].items() for rule in self._read_rule(name, entry)]
        self._certain, self._doubtful = (frozenset(words[name].split()) for name in ("certain", "doubtful"))
        self._by_key: defaultdict[int, list[int]] = defaultdict(list)
        for at, rule in enumerate(self._rules):
            self._by_key[rule.pattern.key].append(at)

    def hear(self, text: str, earlier: Sequence[str] = ()) -> Alarm | None:
        """Return the first rule that rings; short messages sent just before are read on into the text."""
        joined = new = tokenise(text)
        if alarm := self._alarm(new, 0):
            return alarm
        for piece in reversed(earlier[-PIECES:]):
            before = tokenise(piece)
            if len(before.words) > PIECE_WORDS:
                break
            joined = before + joined
            if alarm := self._alarm(joined, len(joined.words) - len(new.words)):
                return alarm
        return None

    def read(self, text: str) -> list[tuple[str, Sequence[str]]]:
        """Return each word as meant, with the classes of words.yml it belongs to."""
        return [
            (word, self._kinds.get(word, ())) for token in tokenise(text).words for word in self._vocabulary.read(token)
        ]

    def trust(self, rule: str) -> Trust:
        """Tell how far a rule is believed: the words of some are also said of ordinary things."""
        return "certain" if rule in self._certain else "doubtful" if rule in self._doubtful else "usual"

    def hushed(self, text: str) -> bool:
        """Tell whether a rule would ring but for a "not", a figure of speech, or talk about policy, films or sport."""
        tokens = tokenise(text)
        return self._alarm(tokens, 0) is None and self._alarm_of_bare_words(tokens)

    def _alarm_of_bare_words(self, tokens: Tokens) -> bool:
        """Tell whether the words of any rule stand there, whatever is said around them."""
        places, _, _ = self._look_up(tokens, 0)
        return any(
            match(self._rules[at].pattern, places)
            for at in {at for number in places.sets for at in self._by_key.get(number, ())}
            if self._rules[at].pattern.needs <= places.sets.keys()
        )

    def _alarm(self, tokens: Tokens, since: int) -> Alarm | None:
        """Return the first rule, in the order of the file, that ends in a token from `since` on."""
        places, sentences, old = self._look_up(tokens, since)
        hushed = {name: self._sentences_with(patterns, places, sentences) for name, patterns in self._settings.items()}
        hushed |= {name: self._said_of(patterns, places, sentences) for name, patterns in self._subjects.items()}
        places = self._without_figures(places)
        views: dict[tuple[int, ...], Places] = {}
        for at in sorted({at for number in places.sets for at in self._by_key.get(number, ())}):
            rule = self._rules[at]
            if not rule.pattern.needs <= places.sets.keys():
                continue
            view = views.get(rule.nots) or views.setdefault(rule.nots, _shut(places, rule.nots))
            ends = match(rule.pattern, view) >> 1 & ~old
            for setting in rule.quiet_in:
                ends &= ~hushed[setting]
            if ends:
                return rule.alarm
        return None

    def _look_up(self, tokens: Tokens, since: int) -> tuple[Places, list[int], int]:
        """Return the places of all words, each sentence's tokens, and the tokens of earlier messages."""
        sets: defaultdict[int, int] = defaultdict(int)
        at = old = 0
        ends = stops = 0
        for index, token in enumerate([*tokens.words, ""]):
            ends |= (tokens.pauses >> index & 1) << at
            stops |= (tokens.stops >> index & 1) << at
            for word in self._vocabulary.read(token) if token else ():
                numbers = self._vocabulary.sets(word)
                if self._fillers in numbers or (len(word) == 1 and not word.isalnum() and not numbers):
                    continue
                for number in numbers:
                    sets[number] |= 1 << at
                at += 1
            if index < since:
                old = (1 << at) - 1
        walls = ends if at > LOOSE_WORDS else 0
        walls &= stops
        return Places(at, sets, ends | 1 << at, walls, stops, 0), list(_spans(stops, at)), old

    def _sentences_with(self, patterns: Sequence[Pattern], places: Places, sentences: Sequence[int]) -> int:
        """Return the tokens of the sentences in which one of the patterns stands."""
        found = 0
        for pattern in patterns:
            if pattern.needs <= places.sets.keys():
                found |= match(pattern, places) >> 1
        return sum(sentence for sentence in sentences if sentence & found)

    def _said_of(self, patterns: Sequence[Pattern], places: Places, sentences: Sequence[int]) -> int:
        """Return the tokens from such a subject on, until the speaker comes in or the sentence ends."""
        found = 0
        for pattern in patterns:
            if pattern.needs <= places.sets.keys():
                found |= match(pattern, places) >> 1
        if not found:
            return 0
        first = sum(1 << (sentence & -sentence).bit_length() - 1 for sentence in sentences)
        closed = places.sets.get(self._speaker, 0) | first
        reached = found
        while grown := (reached << 1 & ~closed & (1 << places.length) - 1) & ~reached:
            reached |= grown
        return reached

    def _without_figures(self, places: Places) -> Places:
        """Return the places without the words that a figure of speech keeps quiet."""
        strict = replace(places, walls=places.ends)
        quiet = 0
        for pattern in self._figures:
            if pattern.needs <= places.sets.keys():
                quiet |= quieted(pattern, strict)
        return (
            replace(places, sets={number: left for number, found in places.sets.items() if (left := found & ~quiet)})
            if quiet
            else places
        )

    def _read_rule(self, name: str, entry: Mapping[str, Any]) -> Iterator[Rule]:
        bars = (self._number(entry["bars"]),) if "bars" in entry else ()
        for language in LANGUAGES:
            for line in lines(entry.get(language, "")):
                yield Rule(
                    Alarm(entry["theme"], name),
                    self._pattern(line),
                    (self._nots[language], *bars),
                    tuple(entry.get("quiet_in", "").split()),
                )

    def _pattern(self, line: str) -> Pattern:
        return compile_pattern(plain(line), self._number, self._sizes.__getitem__)

    def _number(self, alternatives: str) -> int:
        """Return the number of a set of alternatives (`a|b|<c>`), made on first sight."""
        if alternatives not in self._numbers:
            words = set(self._members(alternatives))
            self._numbers[alternatives] = len(self._sizes)
            self._sizes.append(len(words))
            for word in words:
                self._vocabulary.add(word, self._numbers[alternatives])
        return self._numbers[alternatives]

    def _members(self, alternatives: str) -> Iterator[str]:
        for part in alternatives.split("|"):
            if part.startswith("<"):
                for member in self._classes[part.strip("<>")]:
                    yield from self._members(member)
            else:
                yield plain(part)


def _shut(places: Places, nots: Sequence[int]) -> Places:
    """Return the places with what a gap may not hold."""
    found = 0
    for number in nots:
        found |= places.sets.get(number, 0)
    return replace(places, nots=found)


def _spans(stops: int, length: int) -> Iterator[int]:
    """Yield the tokens of each sentence."""
    start = 0
    for at in range(1, length + 1):
        if at == length or stops >> at & 1:
            yield (1 << at) - (1 << start)
            start = at


@lru_cache(maxsize=1)
def ears() -> Ears:
    """Return the rules of words.yml, read once."""
    return Ears(YAML(typ="safe").load(DATA / "words.yml"))
