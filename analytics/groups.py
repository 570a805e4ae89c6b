"""Which groups may be told apart, and who agreed to what: the same for every analysis that names groups."""

from collections.abc import Mapping

from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.shield import smallest
from bot.guide import Question


def groups_shown(sizes: Mapping[str, int], role: str) -> set[str]:
    """Return the groups whose figures may stand beside a total.

    Groups under the threshold are hidden, and further ones, the smallest first, until those hidden are together enough
    people that the total minus the rest says nothing about fewer than the threshold.
    """
    least = smallest(role)
    ordered = sorted((group for group in sizes if sizes[group]), key=lambda group: (sizes[group], group))
    hidden = [group for group in ordered if sizes[group] < least]
    rest = ordered[len(hidden) :]
    while hidden and rest and sum(sizes[group] for group in hidden) < least:
        hidden.append(rest.pop(0))
    return set(rest)


def agreed(frames: Frames, scope: str) -> set[str]:
    """Return the participants who agree to something now; their newest word on it holds."""
    asked = frames.consents[frames.consents["scope"] == scope]
    newest = asked.sort_values("at", kind="stable", na_position="first").drop_duplicates("participant", keep="last")
    return set(newest.loc[newest["given"].fillna(value=False).astype(bool), "participant"].astype(str))


def questions_serving(guides: Guides, purpose: str, role: str | None = None) -> list[tuple[str, Question]]:
    """Return the questions, with their guide, that analysis uses for a purpose (`serves`)."""
    return [
        (guide.key, question)
        for guide in guides.current.values()
        if role in (None, guide.role)
        for question in guide.questions
        if question.serves == purpose
    ]
