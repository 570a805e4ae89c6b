"""The trained model: trained when something it depends on changed, and found again when not."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.settings import ROOT, Settings

MODELS = ROOT / "models"


class TrainingFailed(RuntimeError):
    """Rasa could not train; the message is its last line."""


def depends_on() -> list[Path]:
    """Return the files a model is made from: pipeline, vocabulary, rules and examples, and our own components."""
    found = [ROOT / "config.yml", ROOT / "domain.yml"]
    found += [path for path in sorted((ROOT / "data").rglob("*.yml")) if _is_rasas(path)]
    found += [ROOT / "data" / "understanding" / "words.yml", *sorted((ROOT / "bot" / "understanding").rglob("*.py"))]
    return found


def _is_rasas(path: Path) -> bool:
    """Return whether Rasa trains on this file: a guide, a codebook or a list of helplines is none of its business."""
    text = path.read_text(encoding="utf-8")
    return any(f"\n{key}:" in text for key in ("nlu", "rules", "stories", "responses"))


def fingerprint() -> str:
    """Return a hash of everything a model depends on."""
    digest = hashlib.sha256()
    for path in depends_on():
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def model_path() -> Path:
    """Return where the model of today's files is, or will be."""
    return MODELS / f"meespraak-{fingerprint()}.tar.gz"


def is_stale() -> bool:
    """Return whether the model has to be trained before it can be used."""
    return not model_path().exists()


def train() -> Path:
    """Train a model from today's files and return where it is.

    Raises:
        TrainingFailed: Rasa refused the data; nothing was replaced.

    """
    path = model_path()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "rasa",
        "train",
        "--quiet",
        "--fixed-model-name",
        path.name.removesuffix(".tar.gz"),
    ]
    places = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": os.pathsep.join(filter(None, places))}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 -- our own interpreter and fixed words
    if done.returncode != 0 or not path.exists():
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise TrainingFailed(lines[-1] if lines else "rasa train failed without a word")
    for old in MODELS.glob("meespraak-*.tar.gz"):
        if old != path:
            old.unlink()
    return path


def ready_model(settings: Settings) -> Path:
    """Return a model that fits today's files, trained now if need be."""
    if settings.meespraak_model is not None:
        return settings.meespraak_model
    return train() if is_stale() else model_path()
