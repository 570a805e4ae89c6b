"""Insights in words: the templates of the rules, filled in with the words of the guides and of the codebook."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from analytics.findings import Finding
from analytics.groups import questions_serving
from analytics.guidebook import Guides, choice_label, label_of
from analytics.insight_rules import phrase
from analytics.themes import load_codebook
from bot.guide import Language, Question

_TEN = 10


class Wording:
    """Says insights in one language."""

    def __init__(self, guides: Guides, language: Language) -> None:
        self._guides, self._language = guides, language

    def sentence(self, finding: Finding, part: int | None) -> str:
        """Return the sentence of an insight."""
        told = {"part": part, "people": finding.people}
        of = phrase("most" if part is None else "of", self._language, **told)
        template = finding.rule.sentence[self._language]
        said = template.format(of=of, people=finding.people, **self._filled(finding.says))
        first = next(at for at, sign in enumerate(said) if sign.isalnum())
        return said[:first] + said[first].upper() + said[first + 1 :]

    def counter(self, finding: Finding, counter: int | None) -> str:
        """Return the counter-voice: how many, that they cannot be counted here, or that nobody was asked."""
        if finding.rule.fact:
            return phrase("fact", self._language)
        template = finding.rule.counter
        if template is None or finding.counter is None:
            return phrase("not_asked_counter", self._language)
        if counter is None:
            return phrase("uncounted", self._language)
        return template[self._language].format(counter=counter, **self._filled(finding.says))

    def n(self, people: int) -> str:
        """Return the number of people asked."""
        return phrase("n", self._language, people=people)

    def who(self, kinds: Iterable[str]) -> str:
        """Return which kinds of organisation are among them."""
        named = ", ".join(self._kind(kind) for kind in kinds)
        return phrase("who", self._language, kinds=named) if named else ""

    def sure(self, sure: str) -> str:
        """Return how sure it is."""
        return phrase(sure, self._language)

    def _filled(self, says: Mapping[str, Any]) -> dict[str, str]:
        return {name: self._words(value) for name, value in says.items()}

    def _words(self, value: Any) -> str:
        if isinstance(value, list):
            return ", ".join(self._words(one) for one in value)
        if not isinstance(value, tuple):
            return self._number(value) if isinstance(value, float) else str(value)
        what, key = value
        if what == "share":
            return self._tenths(key)
        if what == "mean":
            return self._number(key)
        if what == "words":
            return phrase(key, self._language)
        known: Mapping[str, Callable[[Any], str]] = {"kind": self._kind, "theme": self._theme, "group": self._group}
        return known[what](key) if what in known else self._asked(what, key)

    def _number(self, value: float) -> str:
        text = f"{value:.1f}".removesuffix(".0")
        return text if self._language == "en" else text.replace(".", ",")

    def _tenths(self, share: float) -> str:
        """Return a share as so many in ten: near enough to be understood, and too rough to count anybody."""
        tenths = round(share * _TEN)
        if tenths in (0, _TEN):
            return phrase("hardly" if tenths == 0 else "nearly", self._language)
        return phrase("tenths", self._language, n=tenths)

    def _kind(self, key: str) -> str:
        asked = questions_serving(self._guides, "organisation_type")
        return choice_label(asked[0][1], key, self._language) if asked else key

    def _theme(self, key: str) -> str:
        return theme_name(key, self._language)

    def _group(self, key: tuple[str, str]) -> str:
        by, name = key
        shown = phrase(f"language_{name}", self._language) if by == "language" else name
        if by == "age_band":
            asked = self._guides.frame.get("age_band")
            shown = choice_label(asked, name, self._language) if asked else name
        return phrase(by, self._language, name=shown)

    def _asked(self, what: str, key: Any) -> str:
        """Return the words of a question, of one of its choices, or of both (a measure)."""
        name, choice = key if isinstance(key, tuple) else (key, None)
        question = self._question(name)
        if question is None:
            return str(choice or name)
        label = label_of(question, self._language)
        if choice is None:
            return label
        chosen = choice_label(question, choice, self._language)
        return chosen if what == "choice" else f"{label}: {chosen}"

    def _question(self, key: str) -> Question | None:
        for guide in self._guides.current.values():
            for question in guide.questions:
                if question.key == key:
                    return question
        return None


def theme_name(key: str, language: Language) -> str:
    """Return how a theme of the codebook is called."""
    return _themes().get(key, {}).get(language, key)


@lru_cache(maxsize=1)
def _themes() -> Mapping[str, Mapping[str, str]]:
    return {code.key: code.name for code in load_codebook().codes}
