"""What the answers support, as coaches are shown it: evidence by section of the guide, and tips, for all, and which of them a partnership supports.

It is worked out beside the conversation and kept (`bot.store.digests`): a turn only reads it. Only insights go in, and
never a quote. Every figure is one that the shield releases, of all partnerships together. Of a partnership by itself no
figure is told at all: only which of these tips its own answers support too, and not where too few others would remain.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analytics.findings import Study
from analytics.frames import Frames
from analytics.guidebook import Guides
from analytics.insights import Insight, insights
from analytics.shield import Release, shown
from analytics.themes import Coding
from analytics.tips import tips
from bot.guide import LANGUAGES

KEPT = 6
"""So many tips are kept, so that a tip of the week can be another one."""


def digest(
    frames: Frames, guides: Guides, coding: Coding | None = None, release: Release | None = None
) -> dict[str, Any]:
    """Return what coaches may be shown of a study of people who take part, as plain JSON.

    Raises:
        ReleaseFails: together with what was released before, it would give somebody away.

    """
    given = release or Release()
    study = Study(frames, guides, coding)
    whole = may_be_told(insights(frames, guides, study=study))
    for one in whole:
        _said(one, guides, given)  # enters its figures; `settle` decides which are given
    given.settle()
    given.audit()
    names = sorted(map(str, frames.participants["partnership"].dropna().unique()))
    parts = {name: of_partnership(frames, name) for name in names}
    own = {
        name: may_be_told(insights(part, guides, study=Study(part, guides, coding, at=study.depth)))
        for name, part in parts.items()
    }
    tips_of = {}
    for name, found in without_differences(whole, own).items():
        keys = {one.key for one in found}
        tips_of[name] = _tips([one for one in whole if one.key in keys], guides, given)
    return {
        "evidence": _evidence(whole, guides, given),
        "tips": _tips(whole, guides, given),
        "tips_of": {name: made for name, made in tips_of.items() if made},
    }


def may_be_told(found: Iterable[Insight]) -> list[Insight]:
    """Return the insights about enough people: those asked, and those it is about."""
    return [one for one in found if all(shown(people, one.role) for people in _counts(one))]


def _counts(one: Insight) -> tuple[int, ...]:
    return (one.people,) if one.finding.part is None else (one.people, len(one.finding.part))


def of_partnership(frames: Frames, name: str) -> Frames:
    """Return the study of one partnership's people."""
    people = frames.participants[(frames.participants["partnership"] == name).fillna(value=False).to_numpy(bool)]
    here = set(people["participant"].astype(str))
    held = frames.interviews[frames.interviews["participant"].astype(str).isin(here)]
    numbers = set(held["interview"].astype(str))
    return Frames(
        participants=people,
        consents=frames.consents[frames.consents["participant"].astype(str).isin(here)],
        interviews=held,
        answers=frames.answers[frames.answers["interview"].astype(str).isin(numbers)],
        flags=frames.flags[frames.flags["interview"].astype(str).isin(numbers)],
        decisions=frames.decisions,
    )


def without_differences(whole: Sequence[Insight], own: Mapping[str, Sequence[Insight]]) -> dict[str, list[Insight]]:
    """Return of each partnership what may stand beside the whole.

    Who knows the whole and some of the partnerships could subtract. So an insight of a partnership counts only while those
    who remain are nobody, or enough: of those asked, of those it is about, and of the others among them.
    """
    told: dict[str, list[Insight]] = {name: [] for name in own}
    known = {one.key: one for one in whole}
    by_key: dict[str, list[tuple[str, Insight]]] = defaultdict(list)
    for name, found in own.items():
        for one in found:
            by_key[one.key].append((name, one))
    for key, candidates in by_key.items():
        rest = known.get(key)
        people = rest.people if rest is not None else 0
        part = rest.finding.part if rest is not None else None
        for name, one in sorted(candidates, key=lambda each: (-each[1].people, each[0])):
            if rest is not None:
                left, left_part = (
                    people - one.people,
                    None if part is None else part - (one.finding.part or frozenset()),
                )
                if not _may_remain(left, left_part, one.role):
                    continue
                people, part = left, left_part
            told[name].append(one)
    return told


def _may_remain(people: int, part: frozenset[str] | None, role: str) -> bool:
    """Return whether what is left after subtracting is nobody, or enough people on either side."""
    if people == 0:
        return True
    counts = (people,) if part is None else (people, len(part), people - len(part))
    return all(shown(count, role) for count in counts)


def _evidence(found: Iterable[Insight], guides: Guides, given: Release) -> dict[str, list[dict[str, Any]]]:
    by_section: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in found:
        if one.section is not None and (said := _said(one, guides, given)) is not None:
            by_section[one.section].append({"n": one.people, "text": said})
    return dict(by_section)


def _tips(found: Sequence[Insight], guides: Guides, given: Release) -> list[dict[str, Any]]:
    return [
        {
            "key": tip.key,
            "section": tip.section,
            "try": {language: tip.try_this(language) for language in LANGUAGES},
            "why": said,
            "n": tip.insight.people,
        }
        for tip in tips(found)
        if (said := _said(tip.insight, guides, given)) is not None
    ][:KEPT]


def _said(one: Insight, guides: Guides, given: Release) -> dict[str, str] | None:
    """Return the sentence in each language with the figures that are released; None where one of them is not."""
    said = {language: one.said(guides, language, given) for language in LANGUAGES}
    return {language: words.sentence for language, words in said.items() if words} if all(said.values()) else None
