from study import Study, at, chose, probed, skipped, told

from analytics.frames import frames
from analytics.sources import NAMES, from_folder
from analytics.views import given, labelled, latest_of_person, main_answers, probe_answers, values


def answers_of(*answers, **also):
    study = Study()
    study.person("p_1", *answers, **also)
    return frames(study.source()).answers


def test_it_keeps_a_skipped_answer_missing():
    row = answers_of(skipped("involvement_today", "scale")).iloc[0]
    assert row["missing"] == "skipped"
    assert all(row.isna()[["said", "choice", "number", "chosen"]])


def test_a_value_stands_in_the_column_of_its_kind():
    rows = answers_of(
        chose("organisation_type", "employer"), chose("rating", 4, "scale"), chose("regions", ["a", "b"], "many")
    )
    assert rows["choice"].tolist()[0] == "employer"
    assert rows["number"].tolist()[1] == 4
    assert list(rows["chosen"].iloc[2]) == ["a", "b"]
    assert rows[["choice", "number", "chosen"]].notna().sum(axis=1).tolist() == [1, 1, 1]


def test_every_column_is_described_and_categories_are_categoricals():
    from analytics.columns import columns

    study = Study()
    study.person("p_1", told("cooperation_went_well", "goed"))
    tables = frames(study.source())
    for name in NAMES:
        assert list(tables.table(name).columns) == [column.name for column in columns()[name]]
    assert tables.answers["question"].dtype == "category"
    assert str(tables.answers["answered_at"].dt.tz) == "UTC"


def test_a_study_without_rows_gives_tables_without_rows():
    tables = frames(Study().source())
    assert all(tables.table(name).empty for name in NAMES)
    assert len(main_answers(tables.answers)) == len(values(tables.answers)) == 0


def test_chunks_do_not_change_the_tables():
    study = Study()
    for number in range(7):
        study.person(f"p_{number}", told("went_well", f"antwoord {number}"), chose("rating", number % 3, "scale"))
    whole, small = frames(study.source()).answers, frames(study.source(), chunk=2).answers
    assert whole.astype(str).equals(small.astype(str))


def test_only_the_version_that_holds_is_a_main_answer_and_probes_are_apart():
    rows = answers_of(
        told("went_well", "eerst", current=False),
        told("went_well", "later", version=2),
        probed("went_well", "bijvoorbeeld in mei"),
    )
    assert main_answers(rows)["said"].tolist() == ["later"]
    assert probe_answers(rows)["said"].tolist() == ["bijvoorbeeld in mei"]


def test_several_choices_give_a_row_each_and_a_scale_its_figure():
    rows = answers_of(chose("regions", ["limburg", "antwerp"], "many"), chose("rating", 4, "scale"), told("story", "x"))
    found = values(rows)
    assert list(zip(found["question"], found["place"], found["value"], strict=True)) == [
        ("regions", 0, "limburg"),
        ("regions", 1, "antwerp"),
        ("rating", 0, "4"),
    ]


def test_of_two_check_ins_the_later_answer_of_a_person_counts():
    study = Study()
    study.person("p_1", chose("mood", 2, "scale"))
    study.interview("p_1", chose("mood", 5, "scale", answered_at=at(99)), guide="stakeholder", status="completed")
    assert latest_of_person(given(frames(study.source()).answers))["number"].tolist() == [5]


def test_labels_come_from_the_edition_that_was_asked(guides):
    rows = answers_of(chose("organisation_type", "employer"), chose("involvement_today", 5, "scale"))
    shown = labelled(rows, guides, "en")
    assert shown["value_label"].tolist() == ["Employer or company", "We decide ourselves"]


def test_half_an_emoji_does_not_stop_the_tables():
    assert answers_of(told("story", "ja \ud83d nee"))["said"].iloc[0] == "ja \ufffd nee"


def test_a_folder_of_json_lines_is_a_source(tmp_path):
    (tmp_path / "participants.jsonl").write_text('{"participant": "p_1"}\n\n', encoding="utf-8")
    source = from_folder(tmp_path)
    assert list(source("participants")) == [{"participant": "p_1"}]
    assert list(source("answers")) == []
