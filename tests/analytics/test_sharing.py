from study import Study, chose, told

from analytics.sharing import masked, taking_part


def rows(source, name="answers"):
    return list(source(name))


def said(source):
    return [row["said"] for row in rows(source)]


def test_whoever_withdraws_from_taking_part_is_in_nothing_and_the_others_stay():
    study = Study()
    study.person("p_1", told("went_well", "van mij"))
    study.person("p_2", told("went_well", "van een ander"))
    study.rows["flags"].append({"flag": 1, "interview": 1, "theme": "violence", "at": "2026-01-01"})
    study.consent("p_1", "take_part", given=False, minutes=60)
    shared = taking_part(study.source())
    assert said(shared) == ["van een ander"]
    for name in ("participants", "consents", "interviews"):
        assert {row["participant"] for row in rows(shared, name)} == {"p_2"}
    assert rows(shared, "flags") == []


def test_nobody_is_in_it_before_they_agreed_and_who_agrees_again_is():
    study = Study()
    study.person("p_1", told("went_well", "zonder ja"), scopes="")
    study.person("p_2", told("went_well", "met ja"))
    study.consent("p_2", "take_part", given=False, minutes=5)
    assert said(taking_part(study.source())) == []
    study.consent("p_2", "take_part", given=True, minutes=9)
    assert said(taking_part(study.source())) == ["met ja"]


def test_personal_data_in_free_text_is_masked_and_buttons_are_left_as_they_are():
    study = Study()
    text = "Mail naar sofie@vdab.be of bel 0478 12 34 56."
    study.person("p_1", told("went_well", text), chose("organisation_type", "employer"))
    assert said(masked(study.source())) == ["Mail naar [e-mail] of bel [telefoon].", "employer"]


def test_without_a_yes_to_the_map_no_organisation_is_named_but_ties_can_be_counted():
    study = Study()
    names = chose("partners", ["VDAB", "Huis Noord"], "list", said="VDAB en huis noord", source="text")
    about = told("contact", "Elke week met Huis  Noord.", item="Huis Noord", wording="Hoe vaak zie je Huis Noord?")
    study.person("p_1", names, about, scopes="take_part", organisation="Jeugddienst Zuid")
    shared = masked(study.source())
    assert rows(shared, "participants")[0]["organisation"] is None
    first, second = rows(shared)
    assert first["value"][1] == second["item"] != first["value"][0]
    whole = str([first, second])
    assert "VDAB" not in whole
    assert "Noord" not in whole
    assert second["said"] == f"Elke week met {second['item']}."


def test_an_organisation_whose_person_refused_is_not_named_by_others_either():
    study = Study()
    study.person("p_1", scopes="take_part", organisation="Jeugddienst Zuid")
    study.person("p_2", told("went_well", "Met jeugddienst Zuid en met VDAB."), organisation="VDAB")
    assert said(masked(study.source())) == ["Met [organisatie 1] en met VDAB."]


def test_with_a_yes_to_the_map_organisations_stay():
    study = Study()
    study.person("p_1", chose("partners", ["VDAB"], "list", source="text"), organisation="Stad Gent")
    shared = masked(study.source())
    assert rows(shared, "participants")[0]["organisation"] == "Stad Gent"
    assert rows(shared)[0]["value"] == ["VDAB"]
