"""The finders of insights among stakeholders: each looks for one kind of thing and says how likely chance gives it.

A finder also yields what turns out to be nothing, with its chance: all that was looked at counts in the correction.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from analytics.chance import association, chance_of_more
from analytics.findings import Finding, Study
from analytics.groups import groups_shown, questions_serving
from analytics.insight_rules import Rule
from analytics.lundy import lundy
from analytics.shield import shown
from analytics.themes import Answer
from analytics.views import values

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
        yield Finding(rule, "", len(gap), here, there, chance, min(1.0, size / _STEPS), {"size": size})


def gap_none(rule: Rule, study: Study) -> Iterator[Finding]:
    """Most people are involved as they want to be."""
    gap = study.gaps["gap"]
    same, more = (frozenset(map(str, gap.index[chosen])) for chosen in (gap == 0, gap > 0))
    if len(gap):
        chance = chance_of_more(len(same), len(gap), 0.5)
        yield Finding(rule, "", len(gap), same, more, chance, len(same) / len(gap))


def gap_of_kind(rule: Rule, study: Study) -> Iterator[Finding]:
    """One kind of organisation has another gap than the others (shuffled)."""
    people = study.gaps.dropna()
    sizes = {str(kind): int(n) for kind, n in people["organisation_type"].value_counts().items()}
    for kind in sorted(groups_shown(sizes, "stakeholder")):
        inside = (people["organisation_type"] == kind).to_numpy(dtype=bool)
        gap = people["gap"].to_numpy(dtype=float)
        test = association(inside.astype(float), gap, np.zeros(len(gap)))
        if test is None or not shown(int((~inside).sum()), "stakeholder"):
            continue
        says = {"kind": ("kind", kind), "size": float(gap[inside].mean()), "other": float(gap[~inside].mean())}
        yield Finding(rule, kind, int(inside.sum()), None, None, test.chance, min(1.0, abs(test.slope) / _STEPS), says)


def missing(rule: Rule, study: Study) -> Iterator[Finding]:
    """Organisations that enough people miss and nobody spoke for."""
    for one in study.map.missing:
        if shown(one.named_by, "stakeholder"):
            says = {"organisation": one.name, "n": one.named_by}
            effect = min(1.0, one.named_by / max(1, study.map.interviews) + 0.3)
            yield Finding(rule, one.name, study.map.interviews, None, None, None, effect, says)


def unheard(rule: Rule, study: Study) -> Iterator[Finding]:
    """Kinds of organisation of which nobody was interviewed."""
    kinds = [("kind", cell.kind) for cell in study.map.empty_cells if cell.region is None]
    people = study.map.interviews
    if kinds and people:
        yield Finding(rule, "", people, None, None, None, min(1.0, len(kinds) / 5), {"kinds": kinds})


def leading(rule: Rule, study: Study) -> Iterator[Finding]:
    """One choice is chosen by clearly more people than the second (exact McNemar test, all pairs counted)."""
    for serves in rule.serves:
        for _, question in questions_serving(study.guides, serves, rule.role):
            rows = study.told(serves)
            rows = rows[rows["question"] == question.key]
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
            yield Finding(
                rule, f"{question.key}.{first}", people, part, other, chance, len(part) / max(1, people), says
            )


def _people_by_value(rows: pd.DataFrame, kept: set[str]) -> Mapping[str, frozenset[str]]:
    chosen = values(rows)
    people = chosen.groupby("value", observed=True)["participant"]
    return {str(value): frozenset(map(str, who)) for value, who in people if str(value) in kept}


def theme(rule: Rule, study: Study) -> Iterator[Finding]:
    """Themes that many people speak of when asked one thing, and clearly more than of most themes."""
    people, by_theme = _themes(rule.serves[0], rule.role, study)
    _, opposite = _themes(rule.against, rule.role, study) if rule.against else (0, None)
    if not people or not by_theme:
        return
    middle = float(np.median([len(who) for who in by_theme.values()]))
    for code, who in by_theme.items():
        if len(who) >= _OFTEN * people and (len(by_theme) == 1 or len(who) >= _TWICE * middle):
            counter = None if opposite is None else opposite.get(code, frozenset()) - who
            yield Finding(rule, code, people, who, counter, None, len(who) / people, {"theme": ("theme", code)})


def _themes(serves: str | None, role: str, study: Study) -> tuple[int, Mapping[str, frozenset[str]]]:
    keys = {question.key for _, question in questions_serving(study.guides, serves or "", role)}
    rows = study.told(serves or "")
    rows = rows[rows["question"].isin(keys) & rows["said"].notna() & (rows["said"] != "") & rows["choice"].isna()]
    if study.coding is None or rows.empty:
        return 0, {}
    told = [
        Answer(str(said), None if pd.isna(language) else str(language), str(question))
        for said, language, question in zip(rows["said"], rows["language"], rows["question"], strict=True)
    ]
    found: dict[str, set[str]] = {}
    for who, coded in zip(rows["participant"].astype(str), study.coding(told), strict=True):
        for one in coded:
            found.setdefault(one.code, set()).add(who)
    return int(rows["participant"].nunique()), {code: frozenset(who) for code, who in found.items()}


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
            yield Finding(rule, subject, one.people, None, frozenset(map(str, one.other_way)), None, effect, says)


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
            yield Finding(rule, f"{one.measure.key}.{one.group}", one.people, None, None, None, effect, says)


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
