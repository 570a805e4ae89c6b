"""What was counted in one conversation, and where a promise was broken."""

import re
from collections import Counter
from dataclasses import dataclass, field

from bot.simulation.trace import Talked

_SIGNS = re.compile(r"[^\w]+")


@dataclass
class Found:
    """Counts by name, and a line for each fault."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def fault(self, name: str, talked: Talked, number: int) -> None:
        """Count a fault, and note whose it was and in which exchange."""
        self.counts[name] += 1
        role, move = talked.role, talked.exchanges[number].move
        place = talked.exchanges[number].before.place
        where = f"{role.kind} {role.language} {role.guide}, person {role.number}, exchange {number}"
        self.faults.append(f"{name}: {where}, {move.act} {move.meant} at {place}")

    def add(self, other: "Found") -> None:
        """Add what another one counted."""
        self.counts += other.counts
        self.faults += other.faults


def plain(text: str) -> str:
    """Return a text with nothing but its letters and digits, to compare what was said with what is shown."""
    return _SIGNS.sub(" ", text).strip().casefold()
