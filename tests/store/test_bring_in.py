import json
from datetime import datetime, timezone
from functools import partial

import pytest

from bot.guide_file import load_guides
from bot.store import study, write
from bot.store.bring_in import bring_in
from bot.store.engine import reading, unit_of_work
from bot.store.vault import KEY_BYTES, Vault

VAULT = Vault(bytes(KEY_BYTES))
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
PERSON = {"participant": "paper_1", "role": "stakeholder", "language": "nl"}
CONSENT = {"participant": "paper_1", "scope": "take_part", "given": True, "at": "2026-11-01T10:00:00+01:00"}
INTERVIEW = {
    "interview": "A",
    "participant": "paper_1",
    "guide": "stakeholder",
    "started_at": "2026-11-01T10:00:00+01:00",
    "status": "completed",
}
TOLD = {"interview": "A", "question": "cooperation_went_well", "kind": "text", "said": "De start."}
CHOSE = {"interview": "A", "question": "organisation_type", "kind": "one", "value": "employer"}


@pytest.fixture(scope="module")
def guides():
    return load_guides()


@pytest.fixture
def bring(tmp_path, database, guides):
    def act(*answers, **files):
        content = {"participants": [PERSON], "consents": [CONSENT], "interviews": [INTERVIEW], "answers": answers}
        for name, rows in (content | files).items():
            lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
            (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
        with unit_of_work(database) as session:
            return bring_in(session, tmp_path, guides, NOW, VAULT)

    return act


@pytest.fixture
def stored(database):
    def rows(name):
        with reading(database) as session:
            return list(partial(study.rows, session)(name))

    return rows


def test_answers_on_paper_come_in_with_the_wording_they_were_asked_in(bring, stored):
    done = bring(TOLD, CHOSE)
    assert done.added["answers"] == 2
    assert done.without_consent == 0
    first, second = stored("answers")
    assert (first["said"], first["source"], first["wording"][:9]) == ("De start.", "import", "Wat liep ")
    assert second["value"] == "employer"


def test_bringing_in_the_same_folder_twice_changes_nothing(bring, stored):
    bring(TOLD, CHOSE)
    again = bring(TOLD, CHOSE)
    assert set(again.added.values()) == {0}
    assert again.known["answers"] == len(stored("answers")) == 2


def test_a_correction_comes_in_as_a_new_version_and_never_over_the_old_one(bring, stored):
    bring(TOLD)
    assert bring({**TOLD, "said": "Iets anders."}).faults == [
        "answers.jsonl:1: another answer is kept for this version; a correction has to be a new version."
    ]
    bring({**TOLD, "current": False}, {**TOLD, "said": "Iets anders.", "version": 2})
    assert [row["said"] for row in stored("answers")] == ["De start.", "Iets anders."]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": "baker"}, "'baker' is not a choice of 'organisation_type'"),
        ({"value": 3}, "the value of a question of kind 'one' is the key of a choice"),
        ({"value": "employer", "missing": "skipped"}, "an answer that is skipped has no value"),
        ({"value": None}, "there is neither an answer nor a reason"),
        ({"missing": "forgotten", "value": None}, "'missing' has to be one of: skipped, not_asked, unclear."),
        ({"kind": "many", "value": ["employer"]}, "is of kind 'one', not 'many'"),
        ({"question": "shoe_size"}, "the guide 'stakeholder' has no question 'shoe_size'."),
        (
            {"question": "involvement_today", "kind": "scale", "value": 6},
            "the scale 'involvement_today' runs from 1 to 5",
        ),
        ({"interview": "B"}, "there is no interview 'B' in interviews.jsonl."),
        ({"answered_at": "yesterday"}, "'answered_at' is not a time"),
        ({"answered_at": "2026-11-01T10:00:00"}, "'answered_at' has no zone"),
        ({"language": "de"}, "'language' has to be one of: nl, en, fr."),
        ({"version": "1"}, "'version' has to be a whole number."),
        ({"shoe": 43}, "'shoe' is not a field of answers.jsonl."),
        ({"question": None}, "'question' is missing."),
    ],
)
def test_a_bad_line_is_named_and_nothing_of_its_file_comes_in(bring, stored, change, sentence):
    done = bring(
        TOLD, {**CHOSE, **change}, {**CHOSE, "question": "cooperation_to_improve", "kind": "text", "said": "x"}
    )
    assert len(done.faults) >= 1
    assert done.faults[0].startswith("answers.jsonl:2: ")
    assert sentence in done.faults[0]
    assert stored("answers") == []
    assert len(stored("interviews")) == 1


def test_a_line_that_is_not_json_is_named_by_its_number(bring, stored):
    assert bring(TOLD, '{"interview": ').faults == ["answers.jsonl:2: the line is not JSON."]
    assert stored("answers") == []


def test_a_name_is_no_pseudonym(bring, stored):
    done = bring(participants=[{**PERSON, "participant": "Emma de Smet"}])
    assert "never a name" in done.faults[0]
    assert stored("participants") == stored("interviews") == []


def test_it_says_who_has_not_agreed_to_take_part(bring):
    assert bring(TOLD, consents=[]).without_consent == 1


def test_control_signs_and_half_emoji_are_cleaned_as_in_a_message(bring, stored):
    bring({**TOLD, "said": "a\x00b\ud83d c\r\nd"})
    assert stored("answers")[0]["said"] == "ab c\nd"


def test_an_export_comes_in_again_as_it_was(bring, stored, database, tmp_path, guides):
    bring(TOLD, CHOSE)
    before = {name: stored(name) for name in study.FIELDS}
    for name, rows in before.items():
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with unit_of_work(database) as session:
        assert set(bring_in(session, tmp_path, guides, NOW, VAULT).added.values()) == {0}
    assert {name: stored(name) for name in study.FIELDS} == before


def test_who_was_erased_is_not_brought_back_by_a_copy_from_before(bring, stored, database):
    other = {**PERSON, "participant": "paper_2"}
    asked = {**INTERVIEW, "interview": "B", "participant": "paper_2"}
    flag = {"interview": "A", "theme": "suicide", "at": "2026-11-01T10:00:00+01:00"}
    study = {"participants": [PERSON, other], "interviews": [INTERVIEW, asked], "flags": [flag]}
    bring(TOLD, {**CHOSE, "interview": "B"}, **study)
    with unit_of_work(database) as session:
        write.erase(session, "paper_1", VAULT, NOW)
    done = bring(TOLD, {**CHOSE, "interview": "B"}, **study)
    assert (done.faults, done.erased, sum(done.added.values())) == ([], 1, 0)
    assert [row["participant"] for row in stored("participants")] == ["paper_2"]
    assert [row["question"] for row in stored("answers")] == ["organisation_type"]
    assert [*stored("flags"), *stored("consents")] == []


def test_who_was_erased_with_another_key_is_not_known(bring, stored, database):
    bring(TOLD)
    with unit_of_work(database) as session:
        write.erase(session, "paper_1", Vault(b"\x01" * KEY_BYTES), NOW)
    bring(TOLD)
    assert len(stored("participants")) == 1
