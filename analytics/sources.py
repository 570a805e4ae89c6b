"""Where the rows of a study come from: the store, or a folder of JSON Lines in the form of the contract.

A `Source` gives the rows of one file by its name. The store's is `functools.partial(bot.store.study.rows, session)`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bot.json_lines import Row, numbered_rows

Source = Callable[[str], Iterator[Row]]
"""The rows of `participants`, `consents`, `interviews`, `answers`, `flags` or `decisions`, in order."""

NAMES = ("participants", "consents", "interviews", "answers", "flags", "decisions")
"""The files of a study, each before those that refer to it."""


def from_folder(folder: Path) -> Source:
    """Read a study from JSON Lines files; a file that is not there has no rows.

    Raises:
        BadLine: while reading, at the first line that is not a JSON object.

    """

    def rows(name: str) -> Iterator[Row]:
        path = folder / f"{name}.jsonl"
        return (row for _, row in numbered_rows(path)) if path.exists() else iter(())

    return rows


def from_rows(study: Mapping[str, Iterable[Row]]) -> Source:
    """Read a study that is in memory, such as a simulated one."""
    return lambda name: iter(study.get(name, ()))
