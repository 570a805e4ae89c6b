import json
import zipfile
from xml.etree import ElementTree as ET

import pytest
from study import Study, at, chose, probed, skipped, told

from analytics.export import FORMATS, write_export
from analytics.export.coding import Codes, Coding, Theme
from analytics.export.spss import pieces as sav_pieces
from analytics.export.xlsx import pieces as xlsx_pieces
from analytics.sources import from_folder

Q = "{urn:QDA-XML:project:1.0}"
THEME = Theme("communication", {"nl": "Communicatie"}, {"nl": "Hoe informatie loopt."})


@pytest.fixture(scope="module")
def study():
    made = Study()
    made.person(
        "p_1",
        chose("organisation_type", "employer"),
        chose("organisation_region", ["antwerp", "limburg"], "many"),
        told("cooperation_went_well", "Eerste regel\r\nTweede regel met \U0001f600 en <tekens> & meer"),
        probed("cooperation_went_well", "De mail kwam op tijd"),
        skipped("involvement_today", "scale"),
        told("cooperation_to_improve", "oud", current=False),
        told("cooperation_to_improve", "nieuw", version=2, asked_at=at(6)),
        organisation_type="employer",
        partnership="Waas",
    )
    made.interview("p_1", chose("plan_weather", 4, "scale"), guide="youth_checkin", status="completed")
    made.person("p_2", chose("involvement_today", 2, "scale"))
    made.person("p_3", told("cooperation_went_well", "MARKER"), scopes="")
    return made


@pytest.fixture(scope="module")
def folder(study, guides, tmp_path_factory):
    out = tmp_path_factory.mktemp("export")
    codes = Codes((THEME,), (Coding("3", "communication"), Coding("4", "communication", "human", verified=True)))
    counts = write_export(study.source(), out, FORMATS, guides, codes=codes)
    (out / "counts.json").write_text(json.dumps(counts), encoding="utf-8")
    return out


@pytest.fixture(scope="module")
def project(folder):
    with zipfile.ZipFile(folder / "meespraak.qdpx") as file:
        texts = {name: file.read(name).decode() for name in file.namelist()}
    return ET.fromstring(texts.pop("project.qde")), texts  # noqa: S314 -- a file this test has just written


def test_it_counts_the_rows_of_each_file(folder):
    counts = json.loads((folder / "counts.json").read_text())
    assert counts["answers.jsonl"] == counts["answers.csv"] == counts["answers.parquet"] == 9
    assert counts["cases_stakeholder.sav"] == counts["cases_stakeholder.csv"] == 2
    assert counts["meespraak.qdpx"] == counts["interviews.csv"] == 3


def test_whoever_did_not_agree_is_in_no_file(folder):
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"p_3" not in content
        assert b"MARKER" not in content


def test_an_unknown_format_is_refused(study, guides, tmp_path):
    with pytest.raises(ValueError, match="There is no format 'docx'"):
        write_export(study.source(), tmp_path, ("docx",), guides)


def test_an_export_as_json_lines_is_a_source_with_the_same_rows(study, folder):
    assert [row["said"] for row in from_folder(folder)("answers")] == [
        row["said"] for row in study.source()("answers") if row["said"] != "MARKER"
    ]


def test_the_elements_of_the_project_stand_in_the_order_of_the_standard(project):
    root, _ = project
    assert [child.tag.removeprefix(Q) for child in root] == ["Users", "CodeBook", "Variables", "Cases", "Sources"]
    for source in root.iter(f"{Q}TextSource"):
        tags = [child.tag.removeprefix(Q) for child in source]
        assert tags == sorted(tags, key=["PlainTextSelection", "VariableValue"].index)


def test_every_selection_is_exactly_the_answer_it_stands_for(project):
    root, texts = project
    selected = []
    for source in root.iter(f"{Q}TextSource"):
        text = texts["sources/" + source.get("plainTextPath").removeprefix("internal://")]
        assert "\r" not in text
        assert not text.startswith("\ufeff")
        selected += [
            (one.get("name"), text[int(one.get("startPosition")) : int(one.get("endPosition"))])
            for one in source.iter(f"{Q}PlainTextSelection")
        ]
    assert ("cooperation_went_well", "Eerste regel\nTweede regel met \U0001f600 en <tekens> & meer") in selected
    assert ("cooperation_to_improve", "nieuw") in selected
    assert ("cooperation_to_improve", "oud") not in selected


def test_the_zip_holds_its_sources_in_lower_case_and_every_reference_leads_somewhere(project):
    root, texts = project
    assert all(name.startswith("sources/") for name in texts)
    known = {one.get("guid") for one in root.iter() if one.get("guid")}
    assert {one.get("targetGUID") for one in root.iter() if one.get("targetGUID")} <= known
    assert len(known) == len([one for one in root.iter() if one.get("guid")])


def test_a_respondent_is_one_case_with_all_their_interviews(project):
    root, _ = project
    cases = {case.get("name"): len(case.findall(f"{Q}SourceRef")) for case in root.iter(f"{Q}Case")}
    assert cases == {"p_1": 2, "p_2": 1}


def test_themes_are_codings_by_who_put_them_there(project):
    root, _ = project
    users = {user.get("guid"): user.get("name") for user in root.iter(f"{Q}User")}
    theme = next(code.get("guid") for code in root.iter(f"{Q}Code") if code.get("name") == "Communicatie")
    by = [users[c.get("creatingUser")] for c in root.iter(f"{Q}Coding") if c[0].get("targetGUID") == theme]
    assert by == ["Meespraak", "Reviewer"]


def test_codes_by_case_says_one_or_zero(folder):
    rows = (folder / "codes_by_case.csv").read_text("utf-8-sig").splitlines()
    assert rows == ['"interview","communication"', '"1","1"', '"2","0"', '"3","0"']


def test_spss_has_labels_and_keeps_a_skip_missing_with_its_reason_beside_it(folder):
    import pyreadstat

    table, about = pyreadstat.read_sav(folder / "cases_stakeholder.sav")
    first, second = table.iloc[0], table.iloc[1]
    assert first.isna()["involvement_today"]
    assert first["involvement_today_missing"] == "skipped"
    assert second["involvement_today"] == 2
    assert about.variable_value_labels["involvement_today"][2] == "Mijn mening wordt gevraagd"
    assert about.column_names_to_labels["organisation_type_answer"] == "Soort organisatie"
    assert first["organisation_region_antwerp"] == 1
    assert second["organisation_region_missing"] == "not_asked"


def test_the_codebook_names_every_column_of_the_wide_table(folder):
    import csv

    with (folder / "codebook.csv").open(encoding="utf-8-sig", newline="") as file:
        described = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    with (folder / "cases_stakeholder.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    assert {("cases_stakeholder", name) for name in header} <= described


@pytest.mark.parametrize("pieces", [xlsx_pieces, sav_pieces])
@pytest.mark.parametrize("text", ["", "kort", "x" * 100_000, "\U0001f600" * 50_000, "e\u0301" * 40_000])
def test_a_long_text_comes_apart_without_loss(pieces, text):
    made = pieces(text)
    assert "".join(made) == text
    assert all(len(piece.encode("utf-16-le")) // 2 <= 32_767 for piece in made)


def test_equal_studies_give_equal_files(study, guides, tmp_path):
    for name in ("one", "two"):
        write_export(study.source(), tmp_path / name, ("csv", "qdpx", "jsonl"), guides)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
