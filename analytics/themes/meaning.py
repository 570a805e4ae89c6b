"""What an answer means, beside its words: sentence vectors, and how near they are to those of answers people coded.

Two encoders, both offline (`bot.understanding.sentences`, quick; `bot.understanding.fine_sentences`, ten times slower and
better at themes). Where the fine one cannot be loaded the coder goes on with the quick one.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NARROW = 2.0
"""Width of the Gaussian kernel; chosen by cross-validation over authors, as are the shares in `depths`."""
BATCH = 1024
LONGEST = 1000
"""So many characters of an answer are encoded: time grows faster than length, and 20,000 letters took a minute."""


class Encoder(Protocol):
    """Anything that turns texts into vectors of length one."""

    def can_encode(self) -> bool:
        """Tell whether this machine can."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text."""
        ...


class QuickEncoder:
    """Universal Sentence Encoder multilingual v3, 512 wide; capitals do not count."""

    def can_encode(self) -> bool:
        """Say yes: it is pure numpy."""
        return True

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text."""
        from bot.understanding.sentences import encode

        lowered = [text[:LONGEST].lower() or " " for text in texts]
        return np.vstack([encode(lowered[at : at + BATCH]) for at in range(0, len(lowered), BATCH)])


class FineEncoder:
    """multilingual-e5-small in 4 bits, 384 wide, by native code."""

    def can_encode(self) -> bool:
        """Say no where its native code does not run."""
        from bot.understanding.fine_sentences import can_encode

        return can_encode()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text; a letter that is no UTF-8 and the end of a C string are left out."""
        from bot.understanding.fine_sentences import encode

        return encode([text[:LONGEST].encode("utf-8", "ignore").decode().replace("\0", " ") or " " for text in texts])


class Space:
    """The vectors of the examples of one encoder, moved so that they lie around nought, eight bits a figure."""

    def __init__(self, middle: Floats, packed: NDArray[np.int8], scale: float) -> None:
        self.middle, self.packed, self.scale = middle, packed, scale
        self.vectors: Floats = packed.astype(np.float32) * np.float32(scale)

    @classmethod
    def around(cls, raw: Floats) -> "Space":
        """Return the space of these vectors."""
        middle = raw.mean(axis=0)
        centred = _of_length_one(raw - middle)
        scale = float(np.abs(centred).max()) / 127
        return cls(middle, np.round(centred / scale).astype(np.int8), scale)

    def place(self, raw: Floats) -> Floats:
        """Return vectors of texts moved as those of the examples."""
        return _of_length_one(raw - self.middle)

    def nearness(self, placed: Floats) -> Floats:
        """Return texts x examples: the Gaussian kernel, 1 where equal."""
        near = placed @ self.vectors.T
        near -= 1
        near *= NARROW
        result: Floats = np.exp(near, out=near)
        return result


def _of_length_one(vectors: Floats) -> Floats:
    result: Floats = (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)).astype(np.float32)
    return result
