"""Staff's side: rounds, decide, erase, retain, doctor, db."""

from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from bot import doctor
from bot.cli import operations, rights, rounds
from bot.cli.fault import Fault
from bot.settings import Settings
from bot.store import tables
from bot.store.engine import reading
from bot.turn import utc_now

SAYS = ["--you-said-nl", "papieren", "--you-said-en", "papers", "--you-said-fr", "papiers"]
DID = ["--we-did-nl", "hulp", "--we-did-en", "help", "--we-did-fr", "aide"]


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """A set-up of its own: database, key, no token."""
    (tmp_path / "data").mkdir()
    chosen = Settings(
        _env_file=None,
        meespraak_database_url=f"sqlite:///{tmp_path / 'data' / 'm.db'}",
        meespraak_key_file=tmp_path / "key" / "key",
        meespraak_contact="An",
        telegram_bot_token=None,
    )
    for place in ("bot.settings.settings", "bot.cli.store.settings", "bot.cli.operations.settings"):
        monkeypatch.setattr(place, lambda: chosen)
    return chosen


@pytest.fixture
def run(chosen):
    app = typer.Typer()
    for part in (rounds, rights, operations):
        part.add_to(app)

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


@pytest.fixture
def village(run, chosen, world):
    from village import Village

    from bot.store.engine import open_engine

    assert run("db", "upgrade").exit_code == 0
    return Village(world, open_engine(chosen.meespraak_database_url))


@pytest.fixture
def confirmed(monkeypatch):
    """A day on which every helpline was confirmed lately."""
    from bot.safeguarding import all_helplines

    first = min(line.checked_on for line in all_helplines().values())
    day = datetime(first.year, first.month, first.day, 12, tzinfo=timezone.utc)
    monkeypatch.setattr("bot.turn.utc_now", lambda: day)


def code(result: Result) -> int:
    return result.exception.code if isinstance(result.exception, Fault) else result.exit_code


def test_a_round_is_opened_listed_and_closed(run):
    opened = run("rounds", "open", "--guide", "youth_checkin", "--closes", "10d")
    key = opened.output.split()[1]
    assert key.startswith("youth_checkin-")
    assert key in run("rounds", "list").output
    assert code(run("rounds", "open", "--guide", "youth_checkin")) == 1  # one at a time
    assert run("rounds", "close", key).exit_code == 0
    assert "closed" in run("rounds", "list").output


@pytest.mark.parametrize(
    "words",
    [
        ("rounds", "open", "--guide", "nope"),
        ("rounds", "open", "--guide", "youth_checkin", "--closes", "soon"),
        ("rounds", "close", "nope"),
        ("decide", "--theme", "papers", *SAYS, *DID[:-2]),
        ("decide", *SAYS, *DID),
        ("decide", "--file", "/nowhere.yml"),
        ("erase", "p_nobody"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(run, words):
    result = run(*words)
    assert code(result) == 2
    assert str(result.exception).endswith((".", "w."))


def test_a_decision_is_kept_in_three_languages(run, chosen, village):
    assert run("decide", "--theme", "papers", *SAYS, *DID).exit_code == 0
    [row] = village.rows(tables.Decision)
    assert row.you_said == {"nl": "papieren", "en": "papers", "fr": "papiers"}
    assert row.told == 0


def test_a_decision_can_come_from_a_file(run, tmp_path, village):
    file = tmp_path / "d.yml"
    texts = "{nl: a, en: b, fr: c}"
    file.write_text(f"theme: papers\nguide: youth_checkin\nyou_said: {texts}\nwe_did: {texts}\n", encoding="utf-8")
    assert run("decide", "--file", str(file)).exit_code == 0
    file.write_text("theme: papers\nyou_said: {nl: a, en: b}\n", encoding="utf-8")
    refused = run("decide", "--file", str(file))
    assert code(refused) == 2
    assert "fr" in str(refused.exception)
    assert len(village.rows(tables.Decision)) == 1


def test_erase_leaves_nothing_but_an_audit_line(run, village):
    me = village.arrives("1", organisation="mrkorganisation")
    assert run("erase", me, "--reason", "asked by post").exit_code == 0
    folder = Path(village.database.url.database).parent
    files = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"mrkorganisation" not in files
    assert me.encode() not in files
    [entry] = village.rows(tables.Audit)
    assert (entry.act, entry.reason) == ("erase", "asked by post")
    assert entry.what.startswith(me[:8])


def test_retain_says_when_there_is_nothing_to_do(run):
    assert "Nothing is past its date." in run("retain").output


def test_the_doctor_finds_a_good_set_up_fit(run, confirmed):
    run("db", "upgrade")
    result = run("doctor")
    assert "Fit for young people: yes." in result.output
    assert "today's tables, writable" in " ".join(result.output.split())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"meespraak_contact": ""}, "no contact person is set"),
        ({"meespraak_key_file": "data/key"}, "the key lies with the data"),
    ],
)
def test_the_doctor_refuses_young_people(run, chosen, confirmed, tmp_path, monkeypatch, change, reason):
    change = {name: tmp_path / value if name.endswith("file") else value for name, value in change.items()}
    monkeypatch.setattr("bot.cli.operations.settings", lambda: chosen.model_copy(update=change))
    result = run("doctor")
    assert f"Fit for young people: no, because {reason}." in result.output
    assert code(result) == 1


def test_the_doctor_refuses_helplines_past_their_date(chosen):
    late = utc_now().replace(year=2028)
    reasons = doctor.unfit_for_young_people(doctor.examine(chosen, late))
    assert any("helplines were not confirmed in the last 90 days" in reason for reason in reasons)


def test_the_doctor_sees_a_key_that_others_can_read(run, chosen):
    run("db", "upgrade")
    chosen.meespraak_key_file.chmod(0o644)
    found = {check.what: check for check in doctor.examine(chosen, utc_now())}
    assert found["key"].state == "bad"
    assert "chmod 600" in found["key"].sentence


def test_the_doctor_changes_nothing(chosen):
    doctor.examine(chosen, utc_now())
    assert not chosen.meespraak_key_file.exists()
    assert list(Path(chosen.meespraak_database_url.removeprefix("sqlite:///")).parent.iterdir()) == []


def test_the_doctor_finds_a_database_that_cannot_be_written(run, chosen):
    run("db", "upgrade")
    from bot.store.engine import open_engine

    holder = open_engine(chosen.meespraak_database_url).connect()
    holder.exec_driver_sql("SELECT 1")  # a unit of work that is not finished
    found = {check.what: check for check in doctor.examine(chosen, utc_now())}
    holder.close()
    assert found["database"].state == "bad"


def test_school_holidays_are_known_for_the_coming_year(world):
    assert max(end for _, end in world.rhythm.holidays) >= date(2028, 8, 31)


def test_reading_the_trail_proves_what_staff_did(run, village):
    from bot.store import audit, audit_trail

    run("decide", "--theme", "papers", *SAYS, *DID)
    run("rounds", "open", "--guide", "youth_checkin")
    with reading(village.database) as session:
        entries = audit_trail.trail(session)
    assert [entry.act for entry in entries] == ["decide", "rounds open"]
    assert audit.verify(entries) is None
