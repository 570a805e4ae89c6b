"""What a checked line becomes in the tables, and whether it is there already."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.guide import Guide
from bot.guide_check import FRAME_FOLDER
from bot.guide_file import _frame_questions
from bot.guide_stored import as_stored, from_stored
from bot.interview import Progress
from bot.store import tables
from bot.store.bring_in_check import Asked, Wrong, check_answer, question_of
from bot.store.vault import Vault

Row = dict[str, Any]
LEFT_OUT: Row = {}
"""What a line becomes that is about somebody who was erased here."""


@dataclass
class Keeper:
    """Remembers what is in the store, and what this folder has brought so far."""

    session: Session
    guides: Mapping[str, Guide]
    now: datetime
    vault: Vault
    languages: dict[str, str] = field(default_factory=dict)
    """Of every participant."""
    interviews: dict[str, Asked] = field(default_factory=dict)
    """By their number in the folder."""
    seen: set[str] = field(default_factory=set)
    """The participants of this folder."""
    erased: set[str] = field(default_factory=set)
    """Those of this folder who were erased here."""
    interviews_of_erased: set[str] = field(default_factory=set)
    """By their number in the folder."""
    said: dict[str, set[Any]] = field(default_factory=dict)
    """What a file, or the store, says already; by file."""

    def __post_init__(self) -> None:
        read = self.session.execute
        stored = {row.edition: from_stored(row.content) for row in read(select(tables.GuideEdition)).scalars()}
        self._kept = set(stored)
        self.editions = stored | {guide.edition: guide for guide in self.guides.values()}
        self.frame = frozenset(key for path in FRAME_FOLDER.glob("*.yml") for key in _frame_questions(path))
        self.languages |= dict(read(select(tables.Participant.id, tables.Participant.language)).all())
        place = select(tables.Interview.participant, tables.Interview.guide, tables.Interview.started_at)
        self.places = {tuple(row[:3]): row.id for row in read(place.add_columns(tables.Interview.id))}
        self._marks = set(read(select(tables.Erased.mark)).scalars())
        self.last = max(self.places.values(), default=0)

    def was_erased(self, name: str) -> bool:
        """Return whether somebody of this pseudonym was erased here, and remember it."""
        if name not in self.erased and (not self._marks or self.vault.mark_of_erased(name) not in self._marks):
            return False
        self.erased.add(name)
        return True

    def first(self, name: str, place: Any) -> bool:
        """Return whether nothing has said this before."""
        said = self.said.setdefault(name, set())
        new = place not in said
        said.add(place)
        return new

    def refused(self, name: str) -> None:
        """Forget what a refused file brought: those that refer to it then say so."""
        if name == "participants":
            self.languages = dict(
                self.session.execute(select(tables.Participant.id, tables.Participant.language)).all()
            )
            self.seen.clear()
        if name == "interviews":
            self.interviews.clear()

    def keep_edition(self, guide: Guide) -> None:
        """Keep the text of an edition that is asked for the first time."""
        if guide.edition not in self._kept:
            self._kept.add(guide.edition)
            self.session.add(tables.GuideEdition(edition=guide.edition, guide=guide.key, content=as_stored(guide)))
            self.session.flush()

    def asked(self, row: Row) -> "Asked":
        """Return the interview of this folder that a line belongs to."""
        found = self.interviews.get(str(row["interview"]))
        if found is None:
            raise Wrong(f"there is no interview '{row['interview']}' in interviews.jsonl.")
        return found


def _participant(keeper: Keeper, row: Row) -> Row | None:
    name = row["participant"]
    if not keeper.first("participants", name):
        raise Wrong(f"the participant '{name}' stands in this file twice.")
    if keeper.was_erased(name):
        return LEFT_OUT
    keeper.seen.add(name)
    if name in keeper.languages:
        return None
    keeper.languages[name] = row["language"]
    fields = ("role", "language", "organisation", "organisation_type", "region", "partnership", "age_band")
    return {
        "id": name,
        **{one: row[one] for one in fields},
        "status": "active",
        "wrong_codes": 0,
        "created_at": keeper.now,
    }


def _known_participant(keeper: Keeper, row: Row) -> str:
    name = str(row["participant"])
    if name not in keeper.languages:
        raise Wrong(f"there is no participant '{name}' in participants.jsonl.")
    return name


def _consent(keeper: Keeper, row: Row) -> Row | None:
    if keeper.was_erased(str(row["participant"])):
        return LEFT_OUT
    name = _known_participant(keeper, row)
    if "consents" not in keeper.said:
        asked = select(tables.Consent.participant, tables.Consent.scope, tables.Consent.at, tables.Consent.given)
        keeper.said["consents"] = {tuple(one) for one in keeper.session.execute(asked)}
    if not keeper.first("consents", (name, row["scope"], _utc(row["at"]), row["given"])):
        return None
    language = row["language"] or keeper.languages[name]
    return {**row, "edition": row["edition"] or "import", "language": language}


def _interview(keeper: Keeper, row: Row) -> Row | None:
    label = str(row["interview"])
    if keeper.was_erased(str(row["participant"])):
        keeper.interviews_of_erased.add(label)
        return LEFT_OUT
    name = _known_participant(keeper, row)
    if label in keeper.interviews:
        raise Wrong(f"the interview '{label}' stands in this file twice.")
    guide = keeper.guides.get(row["guide"])
    edition = row["edition"] or (guide.edition if guide else "import")
    if edition in keeper.editions:
        keeper.keep_edition(keeper.editions[edition])
    place = (name, row["guide"], _utc(row["started_at"]))
    known = keeper.places.get(place)
    number = known or keeper.last + 1
    if not keeper.first("interviews", place):
        raise Wrong("the same participant began another interview with this guide at the same moment.")
    language = row["language"] or keeper.languages[name]
    keeper.interviews[label] = Asked(
        number, row["guide"], edition, name, language, row["started_at"], new=known is None
    )
    if known is not None:
        return None
    keeper.last = number
    fields = ("participant", "guide", "round", "started_at", "ended_at", "status")
    made = {one: row[one] for one in fields}
    channel = row["channel"] or "import"
    return {**made, "id": number, "edition": edition, "channel": channel, "language": language, "progress": _PROGRESS}


_PROGRESS = Progress().as_stored()


def _answer(keeper: Keeper, row: Row) -> Row | None:
    if str(row["interview"]) in keeper.interviews_of_erased:
        return LEFT_OUT
    asked = keeper.asked(row)
    key = row["probe_of"] or row["question"]
    question = question_of(keeper.guides, keeper.editions, asked, key, keeper.frame)
    value = check_answer(row, question)
    place = (asked.number, row["question"], row["item"] or "", row["version"] or 1)
    if not keeper.first("answers", place):
        raise Wrong("this answer stands in this file twice, in the same version.")
    if not asked.new and _is_there(keeper, place, row, value):
        return None
    fields = ("question", "kind", "said", "missing", "probe_of", "probe_rule", "consent_edition", "parsed_by")
    wording = question.text.get(asked.language, "") if question and not row["probe_of"] else ""
    return {
        **{one: row[one] for one in fields},
        "interview": asked.number,
        "item": row["item"] or "",
        "value": value,
        "language": row["language"] or asked.language,
        "wording": row["wording"] or wording,
        "source": row["source"] or "import",
        "asked_at": row["asked_at"] or row["answered_at"] or asked.started_at,
        "answered_at": row["answered_at"] or row["asked_at"] or asked.started_at,
        "version": place[3],
        "current": row["current"] is not False,
    }


def _is_there(keeper: Keeper, place: tuple[Any, ...], row: Row, value: Any) -> bool:
    """Return whether the store holds this version of the answer; refuse one that says something else."""
    answer = tables.Answer
    where = (answer.interview, answer.question, answer.item, answer.version)
    asked = select(answer.said, answer.value, answer.missing).where(
        *(one == two for one, two in zip(where, place, strict=True))
    )
    found = keeper.session.execute(asked).one_or_none()
    if found is None:
        return False
    if tuple(found) != (row["said"], value, row["missing"]):
        raise Wrong("another answer is kept for this version; a correction has to be a new version.")
    return True


def _flag(keeper: Keeper, row: Row) -> Row | None:
    if str(row["interview"]) in keeper.interviews_of_erased:
        return LEFT_OUT
    asked = keeper.asked(row)
    if "flags" not in keeper.said:
        kept = select(tables.Flag.interview, tables.Flag.theme, tables.Flag.at)
        keeper.said["flags"] = {tuple(one) for one in keeper.session.execute(kept)}
    if not keeper.first("flags", (asked.number, row["theme"], _utc(row["at"]))):
        return None
    made = {"participant": asked.participant, "interview": asked.number, "rule": "import"}
    return made | {one: row[one] for one in ("theme", "at", "acknowledged_at")}


def _decision(keeper: Keeper, row: Row) -> Row | None:
    if "decisions" not in keeper.said:
        kept = select(tables.Decision.theme, tables.Decision.at)
        keeper.said["decisions"] = {tuple(one) for one in keeper.session.execute(kept)}
    if not keeper.first("decisions", (row["theme"], _utc(row["at"]))):
        return None
    return {**row, "told": row["told"] or 0}


def _utc(at: datetime) -> datetime:
    return at.astimezone(timezone.utc)


ROWS: dict[str, Callable[[Keeper, Row], Row | None]] = {
    "participants": _participant,
    "consents": _consent,
    "interviews": _interview,
    "answers": _answer,
    "flags": _flag,
    "decisions": _decision,
}
"""For each file: the row that a line becomes, or None when it is there already; raises Wrong."""
