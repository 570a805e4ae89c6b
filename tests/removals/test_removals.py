"""The list of safeguards fits the code as it is: what would be taken out stands there, and the tests that miss it exist.

That each of them turns red is shown by `make removals`, which takes long.
"""

import ast

import pytest
from removals.run import BEGIN, DOCUMENT, END, NOT_SEEN, ROOT, Removal, removals, table

LISTED = list(removals())


@pytest.mark.parametrize("removal", LISTED, ids=lambda one: one.safeguard)
def test_what_is_taken_out_stands_there_once_and_leaves_a_file_that_can_be_read(removal: Removal) -> None:
    texts: dict[str, str] = {}
    for cut in removal.cuts:
        text = texts.get(cut.file) or (ROOT / cut.file).read_text(encoding="utf-8")
        assert text.count(cut.out) == 1, cut.out
        texts[cut.file] = text.replace(cut.out, cut.instead)
        assert texts[cut.file] != text
    for file, text in texts.items():
        if file.endswith(".py"):
            ast.parse(text)


def test_every_test_that_has_to_turn_red_exists() -> None:
    for red in {one.red for one in LISTED}:
        path, _, name = red.partition("::")
        assert f"def {name.partition('[')[0]}" in (ROOT / path).read_text(encoding="utf-8"), red


def test_the_document_names_exactly_what_is_listed() -> None:
    told = (ROOT / DOCUMENT).read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]

    assert told.replace(NOT_SEEN, "") == table(LISTED, LISTED)


def test_no_safeguard_is_listed_twice() -> None:
    assert len({(one.promise, one.safeguard) for one in LISTED}) == len(LISTED)
