"""What an answer shows: that it says nothing, only judges, stays vague, names a problem or a wish, or is concrete."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from bot.guide import LANGUAGES, Language
from bot.probing.past import told_verbs
from bot.probing.patterns import anywhere, kinds_of_signs, limit, listed, pattern, points, strong_signs
from bot.reply.figures import find_figures
from bot.reply.fold import fold, squeezed, words

_ACRONYM = re.compile(r"(?<!\w)[A-ZÀ-Þ]{2,6}(?!\w)")
_CAPITAL = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]{2,}")
_CLOCK = re.compile(r"\b\d{1,2} ?(?:u|h|uur|pm|am|heures)\b|\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}\b")


def language_of(said: str, chosen: Language) -> Language:
    """Return the language an answer is in: the chosen one, unless its small words clearly are another's."""
    told = words(said)
    counts = {language: sum(word in listed("small", language) for word in told) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: counts[language])
    ahead = counts[best] - counts[chosen]
    clearly = ahead >= limit("other_language_words") or (ahead > 1 and not counts[chosen])
    return best if clearly else chosen


@dataclass(frozen=True)
class Answer:
    """One answer in one's own words, looked at from all sides."""

    said: str
    language: Language

    @cached_property
    def told(self) -> list[str]:
        """The words, folded."""
        return [squeezed(word) if re.search(r"(\D)\1\1", word) else word for word in words(self.said)]

    @cached_property
    def line(self) -> str:
        """The words with a space around each, for patterns."""
        return " " + " ".join(self.told) + " "

    def shows(self, topic: str) -> bool:
        """Tell whether one of a topic's patterns stands in the answer."""
        return pattern(topic, self.language).search(self.line) is not None

    def left_after(self, topic: str) -> int:
        """Count the words of meaning that a topic's patterns leave."""
        rest = pattern(topic, self.language).sub(" ", self.line)
        return sum(1 for word in rest.split() if word not in self._small and len(word) > 1)

    @property
    def _small(self) -> AbstractSet[str]:
        return listed("small", self.language)

    @cached_property
    def refuses(self) -> bool:
        """The person chose not to say, or refers to what was said."""
        if len(self.told) > limit("refusal_words"):
            return False
        said_so = any(pattern("refusal", language).search(self.line) for language in LANGUAGES)
        return said_so or self.shows("privately") or (self._about_answering and self.shows("will"))

    @cached_property
    def does_not_know(self) -> bool:
        """Nothing comes to mind."""
        if len(self.told) > limit("dont_know_words"):
            return False
        known = self.shows("dont_know") and self.left_after("dont_know") <= limit("dont_know_rest")
        return (known and not self.shows("got_nothing")) or self._about_answering or self._ends_not_knowing

    @property
    def _ends_not_knowing(self) -> bool:
        """The last of several messages in one breath says so."""
        before, _, last = self.said.rstrip().rpartition("\n")
        return bool(before.strip()) and Answer(last, self.language).does_not_know

    @property
    def brief(self) -> bool:
        """Too short to say what it would look like."""
        return len(self.told) < limit("middle_words")

    @cached_property
    def _about_answering(self) -> bool:
        """The person speaks of answering itself: "daar kan ik niet op antwoorden", whatever the words between."""
        speaks = self.shows("answering") and self.shows("oneself") and self.shows("denies")
        return speaks and self.left_after("answering") <= limit("about_answering_rest")

    @cached_property
    def says_nothing_happened(self) -> bool:
        """Only "niets" is said: an answer of its own when the person adds that all is well."""
        if not self.told or self.told[0] not in listed("nothing", self.language):
            return False
        names_something = self.told[0] in listed("none_of", self.language)
        return self.left_after("nothing") <= (0 if names_something else limit("nothing_rest"))

    @property
    def says_nothing(self) -> bool:
        """The person does not know, would rather not say, or has nothing to add."""
        return self.does_not_know or self.refuses or self.says_nothing_happened

    @cached_property
    def only_judges(self) -> bool:
        """Only how it was, not what."""
        judging = listed("judgement", self.language)
        rest = [w for w in self.told if w not in self._small and fold(w) not in judging and len(w) > 1]
        return len(rest) <= limit("judgement_rest")

    @cached_property
    def signs(self) -> frozenset[str]:
        """The signs that the answer is about something that really was: time, figure, example, event, name, cause."""
        found = {topic for topic in ("time", "example", "event", "cause") if self.shows(topic)}
        narrated = len(self.told) >= limit("narrated_words") and not self.shows("compares")
        if (narrated or self.shows("someone")) and told_verbs(self.told, self.language) >= limit("told_verbs"):
            found.add("event")
        if _CLOCK.search(fold(self.said)):
            found.add("time")
        if len(set(pattern("time", self.language).findall(self.line))) > 1:
            found.add("second_time")
        return frozenset(found | self._figures() | self._names())

    def _figures(self) -> set[str]:
        figures = find_figures(self.said, self.language)
        folded = fold(self.said)
        exact = [f for f in figures if folded[f.start : f.end].strip() not in anywhere("not_figure")]
        after = [words(folded[f.end :])[:2] for f in figures]
        measured = any(set(two) & listed("duration", self.language) for two in after)
        in_digits = [f for f in exact if re.search(r"\d", folded[f.start : f.end])]
        if in_digits or measured:
            return {"figure", "figures"} if len({f.value for f in exact}) > 1 else {"figure"}
        return {"counted"} if exact else set()

    def _names(self) -> set[str]:
        if set(self.told) & anywhere("places"):
            return {"name"}
        calm = not self.said.isupper()
        return {"name"} if calm and (_ACRONYM.search(self.said) or _CAPITAL.search(self.said)) else set()

    @cached_property
    def concrete(self) -> bool:
        """A whole example, or a plan one could carry out: nothing more has to be asked."""
        size = len(self.told)
        if size >= limit("full_words"):
            return True
        if not self.signs & strong_signs():
            return False
        if len(self.signs & kinds_of_signs()) < limit("kinds"):
            return size >= limit("long_words" if "event" not in self.signs else "ample_words")
        score = sum(points(sign) for sign in self.signs)
        for name in ("long", "ample", "middle"):
            if size >= limit(f"{name}_words"):
                return score + points(name) >= limit("enough")
        return score >= limit("enough_short")

    @property
    def complete(self) -> bool:
        """Long and concrete: not even a guide's own probe is asked."""
        return self.concrete and len(self.told) >= limit("long_words")

    def signals(self) -> list[str]:
        """Return what the answer shows, in words of `signals.yml`; none where it is complete or refused."""
        if self.refuses or self.concrete:
            return []
        if self.says_nothing_happened:
            return [] if self.shows("satisfied") else ["dont_know"]
        if self.does_not_know:
            return ["dont_know"]
        found = ["judgement"] if self.only_judges else []
        if len(self.told) <= limit("vague_words"):
            found += ["vague", "abstract"]
        wishes = self.shows("wish")
        denies = len(self.told) <= limit("denial_words") and self.shows("denial")
        if (denies or self.shows("problem")) and not wishes:
            found += self._problem()
        if wishes or self._opens_with_more:
            found.append("wish")
        return [*found, "short" if len(self.told) < limit("short_words") else "general"]

    def _problem(self) -> list[str]:
        if not self.shows("effect"):
            return ["problem"]
        return [] if self.shows("actor") else ["problem_with_effect"]

    @cached_property
    def _opens_with_more(self) -> bool:
        """It opens as "Meer overleg" does: a wish, where it does not compare with what was."""
        if len(self.told) > limit("wish_words") or self.shows("compares"):
            return False
        opening = " " + " ".join(self.told[:4]) + " "
        return pattern("more", self.language).search(opening) is not None
