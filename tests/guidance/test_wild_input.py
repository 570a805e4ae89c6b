"""Whatever is asked or written, nothing breaks."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.guidance.layout import cut
from bot.guidance.library import Library
from bot.guidance.section_file import read_section

WILD = st.text(max_size=400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=WILD, language=st.sampled_from(["nl", "en", "fr"]), previous=st.sampled_from([None, "money", "nowhere"])
)
def test_any_question_gets_an_answer_or_none(library: Library, question: str, language: str, previous: str | None):
    found = library.ask(question, language, previous)
    assert (found.sure == "none") == (found.sections == ())
    assert all(hit.key in library.sections and 0 <= hit.score <= 1 for hit in found.sections)
    assert len(found.sections) <= 3


def test_empty_and_endless_questions_are_fine(library: Library):
    assert library.ask("", "nl").sure == "none"
    assert library.ask("???  \n 12 👍", "nl").sure == "none"
    assert library.ask("hoe bereik ik jongeren? " * 5000, "nl").sections[0].key == "reaching_youth"


@settings(max_examples=100, deadline=None)
@given(text=WILD)
def test_any_file_is_cut_without_a_crash(text: str):
    cut(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(front=WILD, body=WILD)
def test_any_file_gets_faults_rather_than_a_crash(tmp_path: Path, front: str, body: str):
    path = tmp_path / "wild.md"
    path.write_bytes(f"---\n{front}\n---\n{body}".encode("utf-8", "surrogatepass"))
    section, faults = read_section(path, {})
    assert section is None
    assert faults


def test_a_file_that_is_not_text_is_a_fault(tmp_path: Path):
    path = tmp_path / "wild.md"
    path.write_bytes(b"\xff\xfe\x00---")
    assert read_section(path, {})[1]
