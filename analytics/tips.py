"""Tips for coaches: what to try this week, each with the insight that fired it and the section of the guide. No evidence, no tip."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.insight_rules import TipRule, tip_rules
from analytics.insights import Insight
from bot.guide import Language


@dataclass(frozen=True)
class Tip:
    """One tip, ranked as the insight that fired it."""

    key: str
    insight: Insight
    section: str
    """Key of the section in `data/guidance/`."""
    rule: TipRule

    def try_this(self, language: Language) -> str:
        """Return what to try this week."""
        return self.rule.try_this[language]


def tips(found: Sequence[Insight]) -> list[Tip]:
    """Return the tips that the insights give, the weightiest first; each tip once, for its weightiest insight."""
    made: dict[str, Tip] = {}
    for insight in sorted(found, key=lambda one: (-one.rank, one.key)):
        for rule in tip_rules():
            if rule.fired_by == insight.rule and (not rule.subjects or _subject(insight) in rule.subjects):
                made.setdefault(rule.key, Tip(rule.key, insight, rule.section, rule))
    return list(made.values())


def _subject(insight: Insight) -> str:
    """Return the choice or theme an insight is about, without its question."""
    return insight.subject.rpartition(".")[2]
