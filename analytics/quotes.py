"""Quotes for an insight: literal, whole answers of people who may be quoted, from a crowd of enough of them."""

from itertools import islice

import pandas as pd

from analytics.findings import Finding, Study
from analytics.groups import questions_serving
from analytics.shield import shown
from bot.personal_data import has_personal_data

_MOST = 2
_SHORTEST, _LONGEST, _BEST = 4, 40, 14
"""Words."""


def quotes(finding: Finding, study: Study) -> tuple[str, ...]:
    """Return at most two answers in their own words, without personal data and without the name of an organisation.

    At least as many people as the threshold must be behind the insight who may be quoted and said something of the sort, so
    that a quote points to nobody.
    """
    serves, role = finding.rule.quote_from, finding.rule.role
    if serves is None or finding.part is None:
        return ()
    keys = {question.key for _, question in questions_serving(study.guides, serves, role)}
    rows = study.told(serves)
    rows = rows[rows["question"].isin(keys) & rows["said"].notna()]
    rows = rows[rows["participant"].astype(str).isin(finding.part & study.quotable)]
    if not shown(int(rows["participant"].nunique()), role):
        return ()
    best_first = sorted(set(_about(finding, study, rows)), key=lambda text: (abs(len(text.split()) - _BEST), text))
    return tuple(islice((text for text in best_first if _fit(text, study)), _MOST))


def _about(finding: Finding, study: Study, rows: pd.DataFrame) -> list[str]:
    """Return the answers; for a theme only those that are about it."""
    if finding.rule.finder == "theme" and finding.rule.quote_from is not None and study.coding is not None:
        codes = study.codes(finding.rule.quote_from, finding.rule.role)
        about = [finding.subject in codes.get(answer, ()) for answer in rows["id"].astype(str)]
        rows = rows[about]
    return [str(text) for text in rows["said"]]


def _fit(text: str, study: Study) -> bool:
    if not _SHORTEST <= len(text.split()) <= _LONGEST or has_personal_data(text):
        return False
    plain = text.casefold()
    return not any(name in plain for name in study.organisations)
