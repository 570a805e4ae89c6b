"""The wide table of a guide: one row an interview, one column a question, as SPSS and Excel users expect it.

An open question becomes a text, a question with several choices a 0/1 column each, a list a column a name, a repeated
question a column an item. Beside every question stands `<question>_missing`: why there is no answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analytics import case_columns as wide
from analytics.case_columns import CaseColumn
from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.views import main_answers, probe_answers

_ABOUT_PERSON = ("role", "organisation", "organisation_type", "region", "partnership", "age_band")
_ABOUT_INTERVIEW = (
    "interview",
    "participant",
    "round",
    "channel",
    "language",
    "edition",
    "started_at",
    "ended_at",
    "status",
)


@dataclass(frozen=True)
class Cases:
    """The interviews held with one guide."""

    guide: str
    table: pd.DataFrame
    columns: Mapping[str, CaseColumn] = field(default_factory=dict)
    """What each column of the table is, in order."""


def all_cases(frames: Frames, guides: Guides) -> Iterator[Cases]:
    """Yield the wide table of every guide that was used."""
    for guide in sorted(frames.interviews["guide"].dropna().unique()):
        yield cases(frames, guides, str(guide))


def cases(frames: Frames, guides: Guides, guide: str) -> Cases:
    """Build the wide table of one guide."""
    interviews = frames.interviews[frames.interviews["guide"] == guide]
    people = frames.participants.drop_duplicates("participant").set_index("participant")[list(_ABOUT_PERSON)]
    table = interviews[list(_ABOUT_INTERVIEW)].join(people, on="participant").set_index("interview", drop=False)
    answers = frames.answers[frames.answers["guide"] == guide]
    main, probes = main_answers(answers), probe_answers(answers)
    editions = [str(edition) for edition in interviews["edition"].dropna().unique()]
    by_question = dict(iter(main.groupby("question", observed=True)))
    by_probed = dict(iter(probes.groupby("probe_of", observed=True)))
    made = {name: wide.plain(name, table[name]) for name in table.columns}
    for question in guides.questions(guide, editions):
        rows = by_question.pop(question.key, None)
        if rows is not None:
            choices = guides.choices(guide, question.key, editions)
            name = f"{question.key}_answer" if question.key in table.columns else question.key
            probed = by_probed.get(question.key)
            made |= wide.of_question(question, name, choices, rows, probed, index=table.index)
    for key, rows in by_question.items():  # of a guide that is not at hand
        made |= wide.of_unknown(str(key), rows, table.index)
    return Cases(guide, _put_together(made), made)


def _put_together(made: Mapping[str, CaseColumn]) -> pd.DataFrame:
    columns: dict[str, Any] = {name: column.cells for name, column in made.items()}
    return pd.DataFrame(columns).reset_index(drop=True)
