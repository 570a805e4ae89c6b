"""The sheet of each organisation: who may be on it, whose words, and that it shows nobody else's."""

import json

import pytest
from planted_study import Rows, one, words
from study import NOW
from test_insights import by_words

from analytics.agreements import agreements
from analytics.frames import frames
from analytics.report.sheets import write_sheets
from analytics.sharing import taking_part

AGREED = ("take_part", "map", "contact")
TOLD = [
    one("involvement_today", 1, "scale"),
    one("involvement_wanted", 4, "scale"),
    one("contact_rhythm", "monthly"),
    one("contribution_kinds", ["time", "nothing_now"], "many"),
]


def condition(said):
    return words("conditions_to_stay", said)


def found(guides, *people):
    """Each of `people` is an organisation, the consents, and the condition they named."""
    study = Rows(1)
    for number, (organisation, scopes, said) in enumerate(people):
        study.person(f"p{number}", "stakeholder", scopes, organisation=organisation)
        study.interview(f"p{number}", "stakeholder", [*TOLD, condition(said)])
    return agreements(frames(taking_part(study.source())), guides, by_words)


@pytest.mark.parametrize("lacking", AGREED)
def test_a_sheet_needs_each_of_three_consents(guides, lacking):
    scopes = tuple(scope for scope in (*AGREED, "quote") if scope != lacking)
    assert found(guides, ("Bakkerij Zon", scopes, "Een vast aanspreekpunt.")) == []


def test_who_spoke_alone_reads_their_own_words_without_personal_data(guides):
    [sheet] = found(guides, ("Bakkerij Zon", AGREED, "Mail mij op jan@zon.be, een vast aanspreekpunt."))
    assert (sheet.today, sheet.wanted, sheet.rhythm, sheet.contribution) == ((1,), (4,), ("monthly",), ("time",))
    assert sheet.conditions == ("Mail mij op [e-mail], een vast aanspreekpunt.",)
    assert sheet.condition_themes == ()


def test_of_two_colleagues_only_themes_are_told(guides):
    [sheet] = found(
        guides, ("Bakkerij Zon", AGREED, "We horen niets."), ("bakkerij  zon", AGREED, "Communicatie die klopt.")
    )
    assert (sheet.organisation, sheet.people, sheet.conditions) == ("Bakkerij Zon", 2, ())
    assert sheet.condition_themes == ("communication_feedback",)


def test_a_colleague_who_did_not_agree_is_not_on_it(guides):
    [sheet] = found(
        guides, ("Bakkerij Zon", AGREED, "Een vast uur."), ("Bakkerij Zon", ("take_part", "map"), "Meer geld.")
    )
    assert (sheet.people, sheet.conditions) == (1, ("Een vast uur.",))


def test_two_organisations_that_are_nearly_written_alike_are_never_one(guides):
    names = [
        sheet.organisation for sheet in found(guides, *((name, AGREED, "X.") for name in ("Zonnehof", "Zonnehoff")))
    ]
    assert names == ["Zonnehof", "Zonnehoff"]


@pytest.mark.parametrize(("language", "wanted"), [("nl", "Gewenst"), ("en", "Wanted"), ("fr", "Souhaité")])
def test_each_organisation_has_files_of_its_own(guides, tmp_path, language, wanted):
    both = found(guides, ("Café <b>Ça va</b>", AGREED, "=1+1 blijft tekst."), ("Hof/ter\\Beke", AGREED, "Rust."))
    made = write_sheets(both, tmp_path, guides, now=NOW, language=language, formats=("html", "pdf", "json"))
    assert [path.name for path in made][:3] == ["cafe-b-ca-va-b.html", "cafe-b-ca-va-b.pdf", "cafe-b-ca-va-b.json"]
    page = made[0].read_text(encoding="utf-8")
    assert wanted in page
    assert "&lt;b&gt;Ça va" in page
    assert "Rust." not in page
    assert "Beke" not in page
    assert b"StructTreeRoot" in made[1].read_bytes()
    assert json.loads(made[2].read_text(encoding="utf-8"))["wanted"] == [4]
