"""Reading `sources.yml`: the works that sections rest on, each written once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.guidance.fault import Fault
from bot.guidance.section import Source

_FIELDS = {"who", "year", "title", "where", "address"}


def read_sources(path: Path) -> tuple[Mapping[str, Source], list[Fault]]:
    """Return the sources by key, and what is wrong with the file."""
    try:
        raw = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError):
        return {}, [Fault(path, 1, "the sources cannot be read; the file has to be valid YAML")]
    if not isinstance(raw, dict):
        return {}, [Fault(path, 1, "the sources have to be a list of keys, each with who, title and where")]
    lines: Any = raw.lc  # type: ignore[attr-defined]  # ruamel keeps the line of each key here
    sources, faults = {}, []
    for key, fields in raw.items():
        sentence = _wrong(fields)
        if sentence:
            faults.append(Fault(path, lines.key(key)[0] + 1, f"{key}: {sentence}"))
        else:
            sources[str(key)] = Source(key=str(key), **fields)
    return sources, faults


def _wrong(fields: Any) -> str | None:
    """Say what is wrong with one source, or None."""
    if not isinstance(fields, dict):
        return "write who, title and where"
    if unknown := sorted(set(fields) - _FIELDS):
        return f"{unknown[0]!r} is not known; use {', '.join(sorted(_FIELDS))}"
    if missing := [name for name in ("who", "title", "where") if not isinstance(fields.get(name), str)]:
        return f"{missing[0]!r} is missing"
    if "year" not in fields and "address" not in fields:
        return "give the year, or the address of a page"
    if not isinstance(fields.get("year", 0), int):
        return "'year' has to be a number"
    return None
