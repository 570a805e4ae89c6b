"""Settling: an answer that was understood is kept with its passport, and decides what follows it."""

from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from bot import interview as iv
from bot.conversation import opening
from bot.conversation.asking import close_open, open_now
from bot.conversation.labels import probe_wording
from bot.conversation.summary import where
from bot.conversation.talk import Talk
from bot.guide import Guide, Question, Value
from bot.personal_data import has_personal_data, looks_like_a_person
from bot.probing import Probe, Probed, choose_probe, probes_for_later
from bot.reply import Understood, read_reply
from bot.store import read, write


def settle(talk: Talk, question: Question, reply: Understood) -> None:
    """Keep an answer that was understood, and decide whether one probe follows."""
    opened = open_now(talk)
    if opened.place.part == "opening":
        opening.settle(talk, question, reply)
        return
    corrects = (opened.place.question, opened.place.item) in talk.answers
    keep(talk, question, said=reply.said, value=reply.value)
    _note_about_person(talk, question, reply)
    if talk.tapped is not None:
        close_open(talk)
    else:
        probe_or_go_on(talk, question, reply.said, corrects=corrects)


def probe_or_go_on(talk: Talk, question: Question, said: str, *, corrects: bool) -> None:
    """Ask the one probe that fits what was said, or leave the question behind.

    Who puts something right at the end, in the check, is not asked more about it.
    """
    probe = None if corrects and not _still_asking(talk) else _probe(talk, question, said)
    if probe is None:
        close_open(talk)
    else:
        _open_probe(talk, question, probe)


def _still_asking(talk: Talk) -> bool:
    """Return whether questions of the guide itself are still to come."""
    place = talk.next_place()
    return place is not None and place.part == "guide"


def _note_about_person(talk: Talk, question: Question, reply: Understood) -> None:
    """Carry the answers that describe the organisation over to the participant."""
    if question.serves in ("organisation_type", "region") and reply.value is not None:
        value = reply.value[0] if isinstance(reply.value, list) and reply.value else reply.value
        setattr(talk.participant, question.serves, str(value))
    if question.serves == "organisation":
        talk.participant.organisation = reply.said


def keep(talk: Talk, question: Question, *, said: str | None, value: Value, missing: str | None = None) -> None:
    """Write one answer with its passport."""
    opened = open_now(talk)
    probe = opened.probe
    write.record_answer(
        talk.session,
        interview=talk.interview.id,
        question=opened.place.question if probe is None else f"{opened.place.question}_probe_{probe['number']}",
        item=opened.place.item,
        kind="text" if probe else question.kind,
        said=said,
        value=value,
        missing=missing,
        language=talk.language,
        probe_of=opened.place.question if probe else None,
        probe_rule=probe["rule"] if probe else None,
        wording=opened.wording,
        source="button" if talk.tapped is not None else "text",
        parsed_by=talk.model,
        consent_edition=read.consent_edition(talk.session, talk.participant.id),
        message=talk.incoming.message_id if talk.tapped is None else None,
        asked_at=datetime.fromisoformat(opened.asked_at),
        answered_at=talk.now,
    )
    if probe is None:
        talk.keep_answer(opened.place.question, opened.place.item, iv.Given(value, said, missing))


def _probe(talk: Talk, question: Question, said: str) -> Probe | None:
    """Return the probe that fits what was said, within the caps, or None."""
    opened, guide = open_now(talk), cast("Guide", talk.guide)
    if opened.place.part != "guide":
        return None
    progress = talk.progress
    fired = progress.probed.get(where(opened.place), ())
    before = len(progress.probed.get(_text_before(guide, question), ()))
    later = probes_for_later(guide, question)
    probed = Probed(progress.probes, fired, progress.families, before, progress.in_vain, later)
    first = guide.questions[0].key == question.key
    return choose_probe(
        question,
        said,
        talk.language,
        probed,
        first=first,
        guide_cap=guide.probes_in_all,
        is_private=has_personal_data,
    )


def _open_probe(talk: Talk, question: Question, probe: Probe) -> None:
    opened = open_now(talk)
    at = where(opened.place)
    before = talk.progress.probed.get(at, ())
    mark = {
        "rule": probe.rule,
        "family": probe.family,
        "number": len(before) + 1,
        "response": probe.response,
        "variation": probe.variation,
        "params": dict(probe.params),
    }
    wording = probe_wording(talk, question, mark)
    progress = replace(
        talk.progress,
        probes=talk.progress.probes + 1,
        probed={**talk.progress.probed, at: (*before, probe.rule)},
        marks={**talk.progress.marks, at: (*talk.progress.marks.get(at, ()), mark)},
        families=(*talk.progress.families, probe.family),
    )
    talk.keep_progress(iv.opened(progress, opened.place, wording, talk.now.isoformat(), probe=mark))


def _text_before(guide: Guide, question: Question) -> str:
    """Return the open question that stands before this one in the guide; "" where there is none."""
    keys = [one.key for one in guide.questions if one.kind == "text"]
    at = keys.index(question.key) if question.key in keys else 0
    return keys[at - 1] if at else ""


def revise(talk: Talk, row: Any) -> None:
    """Add a version to an answer given earlier, from what it was edited to or from a reply to its question."""
    question = _question_of(talk, row)
    if question is None:
        talk.say("utter_edit_not_found")
        talk.silent = True
        return
    reply = read_reply(question, talk.text, talk.language, is_person=looks_like_a_person)
    talk.silent = True
    if not isinstance(reply, Understood):
        talk.say("utter_edit_unclear")
        return
    columns = {name: getattr(row, name) for name in _PASSPORT}
    columns |= {"said": reply.said, "value": reply.value, "missing": None, "source": "text"}
    write.record_answer(talk.session, **columns, message=talk.incoming.message_id, answered_at=talk.now)
    if row.probe_of is None:
        talk.keep_answer(row.question, row.item, iv.Given(reply.value, reply.said))
    _note_about_person(talk, question, reply)
    talk.say("utter_edited")


def _question_of(talk: Talk, row: Any) -> Question | None:
    """Return the question that an answer was given to; a probe is one in one's own words. None: it is no more."""
    key = row.probe_of or row.question
    parts = (talk.world.frame["check"], talk.world.frame["closing"])
    asked = {question.key: question for question in cast("Guide", talk.guide).questions}
    question = next((part[key] for part in (asked, *parts) if key in part), None)
    return replace(question, kind="text", choices=()) if question is not None and row.probe_of else question


_PASSPORT = (
    "interview",
    "question",
    "item",
    "kind",
    "language",
    "probe_of",
    "probe_rule",
    "wording",
    "parsed_by",
    "consent_edition",
    "asked_at",
)
"""What a revised answer keeps of the version before it."""
