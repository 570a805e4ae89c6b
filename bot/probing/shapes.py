"""A probe, and what was probed before."""

from collections.abc import Mapping
from dataclasses import dataclass, field

OWN = "own"
"""The family of probes that a guide words itself."""


@dataclass(frozen=True)
class Probe:
    """One more question about what was just said."""

    rule: str
    """Which rule fired; stored in the answer passport."""
    family: str
    """example, own_word, effect, step or angle; `own` for a probe of the guide's."""
    response: str
    """The response to say; empty for a probe of the guide's, whose words are `params["text"]`."""
    variation: int = 0
    """Which wording of that response, counted from 0 within the person's language."""
    params: Mapping[str, str] = field(default_factory=dict)
    """What the wording needs, such as `{"word": "communicatie"}`."""


@dataclass(frozen=True)
class Probed:
    """What was fired before in this interview."""

    in_interview: int = 0
    on_question: tuple[str, ...] = ()
    """Rules fired on this question, in order."""
    families: tuple[str, ...] = ()
    """Families fired in the whole interview, in order; wordings rotate by it."""
    question_before: int = 0
    """How many were asked at the open question just before this one."""
    in_vain: int = 0
    """How many in a row, the last ones of the interview, brought nothing: skipped, not known, rather not said."""
    for_later: int = 0
    """How many to keep for the questions to come that every answer is probed on."""
