"""A question that leans on the answer before it."""

import csv
from pathlib import Path

import pytest

from bot.guidance.library import Library


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("heldout_follow_ups.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_it_reads_a_follow_up_in_the_light_of_the_section_before(library: Library):
    right = 0
    for row in rows():
        found = library.ask(row["question"], row["language"], row["previous"])
        hit = bool(found.sections) and found.sections[0].key in row["sections"].split("|")
        right += hit
        if not hit:
            print(f"\n{row['previous']}: {row['question']} -> {[one.key for one in found.sections]} {found.sure}")
    print(f"\n{right} of {len(rows())} follow-ups right")
    assert right >= 0.8 * len(rows())


def test_the_same_words_mean_something_else_after_another_section(library: Library):
    after_interview = library.ask("En als iemand het niet weet?", "nl", "interviews")
    assert after_interview.sections[0].key == "interviews"
    assert after_interview.follow_up is not None
    assert after_interview.follow_up.paragraph == 3


def test_a_new_question_is_not_pulled_back_to_the_section_before(library: Library):
    found = library.ask("Hoe bereik ik jongeren die nergens komen?", "nl", "money")
    assert found.sections[0].key == "reaching_youth"


def test_a_section_that_does_not_exist_is_no_context(library: Library):
    assert library.ask("and if they say no?", "en", "no_such_section") == library.ask("and if they say no?", "en")


def test_every_follow_up_of_the_guide_is_understood_after_its_section(library: Library):
    for section in library.sections.values():
        for language, wording in section.in_language.items():
            for one in wording.follow_ups:
                found = library.ask(one.question, language, section.key)
                keys = [hit.key for hit in found.sections]
                assert one.section in keys, f"{section.key} ({language}): {one.question} -> {keys}"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Meer", "more"),
        ("tell me more!", "more"),
        ("d\u2019où ça vient ?", "source"),
        ("bron?", "source"),
        ("iets anders", "another"),
        ("too vague", "not_useful"),
        ("utile", "useful"),
        ("tip?", "week"),
        ("hoe hou ik partners warm", None),
        ("", None),
    ],
)
def test_it_hears_what_is_asked_of_an_answer(library: Library, text: str, wish: str | None):
    assert library.phrases.wish(text) == wish


def test_no_phrase_asks_for_two_things(folder: Path):
    from ruamel.yaml import YAML

    raw = YAML(typ="safe").load((folder / "phrases.yml").read_text(encoding="utf-8"))
    seen: dict[str, str] = {}
    for wish, languages in raw.items():
        if wish == "opens":
            continue
        for phrase in {phrase for phrases in languages.values() for phrase in phrases}:
            assert seen.setdefault(phrase, wish) == wish, phrase
