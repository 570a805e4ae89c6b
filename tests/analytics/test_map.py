"""The stakeholder map: names put together, consent, who is missing, and files that are safe to open."""

import csv
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from planted_study import Rows, one, planted

from analytics.frames import frames
from analytics.sharing import masked, taking_part
from analytics.stakeholder_map import next_to_invite, stakeholder_map, write_map
from analytics.stakeholder_map.merging import Decisions, merge
from analytics.stakeholder_map.names import compare, read_name
from analytics.stakeholder_map.network import network

ALL = ("take_part", "quote", "map")


def study_of(*people, scopes=ALL):
    """Each person: own organisation, those worked with, those missing."""
    study = Rows(1)
    for number, (own, ties, missing) in enumerate(people):
        study.person(f"s{number}", "stakeholder", scopes, organisation=own, organisation_type="employer")
        answers = [one("ties_organisations", ties, "list"), one("missing_parties", missing, "list")]
        study.interview(f"s{number}", "stakeholder", answers)
    return study


def map_of(study, guides, decisions=None):
    return stakeholder_map(frames(taking_part(study.source())), guides, decisions)


@pytest.mark.parametrize(
    ("first", "other", "why"),
    [
        ("VDAB", "v.d.a.b.", "spelling"),
        ("Stad Gent", "Ville de Gand", "spelling"),
        ("Gent", "gemeente gent", "spelling"),
        ("Groep Intro vzw", "GROEP INTRO", "spelling"),
        ("VDAB", "Vlaamse Dienst voor Arbeidsbemiddeling en Beroepsopleiding", "spelling"),
        ("Jeugdhuis De Schelp", "jeugd huis de schelp", "spaces"),
        ("Jeugdhuis De Schelp", "jeugdhuis de shelp", "typo"),
        ("Arteveldehogeschool", "artevelde hogschool", "typo"),
        ("VDAB", "VDAB Gent", "part_of"),
        ("OCMW Gent", "OCMW Genk", None),
        ("Syntra West", "Syntra AB", None),
        ("Team 1", "Team 2", None),
        ("Huis van de Boeken", "Huis van de Boeren", "alike"),
        ("CAW", "CPAS", None),
    ],
)
def test_spellings_are_one_organisation_or_two(first, other, why):
    assert compare(read_name(first), read_name(other)) == why


def test_slips_do_not_chain_into_one_organisation():
    found = merge({"Starterslab": 5, "Startersleb": 1, "Startersleeb": 1, "Startersleebt": 1})
    assert found.organisation["Startersleeb"] == "Starterslab"
    assert found.organisation["Startersleebt"] != "Starterslab"


def test_staff_undo_a_merge_and_make_one(guides):
    written = {"Unizo": 3, "Uniso": 1, "Werkwinkel": 2}
    decided = Decisions(together=(("Unizo", "Werkwinkel"),), apart=frozenset({frozenset(("Unizo", "Uniso"))}))
    found = merge(written, decided)
    assert merge(written).organisation["Uniso"] == "Unizo"
    assert found.organisation == {"Unizo": "Unizo", "Werkwinkel": "Unizo", "Uniso": "Uniso"}


def test_the_organisation_named_by_eight_is_missing_and_the_first_to_invite(guides):
    found = map_of(planted(), guides)
    assert [(one.named_by, len(one.spellings)) for one in found.missing] == [(8, 4)]
    invited = next_to_invite(found)
    assert invited[0].organisation.name == found.missing[0].name
    assert [(why.key, why.figures) for why in invited[0].reasons] == [("reason_missed", {"n": 8})]


def test_whoever_refuses_the_map_is_not_on_it_whoever_names_them(guides):
    study = study_of(("Bakkerij Zon", ["VDAB"], []), ("VDAB", ["bakkerij zon"], ["Bakkerij  Zon"]))
    study.rows["consents"].append({"participant": "s0", "scope": "map", "given": False, "at": "2026-12-01T00:00:00Z"})
    found = map_of(study, guides)
    assert [one.name for one in found.organisations] == ["VDAB"]
    assert found.ties == ()


def test_a_name_that_only_people_who_refuse_gave_is_neither_on_the_map_nor_in_an_export(guides):
    people = (("A", ["Buurthuis Noord"], []), ("B", ["Atelier Zuid"], []), ("C", ["Atelier Zuid"], []))
    found = map_of(study_of(*people, scopes=("take_part",)), guides)
    assert [one.name for one in found.organisations] == []
    shared = masked(study_of(*people, scopes=("take_part",)).source())
    assert "Atelier" not in str([row["value"] for row in shared("answers")])


def test_a_persons_name_is_no_organisation(guides):
    found = map_of(study_of(("VDAB", ["Jan Peeters", "Atelier Emma"], [])), guides)
    assert {one.name for one in found.organisations} == {"VDAB", "Atelier Emma"}


def test_a_sentence_is_no_organisation_but_a_long_name_is(guides):
    said = ["bedoel dat we van elkaar weten wie wat doet", "We are Many Young Makers vzw", "Huis van wie wat wil doen"]
    found = map_of(study_of(("VDAB", said, [])), guides)
    assert {one.name for one in found.organisations} == {"VDAB", *said[1:]}


def test_a_tie_is_confirmed_when_both_tell_it(guides):
    found = map_of(study_of(("Voka", ["UNIZO"], []), ("Unizo", ["voka"], [])), guides)
    assert [(tie.told_by, tie.confirmed) for tie in found.ties] == [(1, True), (1, True)]


def test_an_interview_without_an_organisation_stands_as_its_kind(guides):
    found = map_of(study_of((None, ["VDAB"], [])), guides)
    assert [(one.name, one.unnamed, one.kind) for one in found.organisations] == [
        ("VDAB", False, "public_service"),
        ("", True, "employer"),
    ]


def test_new_names_run_out_and_the_curve_says_so(guides):
    found = map_of(study_of(("A", ["X", "Y"], []), ("B", ["X", "Z"], ["A"]), ("C", ["X", "Y"], ["Z"])), guides)
    assert [(one.interview, one.named, one.new) for one in found.saturation] == [(1, 2, 2), (2, 3, 2), (3, 3, 0)]


def test_kinds_of_which_nobody_spoke_are_empty(guides):
    empty = {cell.kind for cell in map_of(planted(), guides).empty_cells if cell.region is None}
    assert empty == {"project_partner", "social_partner", "public_service"}


def test_the_files_are_safe_and_the_same_map(guides, tmp_path):
    study = study_of(
        ('=HYPERLINK("http://x")', ["@SUM(A1)", "<b>Vet</b>"], ["Naaiatelier"]), ("VDAB", ["Naaiatelier"], [])
    )
    write_map(study.source(), tmp_path, guides)
    nodes = list(csv.DictReader((tmp_path / "nodes.csv").open(encoding="utf-8-sig")))
    assert {row["label"][0] for row in nodes if "SUM" in row["label"] or "HYPER" in row["label"]} == {"'"}
    graph = nx.read_graphml(tmp_path / "map.graphml")
    assert len(graph) == len(nodes)
    assert "<b>" not in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert ET.parse(tmp_path / "map.svg").find("{http://www.w3.org/2000/svg}desc").text  # noqa: S314 -- our own file
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_what_staff_wrote_beside_the_map_is_read_back(guides, tmp_path):
    study = study_of(("A", ["Unizo", "Uniso"], []), ("B", ["Unizo"], []))
    write_map(study.source(), tmp_path, guides)
    merges = tmp_path / "merges.yml"
    assert "written: Uniso" in merges.read_text(encoding="utf-8")
    merges.write_text(merges.read_text(encoding="utf-8").replace("apart: []", "apart:\n- [Unizo, Uniso]"), "utf-8")
    write_map(study.source(), tmp_path, guides)
    labels = {row["label"] for row in csv.DictReader((tmp_path / "nodes.csv").open(encoding="utf-8-sig"))}
    assert {"Unizo", "Uniso"} <= labels
    assert "apart:\n- - Uniso" in merges.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        (("apart: []", "apart:\n- [Unizo, Uniso]"), {"A", "B", "Unizo", "Uniso", "Werkwinkel"}),
        (("together: []", "together:\n- [Unizo, Werkwinkel]"), {"A", "B", "Unizo"}),
    ],
)
def test_what_staff_take_back_in_merges_gives_the_map_as_it_was(guides, tmp_path, asked, labels):
    study = study_of(("A", ["Unizo", "Uniso", "Werkwinkel"], []), ("B", ["Unizo"], ["Uniso"]))
    merges, names = tmp_path / "merges.yml", ("nodes.csv", "edges.csv", "map.graphml", "map.svg", "merges.yml")
    write_map(study.source(), tmp_path, guides)
    first = {name: (tmp_path / name).read_bytes() for name in names}
    merges.write_text(merges.read_text("utf-8").replace(*asked), "utf-8")
    write_map(study.source(), tmp_path, guides)
    assert {row["label"] for row in csv.DictReader((tmp_path / "nodes.csv").open(encoding="utf-8-sig"))} == labels
    merges.write_bytes(first["merges.yml"])
    write_map(study.source(), tmp_path, guides)
    assert {name: (tmp_path / name).read_bytes() for name in names} == first


def test_graphml_opened_with_networkx_is_the_network_with_all_that_is_known(guides, tmp_path):
    study = planted()
    write_map(study.source(), tmp_path, guides)
    opened, made = nx.read_graphml(tmp_path / "map.graphml"), network(map_of(study, guides))
    assert dict(opened.nodes(data=True)) == dict(made.nodes(data=True))
    assert {(a, b): about for a, b, about in opened.edges(data=True)} == {
        (a, b): about for a, b, about in made.edges(data=True)
    }
    assert {"label", "kind", "regions", "interviewed", "named_by", "missed_by", "influence_self_rated", "between"} <= {
        key for _, about in opened.nodes(data=True) for key in about
    }


def test_the_next_three_to_invite_are_those_with_most_reasons(guides):
    """Missed counts two, a tie one, an own kind that nobody spoke for one and a half."""
    people = [("P", ["Atelier Een"], ["Atelier Twee", "Atelier Vier"])] * 2
    people += [("Q", ["Atelier Drie", "Gemeente Gent"], ["Atelier Twee"]), ("R", ["Atelier Drie", "Gemeente Gent"], [])]
    invited = next_to_invite(map_of(study_of(*people), guides))
    assert [one.organisation.name for one in invited] == ["Atelier Twee", "Atelier Vier", "Gemeente Gent"]
    reasons = [[why.key for why in one.reasons] for one in invited]
    assert reasons == [["reason_missed"], ["reason_missed"], ["reason_tied", "reason_kind"]]
    assert [why.figures for why in invited[0].reasons] == [{"n": 3}]


def test_no_participant_is_in_any_file(guides, tmp_path):
    study = planted()
    for path in write_map(study.source(), tmp_path, guides):
        assert b"person-" not in path.read_bytes()
