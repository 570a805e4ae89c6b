import pytest

from bot.understanding.parts import parts_of


def test_a_short_text_has_no_parts() -> None:
    assert parts_of("nee, ik wil niet") == []


def test_it_looks_at_the_first_and_the_last_sentence() -> None:
    text = "Hoeveel nog? Ik zit op de trein en het duurt lang. Ik stop ermee!"
    assert parts_of(text) == ["Hoeveel nog?", "Ik stop ermee"]


def test_it_looks_at_the_last_clause_of_a_run_on_sentence() -> None:
    assert parts_of("ik ben moe en het is laat dus kunnen we morgen verder")[-1] == "kunnen we morgen verder"


@pytest.mark.parametrize("text", ["", "...", "\U0001f600" * 40, "a " * 4000])
def test_it_finds_nothing_where_nothing_is(text: str) -> None:
    assert len(parts_of(text)) <= 3
