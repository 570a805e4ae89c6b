"""Quotes for an insight: literal, whole answers of people who may be quoted, from a crowd of enough of them."""

import pandas as pd

from analytics.findings import Finding, Study
from analytics.groups import questions_serving
from analytics.shield import shown
from analytics.themes import Answer
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
    fit = [text for text in _about(finding, study, rows) if _fit(text, study)]
    return tuple(sorted(dict.fromkeys(fit), key=lambda text: (abs(len(text.split()) - _BEST), text))[:_MOST])


def _about(finding: Finding, study: Study, rows: pd.DataFrame) -> list[str]:
    """Return the answers; for a theme only those that are about it."""
    said = [str(text) for text in rows["said"]]
    if finding.rule.finder != "theme" or study.coding is None:
        return said
    coded = study.coding([Answer(text, None, str(key)) for text, key in zip(said, rows["question"], strict=True)])
    decided = study.decided(rows, coded)
    return [text for text, codes in zip(said, decided, strict=True) if finding.subject in codes]


def _fit(text: str, study: Study) -> bool:
    if not _SHORTEST <= len(text.split()) <= _LONGEST or has_personal_data(text):
        return False
    plain = text.casefold()
    names = study.frames.participants["organisation"].dropna().astype(str).str.strip().str.casefold().unique()
    return not any(name and name in plain for name in names)
