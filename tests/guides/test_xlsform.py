"""Guides from and to spreadsheets."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.guide import Condition
from bot.guide_check import GuideProblem, check_guide
from bot.guide_file import load_guide, load_guides
from bot.guide_write import guide_as_yaml
from bot.xlsform import export_xlsform, import_xlsform

GUIDES = load_guides()

LABELS = ["label::Dutch (nl)", "label::English (en)", "label::French (fr)"]
HINTS = ["hint::Dutch (nl)", "hint::English (en)", "hint::French (fr)"]
SURVEY = [
    ["type", "name", *LABELS, *HINTS, "relevant", "required", "guidance_hint", "constraint", "repeat_count"],
    ["start", "start"],
    ["note", "purpose", "We willen leren hoe een stage loopt.", "We want to learn how an internship goes.", "Nous voulons savoir comment se passe un stage."],
    ["begin group", "about_you", "Over jou", "About you", "Sur toi"],
    ["select_one yes_no", "internship_done", "Heb je al stage gelopen?", "Have you done an internship?", "As-tu déjà fait un stage ?", "Ook kort telt.", "A short one counts too.", "Un court compte aussi.", "", "yes", "Whether they know it."],
    ["end group"],
    ["begin group", "the_internship", "De stage", "The internship", "Le stage", "", "", "", "${internship_done} = 'yes'"],
    ["note", "intro", "Denk aan je laatste stage.", "Think of your last internship.", "Pense à ton dernier stage."],
    ["text", "internship_best", "Wat vond je er het beste aan?", "What did you like best about it?", "Qu'est-ce que tu as préféré ?", "Iets groots of kleins.", "Something big or small.", "Grand ou petit.", "", "", "What works."],
    ["integer", "internship_weeks", "Hoeveel weken duurde die?", "How many weeks did it take?", "Combien de semaines a-t-il duré ?", "Ongeveer is goed.", "Roughly is fine.", "Environ, ça va.", "", "", "How long.", ". >= 0 and . <= 52"],
    ["end group"],
    ["begin repeat", "places", "Plaatsen", "Places", "Lieux", "", "", "", "", "", "", "", 3],
    ["text", "places_wanted", "Bij welke bedrijven wil je stage lopen?", "At which companies do you want to do an internship?", "Dans quelles entreprises veux-tu faire un stage ?", "Noem er tot drie.", "Name up to three.", "Cites-en trois au plus.", "", "", "Where to."],
    ["range", "places_wish", "Hoe graag wil je naar ${places_wanted}?", "How much do you want to go to ${places_wanted}?", "À quel point veux-tu aller chez ${places_wanted} ?", "5 is heel graag.", "5 is very much.", "5 : très envie.", "", "", "How much."],
    ["end repeat"],
]  # fmt: skip
CHOICES = [
    ["list_name", "name", *LABELS],
    ["yes_no", "yes", "Ja", "Yes", "Oui"],
    ["yes_no", "no", "Nee", "No", "Non"],
]
SETTINGS = [["form_id", "form_title", "default_language"], ["internship", "Stage", "Dutch (nl)"]]


def workbook(path: Path, survey: list[list[object]] = SURVEY, settings: list[list[str]] = SETTINGS) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"survey": survey, "choices": CHOICES, "settings": settings}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if "parameters" not in survey[0]:
        column = len(survey[0]) + 1
        book["survey"].cell(1, column, "parameters")
        book["survey"].cell(len(survey) - 1, column, "start=1 end=5 step=1")
    book.save(path)
    return path


def told(path: Path) -> list[str]:
    with pytest.raises(GuideProblem) as problem:
        import_xlsform(path)
    return [f"{fault.line}: {fault.sentence}" for fault in problem.value.faults]


def with_cell(row: int, column: str, value: object) -> list[list[object]]:
    """Return the survey with one cell replaced, by its number in Excel and its header."""
    survey = [[*line] + [""] * (len(SURVEY[0]) - len(line)) for line in SURVEY]
    survey[row - 1][SURVEY[0].index(column)] = value
    return survey


@pytest.mark.parametrize("key", GUIDES)
def test_a_guide_comes_back_whole_from_its_spreadsheet(tmp_path: Path, key: str):
    export_xlsform(GUIDES[key], tmp_path / "guide.xlsx")
    assert import_xlsform(tmp_path / "guide.xlsx") == GUIDES[key]


@pytest.mark.parametrize("key", GUIDES)
def test_the_standard_tool_reads_our_spreadsheet(tmp_path: Path, key: str):
    from pyxform.xls2xform import convert

    export_xlsform(GUIDES[key], tmp_path / "guide.xlsx")
    assert '<translation lang="Français (fr)"' in convert(str(tmp_path / "guide.xlsx"), validate=False).xform


def test_a_spreadsheet_written_by_a_person_becomes_a_guide(tmp_path: Path):
    guide = import_xlsform(workbook(tmp_path / "internship.xlsx"))
    kinds = [(question.key, question.kind) for question in guide.questions]
    assert kinds == [
        ("internship_done", "one"),
        ("internship_best", "text"),
        ("internship_weeks", "number"),
        ("places_wanted", "list"),
        ("places_wish", "scale"),
    ]
    assert (guide.key, guide.title["fr"], guide.opening[0]) == ("internship", "Stage", "take_part")


def test_it_is_checked_and_loads_as_a_file(tmp_path: Path):
    guide = import_xlsform(workbook(tmp_path / "internship.xlsx"))
    path = tmp_path / "internship.yml"
    path.write_text(guide_as_yaml(guide), encoding="utf-8")
    assert check_guide(path) == []
    assert load_guide(path) == guide


def test_hints_groups_notes_and_repeats_find_their_place(tmp_path: Path):
    guide = import_xlsform(workbook(tmp_path / "internship.xlsx"))
    best, weeks, wish = (guide.question(key) for key in ("internship_best", "internship_weeks", "places_wish"))
    assert best.text["nl"] == "Denk aan je laatste stage. Wat vond je er het beste aan?"
    assert (best.explain["fr"], best.goal) == ("Grand ou petit.", "What works.")
    assert best.ask_if == weeks.ask_if == (Condition("internship_done", among=("yes",)),)
    assert (weeks.low, weeks.high) == (0, 52)
    assert (wish.for_each, wish.text["en"]) == ("places_wanted", "How much do you want to go to {item}?")
    assert guide.question("places_wanted").most == 3


@pytest.mark.parametrize(
    ("row", "column", "value", "sentence"),
    [
        (9, "label::French (fr)", "", "the question 'internship_best' has no French text; fill in the column 'label::Français (fr)'."),
        (9, "hint::Dutch (nl)", "", "the question 'internship_best' has no Dutch explanation; fill in the column 'hint::Nederlands (nl)'."),
        (9, "name", "q2", "the key 'q2' is a number; name what it asks, such as 'contact_rhythm'."),
        (9, "type", "geopoint", "the type 'geopoint' cannot be asked in a chat; the types are"),
        (5, "type", "select_one nothing", "there is no list of choices 'nothing' on the sheet 'choices'."),
        (9, "relevant", "${internship_weeks} > 3", "the condition '${internship_weeks} > 3' in column 'relevant' cannot be used"),
        (9, "relevant", "${intern_done} = 'yes'", "a condition of the question 'internship_best' depends on 'intern_done', and there is no such question. Did you mean 'internship_done'?"),
        (9, "relevant", "selected(${internship_done}, 'yess')", "Did you mean 'yes'?"),
        (10, "constraint", "", "the column 'constraint' must say the least and the most, such as '. >= 0 and . <= 10'."),
        (9, "label::Dutch (nl)", "Wat was goed en wat kon beter?", "the question 'internship_best' asks two things in one question ('en wat'); make two questions of it."),
    ],
)  # fmt: skip
def test_a_fault_names_sheet_and_row(tmp_path: Path, row: int, column: str, value: str, sentence: str):
    faults = told(workbook(tmp_path / "internship.xlsx", with_cell(row, column, value)))
    assert any(fault.startswith(f"{row}: on the sheet 'survey': ") and sentence in fault for fault in faults), faults


def test_a_group_that_is_never_closed_is_told_by_its_row(tmp_path: Path):
    survey = with_cell(11, "type", "")
    faults = told(workbook(tmp_path / "internship.xlsx", survey))
    assert len(faults) == 1
    assert "the spreadsheet is not a right XLSForm" in faults[0]


def test_a_missing_purpose_is_told(tmp_path: Path):
    faults = told(workbook(tmp_path / "x.xlsx", with_cell(3, "name", "intro_first")))
    assert (
        "2: on the sheet 'settings': the guide does not say what it is for; add a row of type 'note' named 'purpose'."
        in faults
    )


def test_something_else_than_a_workbook_is_refused_in_words(tmp_path: Path):
    (tmp_path / "guide.xlsx").write_text("type,name", encoding="utf-8")
    assert told(tmp_path / "guide.xlsx") == ["1: the file is not an Excel workbook (.xlsx); save it as one."]
    assert told(tmp_path / "none.xlsx") == ["1: there is no such file."]


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path):
    settings = [SETTINGS[0], ["internship", "'=cmd()", "nl"]]
    guide = import_xlsform(workbook(tmp_path / "x.xlsx", settings=settings))
    odd = guide.__class__(**{**guide.__dict__, "title": dict.fromkeys(("nl", "en", "fr"), "=1+1")})
    export_xlsform(odd, tmp_path / "odd.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "odd.xlsx")["survey"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s", "s", "s"]
    assert import_xlsform(tmp_path / "odd.xlsx").title["nl"] == "=1+1"
