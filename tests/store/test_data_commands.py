"""`import`, `export` and `report` as staff run them, on a database of their own."""

import json
from datetime import datetime, timezone

import pytest
from typer.testing import CliRunner

from bot.cli.fault import Fault

PERSON = {"participant": "paper_1", "role": "stakeholder", "language": "nl", "organisation": "Huis Noord"}
CONSENT = {"participant": "paper_1", "scope": "take_part", "given": True, "at": "2026-11-01T10:00:00+01:00"}
INTERVIEW = {
    "interview": 1,
    "participant": "paper_1",
    "guide": "stakeholder",
    "started_at": "2026-11-01T10:00:00+01:00",
    "status": "completed",
}
TOLD = {"interview": 1, "question": "cooperation_went_well", "kind": "text", "said": "Bel mij op 0478 12 34 56."}


@pytest.fixture
def staff(tmp_path, monkeypatch):
    """Run a command, and return what it printed."""
    import typer

    from bot.cli import agreements, data
    from bot.settings import settings

    monkeypatch.setenv("MEESPRAAK_DATABASE_URL", f"sqlite:///{tmp_path / 'm.db'}")
    monkeypatch.setenv("MEESPRAAK_KEY_FILE", str(tmp_path / "keys" / "key"))
    settings.cache_clear()
    app = typer.Typer(pretty_exceptions_enable=False)
    data.add_to(app)
    agreements.add_to(app)

    def run(*words):
        done = CliRunner().invoke(app, [str(word) for word in words])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.output

    yield run
    settings.cache_clear()


@pytest.fixture
def folder(tmp_path):
    """A study of one person, on paper."""
    made = tmp_path / "paper"
    made.mkdir()
    study = {"participants": PERSON, "consents": CONSENT, "interviews": INTERVIEW, "answers": TOLD}
    for name, row in study.items():
        (made / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return made


def said(path):
    return [json.loads(line)["said"] for line in (path / "answers.jsonl").read_text("utf-8").splitlines()]


def test_answers_on_paper_come_out_masked_and_raw_only_with_a_reason(staff, folder, tmp_path):
    assert "answers\t1 added" in staff("import", folder)
    staff("export", "--out", tmp_path / "shared", "--format", "jsonl,csv")
    assert said(tmp_path / "shared") == ["Bel mij op [telefoon]."]
    with pytest.raises(Fault, match="needs a reason"):
        staff("export", "--out", tmp_path / "raw", "--format", "jsonl", "--raw")
    staff("export", "--out", tmp_path / "raw", "--format", "jsonl", "--raw", "--reason", "check of the paper forms")
    assert said(tmp_path / "raw") == ["Bel mij op 0478 12 34 56."]


def test_every_export_and_report_is_in_the_audit_trail_without_a_word_of_an_answer(staff, folder, tmp_path):
    from bot.cli.store import open_store
    from bot.store.audit_trail import trail
    from bot.store.engine import reading

    staff("import", folder)
    staff("report", "--out", tmp_path / "report", "--language", "fr")
    staff("export", "--out", tmp_path / "raw", "--format", "csv", "--raw", "--reason", "check")
    with reading(open_store().database) as session:
        entries = [(entry.act, entry.what, entry.reason) for entry in trail(session)]
    assert [act for act, _, _ in entries] == ["import", "report", "export"]
    assert entries[-1] == ("export", "formats=csv masked=no", "check")
    assert "0478" not in str(entries)


def test_a_bad_line_is_wrong_input(staff, folder):
    (folder / "answers.jsonl").write_text(json.dumps(TOLD) + "\n{", encoding="utf-8")
    with pytest.raises(Fault) as fault:
        staff("import", folder)
    assert fault.value.code == 2


@pytest.mark.parametrize(
    "words", [("export", "--format", "docx"), ("report", "--format", "csv"), ("report", "--language", "de")]
)
def test_what_there_is_not_is_refused_in_a_sentence(staff, tmp_path, words):
    with pytest.raises(Fault, match=r"There is no format|is not a language"):
        staff(words[0], "--out", tmp_path, *words[1:])


def study_of(folder, people):
    """Write a study of so many people who answered one question."""
    kept = {"participants": [], "consents": [], "interviews": [], "answers": []}
    for number in range(people):
        who = {"participant": f"paper_{number}"}
        kept["participants"].append(PERSON | who)
        kept["consents"].append(CONSENT | who)
        kept["interviews"].append(INTERVIEW | who | {"interview": number})
        value = ("monthly", "quarterly")[number % 2]
        told = {"interview": number, "question": "contact_rhythm", "kind": "one", "value": value, "said": value}
        kept["answers"].append(told)
    for name, rows in kept.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_a_report_after_one_more_answer_is_as_before_and_after_one_left_is_not_written(staff, folder, tmp_path):
    from sqlalchemy import select

    from bot.cli.store import open_store
    from bot.store import releases, tables, write
    from bot.store.engine import reading, unit_of_work

    def report():
        staff("report", "--out", tmp_path / "out", "--format", "json")
        return json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["sections"][1:]

    study_of(folder, 24)
    staff("import", folder)
    before = report()
    study_of(folder, 25)
    assert "answers\t1 added" in staff("import", folder)
    assert report() == before
    store = open_store()
    database, now = store.database, datetime.now(timezone.utc)
    with unit_of_work(database) as session:
        somebody = session.execute(select(tables.Participant.id).limit(1)).scalar_one()
        write.erase(session, somebody, store.vault, now)
    with pytest.raises(Fault, match="The report was not written: since the last one 1 left") as fault:
        report()
    assert fault.value.code == 1
    with reading(database) as session:
        assert len(releases.stored(session)) == 1


def test_a_sheet_needs_a_reason_which_is_kept_and_the_consent_of_who_spoke(staff, folder, tmp_path):
    from bot.cli.store import open_store
    from bot.store.engine import reading
    from bot.store.tables import Audit

    level = {"interview": 1, "question": "involvement_wanted", "kind": "scale", "said": "4", "value": 4}
    (folder / "answers.jsonl").write_text(json.dumps(level), encoding="utf-8")
    staff("import", folder)
    asked = ("agreements", "--out", tmp_path / "sheets", "--format", "html", "--reason")
    with pytest.raises(Fault, match="say why"):
        staff(*asked, " ")
    with pytest.raises(Fault, match="No such organisation agreed"):
        staff(*asked, "talk in May")
    agreed = [CONSENT | {"scope": scope} for scope in ("map", "contact")]
    (folder / "consents.jsonl").write_text("\n".join(json.dumps(row) for row in agreed), encoding="utf-8")
    staff("import", folder)
    assert "huis-noord.html" in staff(*asked, "talk in May")
    with reading(open_store().database) as session:
        kept = [(row.act, row.reason) for row in session.query(Audit) if row.act == "agreements"]
    assert kept == [("agreements", "talk in May")]
