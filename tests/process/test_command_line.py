"""A mistyped command or option is told in a sentence, with exit code 2."""

import sys

import pytest

from bot import cli


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["guides", "show", "stakeholder", "--langage", "nl"], "No such option: --langage"),
        (["guidez"], "No such command 'guidez'"),
        (["guides", "show"], "Missing argument"),
    ],
)
def test_what_was_mistyped_is_named(
    words: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["meespraak", *words])

    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    assert told in capsys.readouterr().err
