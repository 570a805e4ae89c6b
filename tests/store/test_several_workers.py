"""Several programs on one PostgreSQL: a chat is one's at a time, and one of them leads."""

import pytest
from endurance import databases

from bot.leading import Leadership
from bot.store import mail
from bot.store.engine import open_engine, unit_of_work


@pytest.fixture(scope="module")
def programs():
    with databases.postgres_or_skip() as url:
        engines = open_engine(url), open_engine(url)
        yield engines
        for engine in engines:
            engine.dispose()


def test_a_chat_is_taken_by_one_worker_at_a_time(programs):
    with unit_of_work(programs[0]) as one, unit_of_work(programs[1]) as other:
        assert mail.lock_chat(one, "p_an")
        assert not mail.lock_chat(other, "p_an")
        assert mail.lock_chat(other, "p_piet")
    with unit_of_work(programs[1]) as later:
        assert mail.lock_chat(later, "p_an")


def test_of_two_programs_on_one_database_one_leads(programs):
    one, other = map(Leadership, programs)
    assert one._look()
    assert not other._look()
    one._let_go()
    assert other._look()
    other._let_go()
