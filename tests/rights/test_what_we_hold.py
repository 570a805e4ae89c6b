"""/data and /download show every row that is kept of a person."""

import json

from sqlalchemy import select

from bot.store import holdings, invitations, tables, write
from bot.store.engine import reading, unit_of_work

SAYS = (
    "/start",
    "Hoe gaat het met je plan?",
    "17",
    "ja",
    "ja",
    "ja",
    "overslaan",
    "/stop",
    "Toch verdergaan",
    "/human",
)


def rows_of(session, me):
    """Every row of every table that belongs to a person, straight from the tables."""
    found = {}
    for table in tables.metadata.sorted_tables:
        if "participant" in table.columns:
            found[table.name] = session.execute(select(table).where(table.c.participant == me)).all()
    mine = [row.id for row in found["interview"]]
    answer = tables.metadata.tables["answer"]
    found["answer"] = session.execute(select(answer).where(answer.c.interview.in_(mine))).all()
    person = tables.metadata.tables["participant"]
    found["participant"] = session.execute(select(person).where(person.c.id == me)).all()
    return found


def coaches(talk):
    """Something kept of every kind that is kept of a coach."""
    with unit_of_work(talk.database) as session:
        code = invitations.make(session, talk.world.vault, guide="guidance", role="coach", now=talk.now)
    for saying in (f"/start {code}", "wat is de hoofdstad van Peru", "wie nodig ik uit", "niet nuttig", "te lang"):
        talk.says(saying)
    with unit_of_work(talk.database) as session:
        session.get(tables.Participant, talk.me).role = "stakeholder"  # then on as anybody else


NAMES = {"consent": "consents", "interview": "interviews", "flag": "flags", "answer": "answers"}


def test_a_download_has_every_row_and_every_column(talk):
    coaches(talk)
    for saying in SAYS:
        talk.says(saying)
    with reading(talk.database) as session:
        shown, held = holdings.of(session, talk.me), rows_of(session, talk.me)
    assert all(held[table] for table in ("coaching", "guide_question", "guide_rating"))
    for table, rows in held.items():
        given = shown[NAMES.get(table, table)]
        given = given if isinstance(given, list) else [given]
        assert len(given) == len(rows), table
        assert all(set(one) == set(tables.metadata.tables[table].columns.keys()) for one in given), table
    print({table: len(rows) for table, rows in held.items()})


def test_earlier_versions_of_an_answer_are_shown_too(village):
    me = village.arrives("1")
    number = village.answers(me, coach_button="fine")
    about = {"kind": "one", "language": "nl", "wording": "?", "source": "button", "answered_at": village.now}
    with unit_of_work(village.database) as session:
        write.record_answer(
            session, interview=number, question="coach_button", said="more", asked_at=village.now, **about
        )
        assert [row["said"] for row in holdings.of(session, me)["answers"]] == ["fine", "more"]


def test_the_files_of_a_download_say_the_same(talk):
    for saying in (*SAYS, "/download"):
        talk.says(saying)
    files = dict(out.document for out in talk.heard if out.document)
    told = json.loads(files["meespraak.json"])
    assert told["participant"]["age_band"] == "16_18"
    assert len(told["consents"]) == files["meespraak.txt"].count("[consents]") == 3


def test_data_counts_what_it_does_not_list(talk):
    for saying in SAYS:
        talk.says(saying)
    with reading(talk.database) as session:
        before = holdings.of(session, talk.me)
    talk.says("/data")
    assert f"(antwoorden: {len(before['answers'])}, meldingen: 1)" in talk.text
    assert "leeftijdsgroep: 16 tot 18" in talk.text
    assert (
        f"gesprekken: {len(before['interviews'])}\n• keuzes over toestemming: {len(before['consents'])}\n" in talk.text
    )
    assert f"nummers van jouw berichten: {len(before['inbox']) + 1}, " in talk.text
