"""The scorecard of a simulation: what the interview promises, and how often it kept it.

All figures are of simulated people. They say whether the rules are kept, never how good real interviews are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from bot.guide import LANGUAGES, Guide
from bot.simulation.scoring import Found, answers_kept, help_given, probes_fired, questions_asked
from bot.simulation.trace import Talked

PRECISION, RECALL = 0.9, 0.85
"""Of probes: how many of those asked were due, how many of those due were asked."""
HEARD = 0.93
"""Of what is asked of the bot in mid-interview."""
GAP_COMPLETED, GAP_PROBES = 0.05, 0.10
"""The most by which one language may differ from another."""
FALSE_ALARMS = 0.01
"""Of ordinary answers; each stops an interview for a moment."""
TAKEN = 0.01
"""Of answers, that read as a command."""
ENOUGH = 20
"""With fewer cases a share says too little to be held against a promise."""


@dataclass(frozen=True)
class Group:
    """The figures of one kind of people, one language or all."""

    people: int
    completed: int
    left: int
    """Stopped because they wanted to."""
    turns: int
    minutes: float
    """In the middle, of those who completed; virtual, with the days away taken out."""
    counts: Mapping[str, int]

    @property
    def completion(self) -> float:
        """Completed, of those who did not choose to stop."""
        return _share(self.completed, self.people - self.left)

    def each(self, name: str) -> float:
        """Return how many of something there were to a person."""
        return _share(self.counts.get(name, 0), self.people)

    def share(self, part: str, whole: str) -> float:
        """Return a part of a whole; 1 where there is no whole."""
        return _share(self.counts.get(part, 0), self.counts.get(whole, 0))

    @property
    def precision(self) -> float:
        """Of the probes after labelled answers, those that were due."""
        asked = self.counts.get("probes_due_asked", 0)
        return _share(asked, asked + self.counts.get("probes_uncalled", 0))

    @property
    def heard(self) -> float:
        """Of what was asked of the bot, that which was not taken for an answer."""
        taken = self.counts.get("commands_taken_for_answers", 0)
        return _share(self.counts.get("interruptions", 0), self.counts.get("interruptions", 0) + taken)


@dataclass(frozen=True)
class Promise:
    """One promise and what came of it."""

    name: str
    found: str
    wanted: str
    kept: bool


@dataclass(frozen=True)
class Scorecard:
    """What a simulation showed."""

    everybody: Group
    by_kind: Mapping[str, Group]
    by_language: Mapping[str, Group]
    promises: tuple[Promise, ...]
    faults: tuple[str, ...] = field(default=())

    @property
    def kept(self) -> bool:
        """Whether every promise was."""
        return all(promise.kept for promise in self.promises)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {"simulated": True, "kept": self.kept, **asdict(self)}


def score(talks: Iterable[Talked], guides: Mapping[str, Guide]) -> Scorecard:
    """Return the scorecard of these conversations."""
    found = [(talked, _found(talked, guides[talked.role.guide])) for talked in talks]
    everybody = _group(found)
    by_language: dict[str, Group] = {
        language: group for language in LANGUAGES if (group := _of(found, lambda role: role.language, language)).people
    }
    kinds = dict.fromkeys(talked.role.kind for talked, _ in found)
    return Scorecard(
        everybody=everybody,
        by_kind={kind: _of(found, lambda role: role.kind, kind) for kind in kinds},
        by_language=by_language,
        promises=_promises(everybody, by_language),
        faults=tuple(fault for _, one in found for fault in one.faults),
    )


def _found(talked: Talked, guide: Guide) -> Found:
    found = Found()
    for part in (questions_asked(talked), answers_kept(talked, guide), probes_fired(talked, guide), help_given(talked)):
        found.add(part)
    return found


def _of(found: list[tuple[Talked, Found]], what: Callable[[Any], str], name: str) -> Group:
    return _group([(talked, one) for talked, one in found if what(talked.role) == name])


def _group(found: list[tuple[Talked, Found]]) -> Group:
    counts: Counter[str] = Counter()
    for _, one in found:
        counts.update(one.counts)
    talks = [talked for talked, _ in found]
    minutes = [_minutes(talked) for talked in talks if talked.status == "completed"]
    return Group(
        people=len(talks),
        completed=len(minutes),
        left=sum(talked.status != "completed" and _chose_to_stop(talked) for talked in talks),
        turns=sum(len(talked.exchanges) for talked in talks),
        minutes=round(median(minutes), 1) if minutes else 0.0,
        counts=dict(sorted(counts.items())),
    )


def _chose_to_stop(talked: Talked) -> bool:
    return any(one.move.meant == "stop" for one in talked.exchanges)


def _minutes(talked: Talked) -> float:
    if talked.began is None or talked.ended is None:
        return 0.0
    away = sum(int(one.move.what) for one in talked.exchanges if one.move.act == "waits")
    return (talked.ended - talked.began).total_seconds() / 60 - away * 24 * 60


def _promises(everybody: Group, by_language: Mapping[str, Group]) -> tuple[Promise, ...]:
    counts, groups = everybody.counts, list(by_language.values())
    return (
        _share_of("Everybody who wants to completes the interview", everybody.completion, 1.0, everybody.people),
        _none("Turns that failed", counts, "failures"),
        _none("Two questions in a message", counts, "double_questions"),
        _none("A turn that leaves the open question out", counts, "questions_missing"),
        _all("The same question again after an interruption", everybody, "asked_again", "interruptions"),
        _share_of("Requests not taken for an answer", everybody.heard, HEARD, counts.get("interruptions", 0)),
        _none("Answers lost", counts, "answers_lost", of="answers_said"),
        _at_most("Answers taken for a command", everybody, "answers_taken_for_commands", "answers_said", TAKEN),
        _none("Answers stored twice", counts, "double_answers"),
        _all("Corrections kept", everybody, "corrections_kept", "corrections"),
        _all("Lines of the summary as they were answered", everybody, "summary_lines_right", "summary_lines"),
        _none("Summaries with a line wrong or missing", counts, "summary_wrong"),
        _none("Caps of probes broken", counts, "caps_broken"),
        _share_of(
            "Probes that were due (precision)", everybody.precision, PRECISION, counts.get("probes_due_asked", 0)
        ),
        _share_of(
            "Due probes that were asked (recall)",
            everybody.share("probes_due_asked", "probes_due"),
            RECALL,
            counts.get("probes_due", 0),
        ),
        _all("A flag for every disclosure", everybody, "disclosures_flagged", "disclosures"),
        _none("Disclosures stored as an answer", counts, "disclosures_stored"),
        _at_most("Answers taken for a disclosure", everybody, "false_alarms", "answers_said", FALSE_ALARMS),
        _gap("Languages apart in completion", [group.completion for group in groups], GAP_COMPLETED),
        _gap(
            "Languages apart in due probes asked",
            [g.share("probes_due_asked", "probes_due") for g in groups if g.counts.get("probes_due", 0) >= ENOUGH],
            GAP_PROBES,
        ),
    )


def _none(name: str, counts: Mapping[str, int], what: str, *, of: str = "") -> Promise:
    found = f"{counts.get(what, 0)} of {counts.get(of, 0)}" if of else str(counts.get(what, 0))
    return Promise(name, found, "0", counts.get(what, 0) == 0)


def _all(name: str, group: Group, part: str, whole: str) -> Promise:
    got, of = group.counts.get(part, 0), group.counts.get(whole, 0)
    return Promise(name, f"{got} of {of}", "all", got == of)


def _at_most(name: str, group: Group, part: str, whole: str, most: float) -> Promise:
    got, of = group.counts.get(part, 0), group.counts.get(whole, 0)
    return Promise(name, f"{got} of {of}", f"at most {most:.0%}", got <= most * of)


def _share_of(name: str, share: float, least: float, cases: int) -> Promise:
    """Return a promise of a share; only of everybody does a handful of cases already break it."""
    kept = share >= least or (least < 1 and cases < ENOUGH)
    return Promise(name, f"{share:.1%} of {cases}", f"at least {least:.0%}", kept)


def _gap(name: str, shares: list[float], most: float) -> Promise:
    gap = max(shares) - min(shares) if shares else 0.0
    return Promise(name, f"{gap:.1%}", f"at most {most:.0%}", gap <= most)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
