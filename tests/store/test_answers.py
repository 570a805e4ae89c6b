"""What was said before a correction stays."""

from bot.store import tables, write
from bot.store.engine import unit_of_work


def test_a_correction_is_a_new_version_and_the_old_one_stays(village):
    number = village.answers(village.arrives("1"), coach_button="fine")
    about = {"kind": "one", "language": "nl", "wording": "?", "source": "button"}
    with unit_of_work(village.database) as session:
        write.record_answer(
            session,
            interview=number,
            question="coach_button",
            value="more",
            asked_at=village.now,
            answered_at=village.now,
            **about,
        )
    kept = [(row.value, row.version, row.current) for row in village.rows(tables.Answer)]
    assert kept == [("fine", 1, False), ("more", 2, True)]
