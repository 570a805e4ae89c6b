"""What numpy's arithmetic is told of the processor, before it is loaded.

The OpenBLAS that comes with numpy 1.23 knows processors by name. On one younger than itself it falls back to the
instructions of 2004, and a sentence vector takes twice the time, a thousand of them three times. So it is told which of
its own two modern ways this processor can go, by what the processor itself says it can.
"""

import os
from collections.abc import Set as AbstractSet
from pathlib import Path

SETTING = "OPENBLAS_CORETYPE"
CPU = Path("/proc/cpuinfo")
WAYS = (
    ("SkylakeX", {"avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl"}),
    ("Haswell", {"avx2", "fma"}),
)
"""OpenBLAS's name of a way, and what a processor must be able to do for it; the best first."""


def way_for(can: AbstractSet[str]) -> str | None:
    """Return the way to go on a processor that can do this; None where OpenBLAS had better look for itself."""
    return next((name for name, needed in WAYS if needed <= can), None)


def tell_openblas() -> None:
    """Set the way, unless somebody chose one; nothing on a system that does not tell what its processor can do."""
    if SETTING in os.environ:
        return
    try:
        flags = next(line for line in CPU.read_text(encoding="ascii").splitlines() if line.startswith("flags"))
    except (OSError, UnicodeDecodeError, StopIteration):
        return
    if (way := way_for(set(flags.split()))) is not None:
        os.environ[SETTING] = way
