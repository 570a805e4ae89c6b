"""The finders of insights among stakeholders: each looks for one kind of thing and says how likely chance gives it.

A finder also yields what turns out to be nothing, with its chance: all that was looked at counts in the correction.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from analytics.chance import association, chance_of_more
from analytics.findings import Asked, Finding, Study
from analytics.groups import groups_shown, questions_serving
from analytics.insight_rules import Rule
from analytics.lundy import lundy
from analytics.said import NO, YES, chosen, family, is_many, of_choice, of_question
from analytics.shield import shown
from analytics.sides import sides
from analytics.views import values
from bot.guide import Question

Finder = Callable[[Rule, Study], Iterator[Finding]]
_STEPS = 4
_OFTEN, _TWICE = 0.3, 2.0
"""A theme is told when this share speaks of it, and twice as many as of the theme in the middle."""


def gap_more(rule: Rule, study: Study) -> Iterator[Finding]:
    """More people want more than want less (sign test)."""
    yield from _sides(rule, study.gaps["gap"], 1)


def gap_less(rule: Rule, study: Study) -> Iterator[Finding]:
    """More people want less than want more."""
    yield from _sides(rule, study.gaps["gap"], -1)


def _sides(rule: Rule, gap: "pd.Series[float]", sign: int) -> Iterator[Finding]:
    here, there = (frozenset(map(str, gap.index[gap * side > 0])) for side in (sign, -sign))
    if len(gap):
        chance = min(1.0, 2 * chance_of_more(len(here), len(here) + len(there), 0.5))
        size = abs(float(gap.mean()))
        yield Finding(
            rule,
            "",
            len(gap),
            here,
            there,
            chance,
            min(1.0, size / _STEPS),
            {"size": size},
            asked=(_mean_gap(gap),),
            counted=_gap_side(gap, sign),
            against=_gap_side(gap, -sign),
        )


def _gap_side(gap: "pd.Series[float]", sign: int) -> Asked:
    """Ask how many want more (1), the same (0) or less (-1)."""
    side = {str(who): "0" if step == 0 else "1" if step > 0 else "-1" for who, step in gap.items()}
    return Asked("involvement.side", side, f"{sign}")


def _mean_gap(gap: "pd.Series[float]", group: str = "") -> Asked:
    return Asked("involvement.gap", {f"{who}@": f"{step:.0f}" for who, step in gap.items()}, None, GAP_STEPS, group)


GAP_STEPS = {str(step): float(step) for step in range(-_STEPS, _STEPS + 1)}
"""Wanted minus today, on a scale of five."""


def gap_none(rule: Rule, study: Study) -> Iterator[Finding]:
    """Most people are involved as they want to be."""
    gap = study.gaps["gap"]
    same, more = (frozenset(map(str, gap.index[chosen])) for chosen in (gap == 0, gap > 0))
    if len(gap):
        chance = chance_of_more(len(same), len(gap), 0.5)
        asked = _gap_side(gap, 0), _gap_side(gap, 1)
        yield Finding(rule, "", len(gap), same, more, chance, len(same) / len(gap), counted=asked[0], against=asked[1])


def gap_of_kind(rule: Rule, study: Study) -> Iterator[Finding]:
    """One kind of organisation has another gap than the others (shuffled)."""
    people = study.gaps.dropna()
    sizes = {str(kind): int(n) for kind, n in people["organisation_type"].value_counts().items()}
    for kind in sorted(groups_shown(sizes, "stakeholder")):
        of_kind = people["organisation_type"] == kind
        inside = of_kind.to_numpy(dtype=bool)
        gap = people["gap"].to_numpy(dtype=float)
        test = association(inside.astype(float), gap, np.zeros(len(gap)))
        if test is None or not shown(int((~inside).sum()), "stakeholder"):
            continue
        says = {"kind": ("kind", kind), "size": float(gap[inside].mean()), "other": float(gap[~inside].mean())}
        asked = (
            _mean_gap(people["gap"][of_kind], f"organisation_type={kind}"),
            _mean_gap(people["gap"][~of_kind], f"not organisation_type={kind}"),
        )
        effect = min(1.0, abs(test.slope) / _STEPS)
        yield Finding(rule, kind, int(inside.sum()), None, None, test.chance, effect, says, asked=asked)


def missing(rule: Rule, study: Study) -> Iterator[Finding]:
    """Organisations that enough people miss and nobody spoke for."""
    for one in study.map.missing:
        if shown(one.named_by, "stakeholder"):
            says = {"organisation": one.name, "n": one.named_by}
            effect = min(1.0, one.named_by / max(1, study.map.interviews) + 0.3)
            asked = (study.named(one.name),)
            yield Finding(rule, one.name, study.map.interviews, None, None, None, effect, says, asked=asked)


def unheard(rule: Rule, study: Study) -> Iterator[Finding]:
    """Kinds of organisation of which nobody was interviewed."""
    kinds = [("kind", cell.kind) for cell in study.map.empty_cells if cell.region is None]
    people = study.map.interviews
    if kinds and people:
        yield Finding(rule, "", people, None, None, None, min(1.0, len(kinds) / 5), {"kinds": kinds})


def leading(rule: Rule, study: Study) -> Iterator[Finding]:
    """One choice is chosen by clearly more people than the second (exact McNemar test, all pairs counted)."""
    for serves in rule.serves:
        for guide, question in questions_serving(study.guides, serves, rule.role):
            rows = study.told(serves)
            rows = rows[rows["question"] == question.key]
            picked = chosen(question, rows, study.rounds)
            chose = _people_by_value(rows, {one.key for one in question.choices if not one.alone})
            if len(chose) < 2:  # noqa: PLR2004 -- the second is compared with
                continue
            first, second = sorted(chose, key=lambda key: -len(chose[key]))[:2]
            only, other = chose[first] - chose[second], chose[second] - chose[first]
            pairs = len(list(combinations(question.choices, 2)))
            chance = min(1.0, 2 * pairs * chance_of_more(len(only), len(only) + len(other), 0.5))
            people = int(rows["participant"].nunique())
            says = {
                "question": ("question", question.key),
                "choice": ("choice", (question.key, first)),
                "second": ("choice", (question.key, second)),
            }
            part = chose[first]
            effect = len(part) / max(1, people)
            counted, against = _choices(guide, question, picked, first, second)
            yield Finding(
                rule,
                f"{question.key}.{first}",
                people,
                part,
                other,
                chance,
                effect,
                says,
                counted=counted,
                against=against,
            )


def _choices(
    guide: str, question: Question, picked: Mapping[str, frozenset[str]], first: str, second: str
) -> tuple[Asked, Asked]:
    """Ask how many chose the first, and how many the second and not the first."""
    if is_many(question) and any(len(one) > 1 for one in picked.values()):
        counted = Asked(family(guide, question, first), of_choice(picked, first), YES)
        side = {unit: YES if second in one and first not in one else NO for unit, one in picked.items()}
        return counted, Asked(f"{family(guide, question, second)}.without.{first}", side, YES)
    said = of_question(picked)
    return Asked(family(guide, question), said, first), Asked(family(guide, question), said, second)


def _people_by_value(rows: pd.DataFrame, kept: set[str]) -> Mapping[str, frozenset[str]]:
    chosen = values(rows)
    people = chosen.groupby("value", observed=True)["participant"]
    return {str(value): frozenset(map(str, who)) for value, who in people if str(value) in kept}


def theme(rule: Rule, study: Study) -> Iterator[Finding]:
    """Themes that many people speak of when asked one thing, and clearly more than of most themes."""
    everyone, by_theme = study.themes(rule.serves[0], rule.role)
    opposite = study.themes(rule.against, rule.role)[1] if rule.against else None
    people = len(everyone)
    if not people or not by_theme:
        return
    middle = float(np.median([len(who) for who in by_theme.values()]))
    for code, who in by_theme.items():
        if len(who) >= _OFTEN * people and (len(by_theme) == 1 or len(who) >= _TWICE * middle):
            counter = None if opposite is None else opposite.get(code, frozenset()) - who
            asked = study.theme(rule.serves[0], rule.role, code)
            against = None
            if counter is not None:
                side = {one: YES if one in counter else NO for one in everyone | counter}
                against = Asked(f"{asked.family}.against", side, YES)
            says = {"theme": ("theme", code)}
            yield Finding(
                rule, code, people, who, counter, None, len(who) / people, says, counted=asked, against=against
            )


def change(rule: Rule, study: Study) -> Iterator[Finding]:
    """A change over time among young people; its chance is corrected already."""
    for one in study.changes.found:
        way = "up" if one.difference > 0 else "down"
        if one.kind != "group" and one.measure.serves in rule.serves and way == rule.direction:
            kind = one.measure.kind
            says = {
                "when": ("words", one.kind),
                "before": (kind, one.before),
                "after": (kind, one.after),
                "choice": ("choice", (one.measure.question.key, one.measure.value)),
            }
            subject = one.measure.value or one.measure.key
            effect = min(1.0, abs(one.difference) / one.measure.steps + 0.3)
            asked = tuple(sides(one))
            ways = {who: YES if against else NO for who, against in one.other_way.items()}
            against = Asked(f"{one.measure.key}.other_way", ways, YES)
            went = frozenset(who for who, against in one.other_way.items() if against)
            yield Finding(rule, subject, one.people, None, went, None, effect, says, asked=asked, against=against)


def group(rule: Rule, study: Study) -> Iterator[Finding]:
    """A difference between groups of young people; its chance is corrected already."""
    for one in study.changes.found:
        if one.kind == "group":
            kind = one.measure.kind
            says = {
                "measure": ("measure", (one.measure.question.key, one.measure.value)),
                "group": ("group", (one.by, one.group)),
                "before": (kind, one.before),
                "after": (kind, one.after),
            }
            effect = min(1.0, abs(one.difference) / one.measure.steps + 0.3)
            subject, asked = f"{one.measure.key}.{one.group}", tuple(sides(one))
            yield Finding(rule, subject, one.people, None, None, None, effect, says, asked=asked)


def not_answered(rule: Rule, study: Study) -> Iterator[Finding]:
    """After no round were young people told what was done."""
    yield from _answered(rule, study, lambda answered, _rounds: answered == 0)


def answered(rule: Rule, study: Study) -> Iterator[Finding]:
    """After every round young people were told what was done."""
    yield from _answered(rule, study, lambda answered, rounds: answered == rounds)


def _answered(rule: Rule, study: Study, fits: Callable[[int, int], bool]) -> Iterator[Finding]:
    found = lundy(study.frames, study.guides).influence
    held = study.frames.interviews.dropna(subset=["round"])
    people = int(held["participant"].nunique())
    if found.rounds > 1 and fits(found.rounds_answered, found.rounds):
        yield Finding(rule, "", people, None, None, None, 0.6, {"rounds": found.rounds})


FINDERS: Mapping[str, Finder] = {
    finder.__name__: finder
    for finder in (
        gap_more,
        gap_less,
        gap_none,
        gap_of_kind,
        missing,
        unheard,
        leading,
        theme,
        change,
        group,
        not_answered,
        answered,
    )
}
"""By the name that a rule gives under `finder`."""
