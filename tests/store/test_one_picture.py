"""Whoever reads sees one moment, also when people answer while an export is being written."""

from datetime import timezone
from functools import partial

import pytest
from endurance import databases
from sqlalchemy import select, text
from village import Village

from bot.store import study
from bot.store.engine import open_engine, reading
from bot.store.tables import Answer


@pytest.fixture(params=["sqlite", "postgresql"])
def village(request, world, database):
    if request.param == "sqlite":
        yield Village(world, database)
        return
    with databases.postgres_or_skip() as url:
        server = open_engine(url)
        yield Village(world, server)
        server.dispose()


def test_an_export_is_of_one_moment_while_people_answer(village):
    village.answers(village.arrives("1"), coach_button="fine")
    with reading(village.database) as session:
        rows = partial(study.rows, session)
        people = list(rows("participants"))
        village.answers(village.arrives("2"), coach_button="fine")  # in the middle of it
        assert len(people) == len(list(rows("interviews"))) == len(list(rows("answers"))) == 1
    with reading(village.database) as session:
        assert len(list(study.rows(session, "answers"))) == 2


def test_moments_are_told_in_utc_as_they_are_stored(village):
    village.answers(village.arrives("1"), coach_button="fine")
    with reading(village.database) as session:
        if village.database.dialect.name == "postgresql":
            session.execute(text("SET TIME ZONE 'Europe/Brussels'"))
        (told,) = study.rows(session, "answers")
        stored = session.execute(select(Answer.asked_at, Answer.answered_at)).one()
    for moment, name in zip(stored, ("asked_at", "answered_at"), strict=True):
        assert told[name] == moment.astimezone(timezone.utc).isoformat()
        assert told[name].endswith("+00:00")
