"""A fault in a guide, told to the person who wrote it."""

from dataclasses import dataclass
from pathlib import Path

Where = tuple[str | int, ...]
"""The way to a value in the file: `("questions", 3, "text", "fr")`."""


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, on which line, in a sentence that needs no knowledge of programming."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.sentence}"


class GuideProblem(Exception):
    """A guide that cannot be used, with every fault found in it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class Findings:
    """Gathers the faults of one file; knows on which line each value stands."""

    path: Path
    lines: dict[Where, int]
    found: list[Fault]

    def add(self, where: Where, sentence: str) -> None:
        """Note a fault at a value, or at the nearest thing around it that stands in the file."""
        while where not in self.lines and where:
            where = where[:-1]
        fault = Fault(self.path, self.lines.get(where, 1), sentence)
        if fault not in self.found:
            self.found.append(fault)
