"""The sections as they stand, and what a faulty one is told."""

from pathlib import Path

import pytest

from bot.guidance.fault import GuidanceProblem
from bot.guidance.library import Library, read_sections
from bot.guidance.rendering import avoid, in_short, paragraph, sources_in_full, sources_line, tip, whole
from bot.guidance.section_file import read_section
from bot.guidance.source_file import read_sources
from bot.guide import LANGUAGES

TELEGRAM_MESSAGE = 4096


def test_there_are_sections_on_every_phase(library: Library):
    assert 25 <= len(library.sections) <= 35
    assert {phase for section in library.sections.values() for phase in section.serves} == {1, 2, 3, 4}


def test_every_section_has_three_languages_of_the_right_size(library: Library):
    for section in library.sections.values():
        assert set(section.in_language) == set(LANGUAGES)
        for wording in section.in_language.values():
            assert len(wording.short) <= 600
            assert 200 <= len(" ".join(wording.whole).split()) <= 350
            assert wording.try_this
            assert wording.avoid
            assert len(wording.follow_ups) >= 2


def test_every_section_has_a_source_and_every_source_is_used(library: Library, folder: Path):
    used = {source.key for section in library.sections.values() for source in section.sources}
    sources, faults = read_sources(folder / "sources.yml")
    assert all(section.sources for section in library.sections.values())
    assert set(sources) == used
    assert faults == []


def test_the_languages_of_a_section_are_built_alike(library: Library):
    for section in library.sections.values():
        shapes = {
            (len(wording.whole), tuple((one.section, one.paragraph) for one in wording.follow_ups))
            for wording in section.in_language.values()
        }
        assert len(shapes) == 1, section.key


def test_no_example_question_is_a_held_out_one(library: Library):
    held_out = (Path(__file__).parent / "heldout_questions.tsv").read_text(encoding="utf-8").lower()
    asked = {line.split("\t")[2] for line in held_out.splitlines()[1:]}
    own = {
        question.lower()
        for one in library.sections.values()
        for w in one.in_language.values()
        for question in w.asked_as
    }
    assert asked & own == set()


def test_a_message_fits_in_telegram(library: Library):
    for section in library.sections.values():
        for language in LANGUAGES:
            around = len(sources_line(section)) + len(avoid(section, language)) + 200
            assert len(whole(section, language)) + around < TELEGRAM_MESSAGE
            assert section.in_language[language].title in in_short(section, language)
            assert paragraph(section, language, 1) in whole(section, language)
            assert paragraph(section, language, 99) == section.in_language[language].short
            assert tip(section, language)


def test_a_source_reads_as_author_and_year(library: Library):
    section = library.sections["youth_voice"]
    assert sources_line(section) == "Lundy (2007); UN Committee on the Rights of the Child (2009)"
    assert "British Educational Research Journal" in sources_in_full(section)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("key: impact", "key: effect", 2, "file's name"),
        ("serves: [3, 4]", "serves: [5]", 4, "phases"),
        ("date: 2026-11-21", "date: soon", 3, "date"),
        ("sources: [weiss_1995,", "sources: [nobody_1900,", 1, "nobody_1900"),
        ("tags: [impact,", "colour: red\ntags: [impact,", 5, "'colour' is not known"),
        ("## avoid\n", "## avoit\n", 0, "no piece called 'avoit'"),
        ("# fr ", "# de ", 0, "the language 'fr' is missing"),
        ("-> paragraph 5", "-> paragraph 9", 0, "there is no paragraph 9"),
        ("-> monitoring\n", "monitoring\n", 0, "- question -> section"),
        ("Teken een korte ketting", "Teken een korte ketting " + "heel " * 80, 0, "at most 600"),
    ],
)
def test_a_fault_is_told_with_its_line(folder: Path, tmp_path: Path, old: str, new: str, line: int, words: str):
    text = (folder / "impact.md").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "impact.md"
    path.write_text(text.replace(old, new), encoding="utf-8")
    section, faults = read_section(path, read_sources(folder / "sources.yml")[0])
    assert section is None
    told = [fault for fault in faults if words in fault.sentence]
    assert told, [str(fault) for fault in faults]
    assert not line or told[0].line == line
    assert str(told[0]).startswith(f"{path}:")


def test_a_pointer_to_nowhere_is_a_fault(folder: Path, tmp_path: Path):
    for name in ("impact.md", "sources.yml"):
        (tmp_path / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(GuidanceProblem, match="points to 'monitoring', which is no section"):
        read_sections(tmp_path)


def test_an_empty_folder_is_a_fault(tmp_path: Path):
    with pytest.raises(GuidanceProblem, match="no section"):
        read_sections(tmp_path)
