"""The documents are true: every command, path and setting in them is real."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import typer

from bot.cli import add_all_to
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_explains_itself_in_a_sentence() -> None:
    app = typer.Typer()
    add_all_to(app)
    silent = [name for name, command in _walk(typer.main.get_command(app)) if not (command.help or "").strip()]
    assert silent == []


def _walk(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    for word, below in getattr(command, "commands", {}).items():
        yield f"{name} {word}", below
        yield from _walk(below, f"{name} {word}")


def test_the_program_starts_as_a_module_and_explains_itself() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "bot", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_every_path_in_the_documents_exists() -> None:
    for document in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        for path in re.findall(r"(?:data|bot|actions|analytics|tests|benchmarks|stubs)/[\w./]*", text):
            assert (ROOT / path.rstrip(".")).exists() or list(
                (ROOT / path.rstrip(".")).parent.glob(Path(path).name + "*")
            ), path


def test_every_make_word_in_the_readme_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for word in re.findall(r"make ([a-z]+)", README):
        assert f"\n{word}:" in makefile, word


def test_the_example_of_settings_names_each_setting_and_nothing_else() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    named = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 120


def test_the_lock_records_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert "://" not in lock
    assert lock.count("--hash=sha256:") > 500
