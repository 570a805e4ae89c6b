"""A model that is missing, cut off or no model at all: the bot says so in one sentence and does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.model import MODELS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("broken", "how"), [("missing", "is not there"), ("cut off", "cannot be loaded")])
def test_the_bot_refuses_to_start_without_a_good_model(broken: str, how: str, tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    if broken == "cut off":
        model.write_bytes(next(MODELS.glob("*.tar.gz")).read_bytes()[:5000])

    done = _run(tmp_path, model)

    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert f"model.tar.gz {how}" in last
    assert "meespraak train --force" in last
    assert "Traceback" not in done.stderr


def _run(folder: Path, model: Path) -> "subprocess.CompletedProcess[str]":
    environment = {
        **os.environ,
        "MEESPRAAK_MODEL": str(model),
        "MEESPRAAK_DATABASE_URL": f"sqlite:///{folder / 'm.db'}",
        "MEESPRAAK_KEY_FILE": str(folder / "key" / "key"),
        "TELEGRAM_BOT_TOKEN": "",
    }
    command = [sys.executable, "-W", "ignore", "-m", "bot", "chat"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, input="", capture_output=True, text=True, check=False, timeout=120
    )
