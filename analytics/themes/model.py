"""What the coder learned from answers that people coded, as one file, and how like them an answer is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analytics.themes.depths import SHARES, Decision, Depth, Learned
from analytics.themes.evidence import FEATURES
from analytics.themes.meaning import Floats, Space
from analytics.themes.spelling import Spelling

LEARNED = Path(__file__).with_name("learned.npz")


@dataclass(frozen=True)
class Model:
    """Everything learned."""

    made_of: str
    """`fingerprint` of the codebook and the answers it was learned from."""
    codes: tuple[str, ...]
    spelling: Spelling
    quick: Space
    fine: Space
    usual: Floats
    """How usual each code, and no code, is among the examples."""
    depths: Mapping[Depth, Learned]

    def like(self, depth: Depth, spelled: tuple[Any, Any], quick: Floats | None, fine: Floats | None) -> Floats:
        """Return texts x (codes + 1): about 1 where a text is like a code's examples, about 0 where not; last: like no code.

        `spelled` comes from `Spelling.rows`; `quick` and `fine` are vectors in their `Space`, None where the depth does
        without them.
        """
        learned, shares = self.depths[depth], SHARES[depth]
        letters, words = spelled
        like: Floats = letters @ learned.letters + words @ learned.words + self.usual
        if quick is not None:
            near = shares.quick * self.quick.nearness(quick)
            if fine is not None:
                near += shares.fine * self.fine.nearness(fine)
            like = like + near @ learned.pull
        return like

    def save(self, path: Path = LEARNED) -> None:
        """Write the file; equal models give equal bytes."""
        arrays: dict[str, Any] = {
            "made_of": np.array(self.made_of),
            "codes": np.array("\n".join(self.codes)),
            "groups": _text(self.spelling.groups),
            "words": _text(self.spelling.words),
            "group_idf": self.spelling.group_idf.astype(np.float16),
            "word_idf": self.spelling.word_idf.astype(np.float16),
            "usual": self.usual,
        }
        for name, space in (("quick", self.quick), ("fine", self.fine)):
            arrays |= {f"{name}_middle": space.middle, f"{name}_vectors": space.packed, f"{name}_scale": space.scale}
        for depth, learned in self.depths.items():
            arrays |= {
                f"{depth}_pull": learned.pull.astype(np.float16),
                f"{depth}_letters": learned.letters.astype(np.float16),
                f"{depth}_words": learned.words.astype(np.float16),
                f"{depth}_weights": learned.decision.weights,
                f"{depth}_decision": np.array([learned.decision.constant, learned.decision.threshold]),
                f"{depth}_features": np.array("\n".join(FEATURES)),
            }
        np.savez_compressed(path, **arrays)


def load_model(path: Path = LEARNED) -> Model:
    """Read what was learned. Raises `ValueError` where it was learned for other features than the program has."""
    with np.load(path, allow_pickle=False) as file:
        data = {name: file[name] for name in file.files}
    if str(data["fine_features"]) != "\n".join(FEATURES):
        raise ValueError(f"{path.name} was learned for other features: learn it again with analytics.themes.fit.")
    return Model(
        str(data["made_of"]),
        tuple(str(data["codes"]).split("\n")),
        Spelling.of(_split(data["groups"]), _split(data["words"]), _wide(data["group_idf"]), _wide(data["word_idf"])),
        _space(data, "quick"),
        _space(data, "fine"),
        data["usual"],
        {depth: _learned(data, depth) for depth in SHARES},
    )


def fingerprint(codebook: Path, answers: Sequence[Path]) -> str:
    """Return what tells this codebook and these answers from any others."""
    made = hashlib.sha256()
    for path in (codebook, *answers):
        made.update(hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


def _learned(data: Mapping[str, Any], depth: Depth) -> Learned:
    constant, threshold = (float(one) for one in data[f"{depth}_decision"])
    pull, letters, words = (_wide(data[f"{depth}_{part}"]) for part in ("pull", "letters", "words"))
    return Learned(pull, letters, words, Decision(data[f"{depth}_weights"], constant, threshold))


def _space(data: Mapping[str, Any], name: str) -> Space:
    return Space(data[f"{name}_middle"], data[f"{name}_vectors"], float(data[f"{name}_scale"]))


def _text(columns: Mapping[str, int]) -> Any:
    return np.frombuffer("\n".join(columns).encode(), np.uint8)


def _split(packed: Any) -> list[str]:
    return bytes(packed).decode().split("\n")


def _wide(narrow: Any) -> Floats:
    wide: Floats = narrow.astype(np.float32)
    return wide
