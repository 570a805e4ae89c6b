"""QDPX as REFI-QDA 1.0 describes it (www.qdasoftware.org): which elements stand in which, in which order, with which attributes.

The standard's own schema (Project.xsd of 18 March 2019) is not part of this repository; what these studies give was valid by
it in November 2026, with libxml2 and with xmlschema. This says the same of the part of the standard that is written.
"""

import re
import zipfile
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from payloads import PAYLOADS
from planted_study import planted
from study import Study, told
from test_insights import by_words

from analytics.export import write_export

Q = "{urn:QDA-XML:project:1.0}"
INSIDE = {
    "Project": ("Users", "CodeBook", "Variables", "Cases", "Sources"),
    "Users": ("User",),
    "CodeBook": ("Codes",),
    "Codes": ("Code",),
    "Code": ("Description", "Code"),
    "Variables": ("Variable",),
    "Cases": ("Case",),
    "Case": ("VariableValue", "SourceRef"),
    "Sources": ("TextSource",),
    "TextSource": ("PlainTextSelection", "VariableValue"),
    "PlainTextSelection": ("Coding",),
    "Coding": ("CodeRef",),
    "VariableValue": ("VariableRef", "TextValue"),
}
"""What may stand in an element, in this order; what is not named here holds no elements."""
AT_LEAST_ONE = {"Users", "CodeBook", "Codes", "Variables", "Cases", "Sources", "Coding", "VariableValue"}
NEEDED = {
    "Project": {"name"},
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "Variable": {"guid", "name", "typeOfVariable"},
    "Case": {"guid"},
    "TextSource": {"guid", "plainTextPath"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Coding": {"guid"},
    "CodeRef": {"targetGUID"},
    "SourceRef": {"targetGUID"},
    "VariableRef": {"targetGUID"},
}
MAY = {"origin", "creatingUserGUID", "creatingUser", "creationDateTime", "name"}
GUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")


def odd():
    study = Study()
    study.person("p_1", *(told(f"question_{at}", text) for at, text in enumerate(PAYLOADS)), partnership="<&\x00>")
    return study


@pytest.fixture(params=["planted", "odd", "nobody"])
def project(request, guides, tmp_path):
    study = {"planted": planted, "odd": odd, "nobody": Study}[request.param]()
    write_export(study.source(), tmp_path, ("qdpx",), guides, coder=by_words)
    with zipfile.ZipFile(tmp_path / "meespraak.qdpx") as file:
        return ET.fromstring(file.read("project.qde"))  # noqa: S314 -- a file this test has just written


def every(project):
    return [(one.tag.removeprefix(Q), one) for one in project.iter()]


def test_elements_stand_where_and_in_the_order_that_the_standard_says(project):
    for name, one in every(project):
        inside = [child.tag.removeprefix(Q) for child in one]
        allowed = INSIDE.get(name, ())
        assert set(inside) <= set(allowed), name
        assert inside == sorted(inside, key=allowed.index), name
        assert inside or name not in AT_LEAST_ONE, name


def test_attributes_are_those_of_the_standard(project):
    for name, one in every(project):
        needed = NEEDED.get(name, set())
        assert needed <= set(one.attrib), name
        assert set(one.attrib) <= needed | MAY, name


def test_identifiers_places_and_times_are_written_as_the_standard_says(project):
    for _, one in every(project):
        named = {
            key: value for key, value in one.attrib.items() if key.lower().endswith("guid") or key == "creatingUser"
        }
        assert all(GUID.fullmatch(value) for value in named.values())
        if (at := one.get("creationDateTime")) is not None:
            assert datetime.fromisoformat(at.replace("Z", "+00:00"))
        if (start := one.get("startPosition")) is not None:
            assert 0 <= int(start) < int(one.get("endPosition"))
    assert {one.get("typeOfVariable") for one in project.iter(f"{Q}Variable")} <= {"Text"}
