"""What coaches ask and find comes back to staff: questions without names, ratings in `status`, the digest by hand."""

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import coaches, operations, staff
from bot.cli.fault import Fault
from bot.settings import Settings
from bot.store import coaching, digests, tables
from bot.store.engine import open_engine, reading, unit_of_work


@pytest.fixture
def run(tmp_path, monkeypatch):
    chosen = Settings(
        _env_file=None,
        meespraak_database_url=f"sqlite:///{tmp_path / 'm.db'}",
        meespraak_key_file=tmp_path / "key",
        telegram_bot_token=None,
    )
    for place in ("bot.settings.settings", "bot.cli.store.settings"):
        monkeypatch.setattr(place, lambda: chosen)
    app = typer.Typer()
    for part in (staff, coaches, operations):
        part.add_to(app)

    def run(*words: str):
        return CliRunner().invoke(app, list(words))

    return run


@pytest.fixture
def village(run, tmp_path, world):
    from village import Village

    assert run("db", "upgrade").exit_code == 0
    village = Village(world, open_engine(f"sqlite:///{tmp_path / 'm.db'}"))
    me = village.arrives("7", role="coach", age_band=None, consents={})
    with unit_of_work(village.database) as session:
        person = session.get(tables.Participant, me)
        for _ in range(2):
            coaching.keep_question(session, person, "hoe huur ik een zaal\nin [plaats]?", village.now)
        coaching.rate(session, person, "money", useful=True, now=village.now)
        coaching.rate(session, person, "money", useful=False, now=village.now)
        coaching.say_missing(session, me, "money", "een voorbeeld")
    return village


def test_a_question_is_shown_once_until_the_editors_are_done_with_it(run, village):
    said = run("questions", "list").stdout
    assert said.count("hoe huur ik een zaal in [plaats]?") == 1
    assert "missed in money\teen voorbeeld" in said
    assert run("questions", "done", "1").exit_code == 0
    assert "zaal" not in run("questions", "list").stdout
    assert "done\thoe huur" in run("questions", "list", "--all").stdout
    assert isinstance(run("questions", "done", "99").exception, Fault)


def test_every_view_stands_in_the_audit_trail_without_the_words(run, village):
    run("questions", "list")
    with reading(village.database) as session:
        trail = [(row.act, row.what) for row in session.query(tables.Audit)]
    assert trail == [("questions list", "1 questions 1 missed")]


def test_status_has_the_ratings_and_how_many_questions_wait(run, village):
    said = run("status").stdout
    assert "guide money: 0 found it useful, 1 did not" in said
    assert "questions the guide does not answer: 1" in said


def test_a_coach_is_invited_without_a_guide_and_nobody_else_is(run, village):
    assert run("invite", "--role", "coach", "--partnership", "Noord", "--bot", "b").stdout.startswith("code")
    assert isinstance(run("invite", "--bot", "b").exception, Fault)
    assert isinstance(run("invite", "--role", "boss", "--bot", "b").exception, Fault)


def test_the_digest_is_kept_in_place_of_the_one_before(run, village):
    for _ in range(2):
        assert "evidence 0   tips 0" in run("digest").stdout
    with reading(village.database) as session:
        assert digests.newest(session).content == {"evidence": {}, "tips": [], "tips_of": {}}
    assert len(village.rows(tables.Digest)) == 1
