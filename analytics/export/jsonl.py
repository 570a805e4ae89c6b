"""JSON Lines in the form of the contract: what `import` and `analytics.sources.from_folder` read again."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analytics.sources import Source
from bot.guide import Guide
from bot.guide_stored import as_stored
from bot.json_lines import Row


def copied(source: Source, folder: Path, counts: dict[str, int]) -> Source:
    """Return the same source, which writes each file into the folder while it is read through."""

    def rows(name: str) -> Iterator[Row]:
        path, count = folder / f"{name}.jsonl", 0
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in source(name):
                file.write(as_line(row))
                count += 1
                yield row
        counts[path.name] = count

    return rows


def write_guides(guides: Mapping[str, Guide], path: Path) -> int:
    """Write the editions that were asked, so that labels can be joined where the guides are not at hand."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for edition, guide in guides.items():
            file.write(as_line({"guide": guide.key, "edition": edition, "content": as_stored(guide)}))
    return len(guides)


def as_line(row: Mapping[str, Any]) -> str:
    """Return one object as one line; half an emoji, which UTF-8 cannot hold, becomes the sign for "unreadable"."""
    line = json.dumps(row, ensure_ascii=False, default=str) + "\n"
    return line if line.isascii() else line.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
