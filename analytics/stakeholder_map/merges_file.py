"""`merges.yml`: which spellings were put together and why, beside the map; staff correct it and it is read back."""

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from analytics.stakeholder_map.merging import Decisions, Merging

NAME = "merges.yml"
_HEAD = """\
# Which spellings the map takes for one organisation. The next map reads what you write under `together` and `apart`;
# `merged` and `perhaps` are written anew each time.
#   together: spellings of one organisation, the first being how it is called:   - ["VDAB", "Werkwinkel Gent"]
#   apart: two spellings that are two organisations, to undo a merge:             - ["Uniso", "Unizo"]
"""


class MergesProblem(ValueError):
    """The file cannot be read; the message says why in plain words."""


def read_decisions(path: Path) -> Decisions:
    """Read what staff decided; without a file, nothing.

    Raises:
        MergesProblem: the file is no YAML, or `together` or `apart` are no lists of names.

    """
    if not path.exists():
        return Decisions()
    try:
        raw = YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}
    except (YAMLError, UnicodeDecodeError) as problem:
        where = getattr(getattr(problem, "problem_mark", None), "line", None)
        line = f":{where + 1}" if where is not None else ""
        raise MergesProblem(f"{path.name}{line}: the file is not YAML in UTF-8.") from None
    return Decisions(_rows(raw, "together", path), frozenset(map(frozenset, _rows(raw, "apart", path))))


def _rows(raw: Any, key: str, path: Path) -> tuple[tuple[str, ...], ...]:
    rows = raw.get(key) or [] if isinstance(raw, dict) else None
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and len(row) > 1 and all(isinstance(name, str) for name in row) for row in rows
    ):
        raise MergesProblem(
            f'{path.name}: `{key}` is a list of lists of at least two names, such as - ["VDAB", "vdab"].'
        )
    return tuple(tuple(row) for row in rows)


def write_merges(path: Path, merging: Merging, decisions: Decisions, named: Iterable[str]) -> None:
    """Write the file; only organisations that may be named stand in it, and all that staff decided."""
    shown = set(named)
    content: dict[str, Any] = {
        "together": [list(row) for row in decisions.together],
        "apart": sorted(sorted(pair) for pair in decisions.apart),
        "merged": [
            {
                "name": group.name,
                "spellings": [
                    {"written": written, "times": times, "because": why}
                    for written, (times, why) in group.spellings.items()
                ],
            }
            for group in merging.merged
            if len(group.spellings) > 1 and group.name in shown
        ],
        "perhaps": [
            {"one": pair.one, "other": pair.other, "because": pair.because}
            for pair in merging.perhaps
            if {pair.one, pair.other} <= shown
        ],
    }
    text = StringIO()
    writer: Any = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.allow_unicode, writer.width = False, True, 120
    writer.sort_base_mapping_type_on_output = False
    writer.dump(content, text)
    path.write_text(_HEAD + text.getvalue(), encoding="utf-8")
