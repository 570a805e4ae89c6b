"""Every command of the README is run as it stands there, one after the other, on a set-up of its own."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import typer
from typer.testing import CliRunner

from bot.settings import settings

ROOT = Path(__file__).resolve().parents[2]
TYPED = {"chat": "stop\n", "understand": "sla maar over\n"}
"""What is typed into a command that reads."""
GIVEN = {"39": "3", "PSEUDONYM": "paper_1", "FOLDER": "paper"}
"""What the README leaves to the reader, and fewer people than it takes for every promise."""
WHEN = "2026-11-01T10:00:00+01:00"
ELSEWHERE = {"train": "tests/process", "doctor": "this set-up is not fit for young people, which it says with a 1"}


def commands() -> list[list[str]]:
    """Return each `meespraak ...` between backticks, in the order of the README, as a shell would split it."""
    spans = re.findall(r"`([^`\n]*meespraak [^`\n]*)`", (ROOT / "README.md").read_text("utf-8"))
    found = [span.replace("\\|", "|").split("|")[-1].strip() for span in spans]
    return [shlex.split(one)[1:] for one in found if one.startswith("meespraak ")]


@pytest.fixture
def staff(engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command in an empty folder; Rasa's model is loaded already."""
    from bot import cli, rasa_engine
    from bot.channel import terminal

    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setenv("MEESPRAAK_DATABASE_URL", f"sqlite:///{tmp_path / 'm.db'}")
    monkeypatch.setenv("MEESPRAAK_KEY_FILE", str(tmp_path / "keys" / "key"))
    monkeypatch.setenv("MEESPRAAK_LOG", "ERROR")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    for module in (rasa_engine, terminal):
        monkeypatch.setattr(module, "Engine", lambda _model: engine)
    settings.cache_clear()
    app = typer.Typer(pretty_exceptions_enable=False)
    cli.add_all_to(app)

    def run(words: list[str]) -> str:
        done = CliRunner().invoke(app, words, input=TYPED.get(words[0], ""))
        if done.exception is not None and not isinstance(done.exception, (SystemExit, click.exceptions.Exit)):
            raise done.exception
        assert done.exit_code == 0, f"{' '.join(words)}: {done.output}"
        return done.output

    yield run
    settings.cache_clear()


@pytest.fixture
def paper(tmp_path: Path) -> None:
    """A dozen people's answers on paper, in the folder where the commands are run."""
    folder = tmp_path / "work" / "paper"
    folder.mkdir()
    rows: dict[str, list[dict[str, Any]]] = {"participants": [], "consents": [], "interviews": [], "answers": []}
    for number in range(1, 13):
        who = f"paper_{number}"
        person = {"participant": who, "role": "stakeholder", "language": "nl", "organisation": f"Huis {number}"}
        rows["participants"].append(person)
        for scope in ("take_part", "map", "contact"):
            rows["consents"].append({"participant": who, "scope": scope, "given": True, "at": WHEN})
        interview = {"interview": number, "participant": who, "guide": "stakeholder", "started_at": WHEN}
        rows["interviews"].append({**interview, "status": "completed"})
        went_well = {"question": "cooperation_went_well", "kind": "text", "said": "De agenda kwam op tijd."}
        wanted = {"question": "involvement_wanted", "kind": "scale", "said": "4", "value": 4}
        rows["answers"] += [{"interview": number, **told} for told in (went_well, wanted)]
    for name, made in rows.items():
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, made)), encoding="utf-8")


def test_each_command_of_the_readme_does_what_it_is_named_for(staff: Any, paper: None, tmp_path: Path) -> None:
    asked = [words for words in commands() if words[0] not in ELSEWHERE]
    staff(["import", "paper"])
    for words in asked:
        staff([GIVEN.get(word, word) for word in words])
    made = {path.relative_to(tmp_path / "work").as_posix() for path in (tmp_path / "work").rglob("*") if path.is_file()}
    assert len(asked) > 20
    assert {"code.png", "guide.xlsx", "out/report.html", "out/report.pdf", "out/report.json"} <= made
    assert {"out/answers.jsonl", "out/codes_review.csv", "out/map.graphml"} <= made
