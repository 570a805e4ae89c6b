"""The promise "opening an export is safe": 200 payloads in every field and header, read back."""

import csv
import re
from html.parser import HTMLParser

import pytest
from payloads import PAYLOADS
from study import NOW, Study, at, chose, told

from analytics.export import write_export
from analytics.export.safe import as_written, safe, without_controls
from analytics.guidebook import Guides
from analytics.report import write_report

csv.field_size_limit(10**7)
FORMULA = re.compile(r"[\s\ufeff\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\x00]")


@pytest.fixture(scope="module")
def study():
    made = Study()
    for number, text in enumerate(PAYLOADS):
        about = {"organisation": text, "organisation_type": text, "region": text, "partnership": text}
        answers = (
            told(text, text, wording=text, parsed_by=text),
            chose("keuze", text),
            chose("namen", [text, "VDAB"], "list", said=text),
            told("per_item", text, item=text, probe_rule=text, probe_of=text),
        )
        made.person(f"p_{number}", *answers, guide="onbekend", round=text, **about)
    made.rows["decisions"].append({"theme": PAYLOADS[0], "you_said": PAYLOADS[1], "we_did": PAYLOADS[2], "at": at(0)})
    return made


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    out = tmp_path_factory.mktemp("export")
    write_export(study.source(), out, ("csv", "xlsx", "jsonl", "parquet"), Guides({}), masked=False)
    return out


def cells_of_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def as_csv_keeps_it(text):
    return text.replace("\x00", "\ufffd")


def test_there_are_two_hundred_payloads():
    assert len(PAYLOADS) >= 200


def test_no_cell_and_no_header_of_any_csv_file_is_a_formula(folder):
    cells = [cell for path in folder.glob("*.csv") for row in cells_of_csv(path) for cell in row]
    assert sum(bool(FORMULA.match(cell)) for cell in cells) == 0
    assert len(cells) > 5000


def test_every_text_of_a_csv_file_is_as_it_was_written(folder):
    header, *rows = cells_of_csv(folder / "answers.csv")
    said = [as_written(row[header.index("said")]) for row in rows if row[header.index("question")] == "per_item"]
    assert said == [as_csv_keeps_it(text) for text in PAYLOADS]
    header, *rows = cells_of_csv(folder / "cases_onbekend.csv")
    assert {as_csv_keeps_it(text) for text in PAYLOADS} <= {as_written(name) for name in header}


def test_an_apostrophe_before_a_text_is_never_lost():
    for text in (*PAYLOADS, *(f"'{text}" for text in PAYLOADS), *(f"''{text}" for text in PAYLOADS)):
        assert as_written(safe(text)) == text


def test_no_cell_of_the_workbook_is_a_formula_or_a_link_and_every_text_is_there(folder):
    from openpyxl import load_workbook

    book = load_workbook(folder / "meespraak.xlsx")
    texts = set()
    for sheet in book:
        assert sheet._hyperlinks == []
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            texts |= {cell.value for cell in row} | {"".join(str(cell.value) for cell in row if is_piece(cell))}
    unescaped = {re.sub(r"_x005F_(?=x[0-9A-F]{4}_)", "_", text) for text in texts if isinstance(text, str)}
    short = [
        without_controls(text)[0].replace("\r\n", "\n").replace("\r", "\n") for text in PAYLOADS if len(text) < 9999
    ]
    found = {text.replace("\r\n", "\n").replace("\r", "\n") for text in unescaped}
    assert [text for text in short if text not in found] == []


def is_piece(cell):
    return isinstance(cell.value, str) and len(cell.value) > 9999


def test_a_text_longer_than_a_cell_goes_on_beside_it(folder):
    from openpyxl import load_workbook

    header, *rows = load_workbook(folder / "meespraak.xlsx", read_only=True)["answers"].iter_rows(values_only=True)
    first = header.index("said")
    assert header[first + 1] == "said (2)"
    joined = ["".join(part or "" for part in row[first : first + 2]) for row in rows]
    assert {"x" * 40_000, "\U0001f600" * 20_000} <= set(joined)


def test_json_lines_and_parquet_hold_every_text_as_it_is(folder):
    import pandas as pd

    from analytics.sources import from_folder

    told_ = [row["said"] for row in from_folder(folder)("answers") if row["question"] == "per_item"]
    assert told_ == list(PAYLOADS)
    table = pd.read_parquet(folder / "answers.parquet")
    assert table.loc[table["question"] == "per_item", "said"].tolist() == list(PAYLOADS)


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


def test_the_report_holds_no_script_no_link_out_and_every_name_as_text(study, tmp_path):
    write_report(study.source(), tmp_path, Guides({}), now=NOW)
    page = Page()
    page.feed((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert page.tags.isdisjoint({"script", "iframe", "img", "object", "embed", "link", "base", "form", "math"})
    names = [name for name, _ in page.attributes]
    assert not [name for name in names if name.startswith("on") or name in ("src", "srcdoc")]
    assert all(value.startswith("#") for name, value in page.attributes if name == "href")
    shown = {text.strip() for text in page.text}
    assert [
        text
        for text in PAYLOADS
        if without_controls(text)[0].replace("\r\n", "\n").replace("\r", "\n").strip() not in shown
    ] == []
