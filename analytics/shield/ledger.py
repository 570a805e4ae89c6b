"""The ledger: every earlier release as equations over answers that bear a number and no name.

A number is made with a salt that lies beside it; whoever erases everything leaves numbers behind that belong to nobody. What
anybody answered stands nowhere in it, only what was published of all together.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from analytics.shield.equations import Equation

People = Mapping[str, Mapping[int, int]]
"""By role, the number of each person and a fingerprint of what they had told."""


@dataclass(frozen=True)
class Kept:
    """One release."""

    at: datetime
    people: People
    equations: Mapping[str, Sequence[Equation]]
    """By family."""


@dataclass(frozen=True)
class Ledger:
    """All releases of a study, the oldest first."""

    salt: bytes
    releases: Sequence[Kept] = field(default_factory=tuple)

    @property
    def equations(self) -> dict[str, list[Equation]]:
        """All that was released, by family; what was released twice stands once."""
        told: dict[str, dict[Equation, None]] = {}
        for release in self.releases:
            for family, equations in release.equations.items():
                told.setdefault(family, {}).update(dict.fromkeys(equations))
        return {family: list(equations) for family, equations in told.items()}

    def adds(self, release: Kept) -> bool:
        """Return whether a release tells anything that was not told before, or of other people."""
        known = self.equations
        new = any(set(equations) - set(known.get(family, ())) for family, equations in release.equations.items())
        return new or not self.releases or self.releases[-1].people != release.people


def read(salt: bytes, stored: Iterable[bytes]) -> Ledger:
    """Read the ledger from what `packed` made, the oldest release first; the salt of the first one holds."""
    contents = [json.loads(zlib.decompress(one)) for one in stored]
    held = b64decode(contents[0]["salt"]) if contents else salt
    return Ledger(held, tuple(_kept(content) for content in contents))


def packed(salt: bytes, release: Kept) -> bytes:
    """Return a release as bytes to store."""
    sets: dict[frozenset[int], int] = {}
    families = {
        family: [[sets.setdefault(one.units, len(sets)), one.weights, one.low, one.high] for one in equations]
        for family, equations in release.equations.items()
    }
    content = {
        "salt": b64encode(salt).decode(),
        "at": release.at.isoformat(),
        "people": {role: [[*one] for one in sorted(people.items())] for role, people in release.people.items()},
        "units": [b64encode(np.array(sorted(units), np.int64).tobytes()).decode() for units in sets],
        "families": families,
    }
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode())


def _kept(content: Mapping[str, Any]) -> Kept:
    sets = [frozenset(np.frombuffer(b64decode(one), np.int64).tolist()) for one in content["units"]]
    equations = {
        family: [
            Equation(sets[place], tuple((value, factor) for value, factor in weights), low, high)
            for place, weights, low, high in rows
        ]
        for family, rows in content["families"].items()
    }
    people = {role: {number: print_ for number, print_ in rows} for role, rows in content["people"].items()}  # noqa: C416
    return Kept(datetime.fromisoformat(content["at"]), people, equations)
