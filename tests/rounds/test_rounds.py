"""Beginning conversations on a real database: nothing doubled, nothing at a bad hour, nothing after a no."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from bot.conversation import calling
from bot.store import rounds, tables
from bot.store.engine import unit_of_work


def test_an_invitation_asks_the_first_question_and_nothing_known(village):
    village.arrives("1")
    village.opens()
    [(chat, text)] = village.tick()
    assert chat == "1"
    assert "Hey! Ik ben het weer, de chatbot" in text
    assert "Hoe oud" not in text
    assert "zonder je naam?" not in text  # a no to quoting holds too
    [interview] = village.rows(tables.Interview)
    assert interview.round == "r1"


def test_it_is_five_of_the_eight_questions_and_the_person_can_answer(village):
    village.arrives("1")
    village.opens()
    village.tick()
    [interview] = village.rows(tables.Interview)
    assert len(interview.progress["rotation"]) == 5
    village.taps("1")
    assert len(village.rows(tables.Answer)) + len(village.rows(tables.Interview)[0].progress["open"]["picked"]) == 1


def test_nobody_is_written_to_twice(village):
    village.arrives("1")
    village.opens()
    assert len(village.tick()) == 1
    village.restarts()
    assert village.tick() == []
    village.now -= timedelta(hours=2)  # the clock is put back
    assert village.tick() == []


def test_a_kill_in_the_middle_leaves_nothing_and_the_next_run_writes_once(village, monkeypatch):
    village.arrives("1")
    village.opens()
    killed = calling.invite

    def kill(*given):
        killed(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(calling, "invite", kill)
        with pytest.raises(KeyboardInterrupt):
            village.rounds.tick()
    assert [len(village.rows(table)) for table in (tables.Outreach, tables.Interview, tables.Outbox)] == [0, 0, 0]
    assert len(village.tick()) == 1


def test_the_database_itself_refuses_a_second_message_of_a_kind(village):
    me = village.arrives("1")
    village.opens()
    village.tick()
    with pytest.raises(IntegrityError), unit_of_work(village.database) as session:
        rounds.note(session, me, "r1", "invite", village.now)


def test_another_worker_that_was_as_quick_doubles_nothing(village, monkeypatch):
    village.arrives("1")
    village.opens()
    village.tick()
    # a worker that still believes what it read before
    monkeypatch.setattr("bot.schedule.due_to", lambda *_: "invite")
    [(who, round_)] = village.rounds._due()
    assert village.rounds._write(who, round_) is False
    assert len(village.rows(tables.Interview)) == 1


def test_a_reminder_comes_once_with_the_open_question(village):
    village.arrives("1")
    village.opens()
    [(_, first)] = village.tick()
    question = first.rsplit("\n\n", 1)[-1]
    village.now += timedelta(days=5)
    [(_, text)] = village.tick()
    assert "staan nog open" in text
    assert question in text
    village.now += timedelta(days=5)
    assert village.tick() == []


def test_what_could_not_be_delivered_in_time_waits_for_the_morning(village):
    village.arrives("1")
    village.opens()
    village.now = datetime(2026, 10, 5, 19, 30, tzinfo=timezone.utc)  # 21:30
    village.rounds.tick()  # written, and Telegram is away
    village.now += timedelta(hours=1)
    assert village.tick() == []
    village.now = datetime(2026, 10, 6, 6, 1, tzinfo=timezone.utc)  # 08:01, school
    assert village.tick() == []
    village.now = datetime(2026, 10, 6, 14, 1, tzinfo=timezone.utc)
    assert len(village.tick()) == 1


def test_who_writes_at_night_gets_an_answer_at_once(village):
    village.arrives("1")
    village.opens()
    village.now = datetime(2026, 10, 5, 19, 30, tzinfo=timezone.utc)
    village.rounds.tick()
    village.now += timedelta(hours=2)
    village.tick()
    village.commands("1", "help")
    assert any("112" in out.text for _, _, out in village.heard)


def test_a_round_is_for_its_guide_and_its_partnership(village):
    village.arrives("1", role="stakeholder")
    village.arrives("2", partnership="Gent")
    village.arrives("3", partnership="Aalst")
    with unit_of_work(village.database) as session:
        now = village.now
        session.add(
            tables.Round(
                key="g", guide="youth_checkin", partnership="Gent", opened_at=now, closes_at=now + timedelta(days=9)
            )
        )
    assert [chat for chat, _ in village.tick()] == ["2"]


def test_a_check_in_begun_by_oneself_counts_for_the_open_round(village):
    village.arrives("1", invited_guide="youth_checkin")
    village.opens()
    village.commands("1", "start")
    assert village.rows(tables.Interview)[0].round == "r1"
    village.now += timedelta(hours=3)
    assert village.tick() == []


def _ten_answer(village, **values):
    people = [village.arrives(str(number), consents={"take_part": True, "contact": False}) for number in range(10, 20)]
    village.now += timedelta(minutes=3)
    for me in people:
        village.answers(me, **values)


def test_the_next_round_opens_with_what_was_done(village):
    _ten_answer(village, coach_button="fine")
    village.answers(village.arrives("1"), answer_back="yes")
    village.now += timedelta(days=1)
    decision = village.decides()
    village.now += timedelta(days=1)
    village.opens()
    [(chat, text)] = village.tick()
    assert chat == "1"
    assert text.index("11 mensen mee. Jullie zeiden: zei papers") < text.index("Hey! Ik ben het weer")
    assert "deed papers" in text
    assert [(row.id, row.told) for row in village.rows(tables.Decision)] == [(decision, 1)]


@pytest.mark.parametrize("people", [8, 9])
def test_it_is_told_only_where_ten_answered(village, people):
    for number in range(10, 10 + people - 1):
        village.answers(village.arrives(str(number)), coach_button="fine")
    village.answers(village.arrives("1"), answer_back="yes")
    village.now += timedelta(days=1)
    village.decides()
    village.now += timedelta(days=1)
    village.opens()
    assert all("Jullie zeiden" not in text for _, text in village.tick())


def test_who_did_not_ask_to_hear_is_not_told(village):
    _ten_answer(village, answer_back="no")
    village.answers(village.arrives("1"), answer_back="no")
    village.now += timedelta(days=1)
    village.decides()
    village.now += timedelta(days=1)
    village.opens()
    assert all("Jullie zeiden" not in text for _, text in village.tick())


def test_who_refused_messages_and_then_asked_to_hear_gets_that_one_message(village):
    _ten_answer(village, answer_back="yes")
    village.now += timedelta(days=1)
    village.decides()
    village.now += timedelta(days=1)
    village.opens()
    heard = village.tick()
    assert len(heard) == 10
    assert all("Je vroeg om te horen" in text and "zei papers" in text for _, text in heard)
    assert village.rows(tables.Decision)[0].told == 10
    village.now += timedelta(days=3)
    assert village.tick() == []


def test_a_no_to_messages_after_asking_to_hear_ends_it(village):
    from bot.store import write

    _ten_answer(village, answer_back="yes")
    village.now += timedelta(days=1)
    with unit_of_work(village.database) as session:
        person = session.get(tables.Participant, village.who("10"))
        write.record_consent(session, person, "contact", given=False, edition="withdrawn", now=village.now)
    village.decides()
    village.now += timedelta(days=1)
    village.opens()
    assert "10" not in [chat for chat, _ in village.tick()]


def test_a_decision_is_told_once_over_all_rounds(village):
    _ten_answer(village, answer_back="yes")
    village.now += timedelta(days=1)
    village.decides()
    for number in range(2):
        village.now += timedelta(days=40)
        village.now = village.now.replace(hour=15)
        village.opens(key=f"r{number}")
        village.tick()
    told = [chat for _, chat, out in village.heard if "zei papers" in out.text]
    assert len(told) == len(set(told)) == 10


def test_who_heard_what_was_done_is_asked_again_without_it(village):
    _ten_answer(village, coach_button="fine")
    village.answers(village.arrives("1"), answer_back="yes")
    village.now += timedelta(days=1)
    village.decides()
    heard = []
    for number in range(2):
        village.now = (village.now + timedelta(days=40)).replace(hour=15)
        village.opens(key=f"r{number}")
        heard += village.tick()
    assert [(chat, "zei papers" in text) for chat, text in heard] == [("1", True), ("1", False)]


def test_a_decision_for_one_guide_is_not_told_to_those_of_another(village):
    _ten_answer(village, answer_back="yes")
    village.now += timedelta(days=1)
    village.decides(guide="stakeholder")
    village.now += timedelta(days=1)
    village.opens()
    assert village.tick() == []


def test_a_rhythm_opens_rounds_in_the_running_bot(village):
    from datetime import date

    from bot.rhythm import Series

    series = (Series("youth_checkin", date(2026, 10, 5), 14, 10),)
    village.rounds.world = replace(village.world, rhythm=replace(village.world.rhythm, series=series))
    village.arrives("1")
    assert len(village.tick()) == 1
    assert [row.key for row in village.rows(tables.Round)] == ["youth_checkin-2026-10-05"]
