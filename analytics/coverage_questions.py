"""Coverage by question, and what the probes brought."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analytics.coverage import ProbeYield, QuestionCoverage, Spread, probes_of, spread
from analytics.guidebook import Guides
from analytics.views import given, main_answers

_UNFINISHED = ("stopped", "left")


def by_question(interviews: pd.DataFrame, answers: pd.DataFrame, guides: Guides) -> Iterator[QuestionCoverage]:
    """Yield each question that was put to anybody, in the order of its guide."""
    main = main_answers(answers)
    last = _last_reached(interviews, main)
    probes = probes_of(answers).assign(question=lambda rows: rows["probe_of"])
    for guide, rows in main.groupby("guide", observed=True):
        editions = [str(edition) for edition in rows["edition"].dropna().unique()]
        order = [question.key for question in guides.questions(str(guide), editions)]
        told = dict(iter(rows.groupby("question", observed=True)))
        probed = dict(iter(probes[probes["guide"] == guide].groupby("question", observed=True)))
        for key in [*(key for key in order if key in told), *(key for key in told if key not in order)]:
            yield _question(str(guide), str(key), told[key], probed.get(key), last)


def _last_reached(interviews: pd.DataFrame, main: pd.DataFrame) -> pd.DataFrame:
    """Return the last question of each interview that ended without being completed."""
    ended = interviews.loc[interviews["state"].isin(_UNFINISHED), "interview"]
    rows = main[main["interview"].isin(ended)].sort_values("answered_at", kind="stable")
    return rows.drop_duplicates("interview", keep="last")


def _question(
    guide: str, key: str, rows: pd.DataFrame, probed: pd.DataFrame | None, last: pd.DataFrame
) -> QuestionCoverage:
    def people(of: pd.DataFrame) -> int:
        return int(of["participant"].nunique())

    def who(of: pd.DataFrame) -> tuple[str, ...]:
        return tuple(of["participant"].astype(str).unique())

    ended = last[(last["guide"] == guide) & (last["question"] == key)]
    together = _words_with_probes(rows, probed)
    asked = rows[rows["missing"].ne("not_asked").fillna(value=True)]
    return QuestionCoverage(
        guide=guide,
        question=key,
        asked=people(asked),
        answered=people(given(rows)),
        skipped=people(rows[rows["missing"].eq("skipped").fillna(value=False)]),
        unclear=people(rows[rows["missing"].eq("unclear").fillna(value=False)]),
        ended_here=people(ended),
        words=spread(given(rows)["words"], given(rows)["participant"]),
        probed=people(probed) if probed is not None else 0,
        words_probed=together,
        who_was_asked=who(asked),
        who_answered=who(given(rows)),
        who_ended_here=who(ended),
    )


def _words_with_probes(rows: pd.DataFrame, probed: pd.DataFrame | None) -> Spread:
    if probed is None:
        return Spread(None, None, None, 0)
    places = ["interview", "item", "participant"]
    both = pd.concat([rows, probed])
    both = both[both["interview"].isin(probed["interview"])]
    total = both.groupby(places, observed=True, dropna=False)["words"].sum().reset_index()
    return spread(total["words"], total["participant"])


def probe_yield(answers: pd.DataFrame) -> Iterator[ProbeYield]:
    """Yield what each rule brought, most often used first."""
    probes = probes_of(answers)
    if probes.empty:
        return
    before = _words_before(answers, probes)
    probes = probes.assign(before=before)
    for rule, rows in sorted(probes.groupby("probe_rule", observed=True), key=lambda one: (-len(one[1]), str(one[0]))):
        yield ProbeYield(
            rule=str(rule),
            people=int(rows["participant"].nunique()),
            answers=len(rows),
            words_before=_mean(rows["before"]),
            words_more=_mean(rows["words"]),
        )


def _words_before(answers: pd.DataFrame, probes: pd.DataFrame) -> "pd.Series[Any]":
    """Return, for each answer to a probe, the words said to its question before it."""
    main = given(main_answers(answers))
    main = main[main["interview"].isin(probes["interview"])].assign(probe_of=lambda rows: rows["question"])
    both = pd.concat([main, probes]).sort_values("answered_at", kind="stable")
    place = [both[name].astype("string").fillna("") for name in ("interview", "probe_of", "item")]
    words = both["words"].fillna(0)
    earlier = words.groupby(place).cumsum() - words
    return earlier[both["question"].ne(both["probe_of"].astype("string"))].reindex(probes.index)


def _mean(words: "pd.Series[Any]") -> float:
    return round(float(words.fillna(0).mean()), 1)
