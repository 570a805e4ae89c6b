"""What a turn notes for itself is what the database says: nothing that is read once is out of date later in the turn."""

from typing import Any

import pytest
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select
from talk import Talk, load, play
from test_transcripts import RESTARTED

from bot import hearing, rasa_sooner, turn
from bot import interview as iv
from bot.conversation.talk import Talk as Conversation
from bot.guide import Guide, Question
from bot.speaking import speak
from bot.store import read, tables


def _agrees(talk: Conversation) -> None:
    """Compare answers, and what comes next, with what is read anew; the order of the answers too."""
    if talk.interview is None or talk.gone:
        return
    stored = read.answers(talk.session, talk.interview.id)
    assert list(talk.answers.items()) == list(stored.items())
    assert talk.next_place() == iv.next_place(talk.guide, talk.world.frame, stored, talk.progress)


@pytest.mark.parametrize("path", RESTARTED, ids=lambda path: path.stem)
def test_at_the_end_of_a_turn_it_knows_what_is_stored_and_rasa_decided_as_it_would_anew(
    path: Any, world: Any, engine: Any, database: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared, mistaken = [], []

    def decides(processor: Any, tracker: Any) -> Any:
        if tracker.followup_action:
            return rasa_sooner._decide(processor, tracker)
        remembered, anew = rasa_sooner._remembered_decision(processor, tracker), rasa_sooner._decide(processor, tracker)
        if _told(remembered) != _told(anew):
            mistaken.append((remembered, anew))
        return remembered

    def speaks(talk: Conversation, **how: Any) -> None:
        talk.session.flush()
        _agrees(talk)
        compared.append(talk)
        speak(talk, **how)

    monkeypatch.setattr(turn, "speak", speaks)
    monkeypatch.setattr(MessageProcessor, "_predict_next_with_tracker", decides)
    transcript = load(path)
    play(Talk(world, engine, database, hint=transcript.get("language", "nl")), transcript)
    assert compared
    assert mistaken == []


def _told(prediction: Any) -> tuple[Any, ...]:
    """Return what follows from a decision of Rasa's."""
    happens = [(type(event), {**event.as_dict(), "timestamp": 0, "metadata": {}}) for event in prediction.events]
    return prediction.max_confidence_index, prediction.policy_name, prediction.hide_rule_turn, happens


@pytest.mark.parametrize(
    "event", [UserUttered("ik heet Fatima", {"name": "answer", "confidence": 1.0}), SlotSet("answer", ["Fatima"])]
)
def test_what_somebody_said_is_no_part_of_what_is_remembered(event: Any) -> None:
    tracker = DialogueStateTracker.from_events("-", [event])
    assert rasa_sooner._what_happened(tracker) is None


def test_an_answer_changes_what_comes_next_within_the_turn(world: Any, database: Any) -> None:
    talk = _in_an_interview(world)
    first = talk.next_place()
    talk.keep_answer(first.question, first.item, iv.Given("yes"))
    assert talk.next_place() != first


def test_a_message_finds_in_the_database_what_the_one_before_it_in_the_same_breath_changed(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, hears = [], hearing.hear

    async def looks(conversation: Conversation, *given: Any) -> str:
        asked = select(tables.Participant.__table__.c.aside).where(tables.Participant.id == talk.me)
        found.append(conversation.session.execute(asked).scalar_one())
        return await hears(conversation, *given)

    monkeypatch.setattr(hearing, "hear", looks)
    talk.says("/start", "/language", "/help")
    assert found[-1]["question"] == "which_language"


def test_the_questions_of_one_list_stand_together(world: Any) -> None:
    keys = [[question.key for question in group] for group in _guide("a", "b/names", "c/names", "d", "e/names").groups]
    assert keys == [["a"], ["b", "c"], ["d"], ["e"]]


def test_a_key_that_no_question_has_is_an_error() -> None:
    with pytest.raises(KeyError):
        _guide("a").question("b")


def _in_an_interview(world: Any) -> Conversation:
    talk = object.__new__(Conversation)
    talk.world, talk.guide, talk.progress, talk.answers = world, _guide("a", "b"), iv.Progress(), {}
    talk._found_next = None
    return talk


def _guide(*keys: str) -> Guide:
    return Guide(
        key="some",
        title={},
        role="stakeholder",
        minutes=1,
        minutes_short=None,
        opening=(),
        closing=(),
        purpose={},
        questions=tuple(_question(*key.split("/")) for key in keys),
        edition="",
    )


def _question(key: str, names: str | None = None) -> Question:
    return Question(key=key, kind="text", text={}, goal="", explain={}, for_each=names)
