"""Insights: sentences with their n, who said it, the counter-voice and how sure; only what may and should be said.

Rules are data (`rules/insights.yml`); finders look (`analytics.finders`). What is tested must be beyond chance with a
risk under 1 in 100 for all that was looked at together (Holm); nothing is said about fewer people than the threshold.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.chance import holm
from analytics.finders import FINDERS
from analytics.findings import Asked, Finding, Study
from analytics.frames import Frames
from analytics.groups import groups_shown
from analytics.guidebook import Guides
from analytics.insight_rules import Verdict, insight_rules
from analytics.insight_words import Wording
from analytics.quotes import quotes
from analytics.shield import Hidden, Release, shown, smallest
from analytics.themes import Coding
from bot.guide import Language

RISK = 0.01
Sure = Literal["sure", "fairly_sure", "first_sign"]
_SURENESS: Mapping[Sure, float] = {"sure": 1.0, "fairly_sure": 0.8, "first_sign": 0.5}
_MANY, _SOME, _STRONG = 4, 2, 0.001


@dataclass(frozen=True)
class Insight:
    """One insight, fit to be shown."""

    key: str
    """The rule, and what it is about: `obstacle_more.money`."""
    rule: str
    subject: str
    role: str
    phase: int
    """Of the action, 1 to 4."""
    verdict: Verdict
    people: int
    """Who was asked and answered: the n."""
    part: int | None
    """How many it is about; None: everyone, no count, or too near everyone to be told."""
    counter: int | None
    """How many said the opposite; None: not asked, or too few to be told."""
    kinds: tuple[str, ...]
    """Kinds of organisation with enough people among those it is about."""
    sure: Sure
    rank: float
    section: str | None
    """Of the guide for coaches and partnerships."""
    quotes: tuple[str, ...]
    """Literal, of people who may be quoted."""
    finding: Finding

    def said(self, guides: Guides, language: Language, release: Release | None = None) -> "Said | None":
        """Put the insight in words; None where the release does not give a figure in it.

        Without a release the figures are those that stand on their own feet: right for one insight, not for a report.
        """
        words = Wording(guides, language)
        part, counter = (self.part, self.counter) if release is None else self._released(release)
        if isinstance(part, Hidden):
            return None
        return Said(
            sentence=words.sentence(self.finding, part if isinstance(part, int) else None),
            n=words.n(self.people),
            who=words.who(self.kinds),
            counter=words.counter(self.finding, counter),
            sure=words.sure(self.sure),
            quotes=self.quotes,
        )

    def _released(self, release: Release) -> tuple[int | Hidden | None, int | None]:
        """Return how many it is about, and how many are against, as the release gives them."""
        found, told = self.finding, [_figure(one, self.role, release) for one in self.finding.asked]
        part = _figure(found.counted, self.role, release) if found.counted else None
        against = _figure(found.against, self.role, release) if found.against else None
        if any(isinstance(one, Hidden) for one in told):
            return NOT_TOLD, None
        if isinstance(part, Hidden) and len(found.part or ()) * 3 >= self.people * 2:
            part = None  # "most of": true, and no count
        return (part if isinstance(part, Hidden) else None if part is None else int(part)), (
            int(against) if isinstance(against, int) else None
        )


NOT_TOLD = Hidden()


def _figure(asked: Asked, role: str, release: Release) -> int | float | Hidden:
    if asked.value is None:
        return release.mean(asked.family, role, asked.said, asked.steps, asked.group)
    return release.count(asked.family, role, asked.said, asked.value, asked.group)


@dataclass(frozen=True)
class Said:
    """An insight in one language."""

    sentence: str
    n: str
    who: str
    """Empty where no kind of organisation can be told."""
    counter: str
    sure: str
    quotes: tuple[str, ...]


def insights(frames: Frames, guides: Guides, coding: Coding | None = None, study: Study | None = None) -> list[Insight]:
    """Return the insights of a study of people who take part, the weightiest first.

    Without `coding` (`Coder.load().code_all`) open answers are not looked at. A `Study` may be given where its map and
    changes are used elsewhere too.
    """
    looked = study or Study(frames, guides, coding)
    found = [finding for rule in insight_rules().values() for finding in FINDERS[rule.finder](rule, looked)]
    chances = [finding.chance for finding in found if finding.chance is not None]
    corrected = iter(holm(chances))
    told = []
    for finding in found:
        chance = None if finding.chance is None else next(corrected)
        if (chance is None or chance < RISK) and _may_be_said(finding):
            told.append(_insight(finding, chance, looked))
    return sorted(told, key=lambda insight: (-insight.rank, insight.key))


def _may_be_said(finding: Finding) -> bool:
    part = finding.people if finding.part is None else len(finding.part)
    return shown(finding.people, finding.rule.role) and shown(part, finding.rule.role)


def _insight(finding: Finding, chance: float | None, study: Study) -> Insight:
    rule, sure = finding.rule, _sure(finding, chance)
    return Insight(
        key=f"{rule.key}.{finding.subject}" if finding.subject else rule.key,
        rule=rule.key,
        subject=finding.subject,
        role=rule.role,
        phase=rule.phase,
        verdict=rule.verdict,
        people=finding.people,
        part=_part(finding),
        counter=_counter(finding),
        kinds=tuple(_kinds(finding, study)),
        sure=sure,
        rank=round(rule.weight * _SURENESS[sure] * (0.5 + finding.effect / 2), 3),
        section=rule.sections.get(finding.subject, rule.section),
        quotes=quotes(finding, study),
        finding=finding,
    )


def _sure(finding: Finding, chance: float | None) -> Sure:
    least = smallest(finding.rule.role)
    if finding.people < _SOME * least:
        return "first_sign"
    beyond = (chance is not None and chance < _STRONG) or finding.rule.finder in ("change", "group")
    return "sure" if beyond and finding.people >= _MANY * least else "fairly_sure"


def _part(finding: Finding) -> int | None:
    """Return how many it is about, where the others are nobody or enough not to be told by subtraction."""
    if finding.part is None:
        return None
    rest = finding.people - len(finding.part)
    return len(finding.part) if shown(rest, finding.rule.role) else None


def _counter(finding: Finding) -> int | None:
    """Return how many said the opposite, where neither they nor those in between are too few."""
    role = finding.rule.role
    if finding.counter is None or not shown(len(finding.counter), role):
        return None
    between = finding.people - len(finding.counter) - len(finding.part or ())
    return len(finding.counter) if between == 0 or shown(between, role) else None


def _kinds(finding: Finding, study: Study) -> Iterator[str]:
    if finding.part is None or finding.rule.role != "stakeholder":
        return
    sizes: dict[str, int] = {}
    for who in finding.part:
        kind = study.kinds.get(who, "")
        sizes[kind] = sizes.get(kind, 0) + 1
    yield from sorted(groups_shown(sizes, finding.rule.role) - {""}, key=lambda kind: (-sizes[kind], kind))
