"""The verdict on a text: what the rules hear, weighed with how like it is to what people in distress write.

A rule that rings is believed, unless the whole and each clause are very unlike distress ("mijn zus heeft mij verslagen
met uno"); one that words.yml calls doubtful is sooner not ("ik sla die vraag over"), one it calls certain hardly ever.
Where no rule rings, likeness alone must be plain, and far plainer where the rules know a "not", a figure of
speech or talk about policy, films and sport. The levels were read off from what authors wrote of whom the model had
seen nothing (`fit --unseen`), so that the next author is heard as well.

Sentence vectors cost: nothing gets one that a glance at its letters and words shows to be ordinary, and of a long text
only the few sentences get one that look worst.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scipy.sparse import csr_matrix

from bot.safeguarding.features import written_out
from bot.safeguarding.hearing import PIECE_WORDS, PIECES, Alarm, Trust, ears
from bot.safeguarding.likeness import COARSE, FINE, coarse, counts_of, likeness
from bot.understanding import fine_sentences


@dataclass(frozen=True)
class Levels:
    """What counts as like and unlike, for one kind of sentence vectors."""

    doubt: Mapping[Trust, float]
    """A rule is not believed where the whole and each clause of it lie below this, by how far words.yml trusts the rule."""
    sure: float
    """Likeness alone rings above this."""
    of_a_part: float
    """The same for one sentence of a longer text: more of them, more chances to err."""
    of_pieces: float
    """The same for short messages read as one, which may answer different questions."""
    very: float
    """The same where the rules know why it only sounds serious."""


LEVELS = {
    FINE: Levels(
        {"certain": -0.6, "usual": -0.3, "doubtful": -0.15}, sure=0.0, of_a_part=0.15, of_pieces=0.6, very=0.5
    ),
    COARSE: Levels(
        {"certain": float("-inf"), "usual": -0.5, "doubtful": -0.25}, sure=0.2, of_a_part=0.45, of_pieces=0.7, very=0.8
    ),
}
AT_A_GLANCE = -0.6
"""What looks more ordinary than this by its letters and words gets no closer look: half of what people answer."""
AT_A_SECOND = -0.4
"""Nor does what coarse sentence vectors find more ordinary than this. Of held-out lines it spares three answers in four, and loses
one alarm in three hundred to likeness."""
LOOKS = 3
"""So many closer looks a message, at what looks worst; each takes 5 to 30 ms, after the processor."""
FEW_WORDS = 3
"""Every rule is believed in a shorter text: there is too little to weigh."""
ENOUGH_WORDS = 4
"""Likeness alone says nothing of a shorter text: an age, a choice or a name is like anything."""
LONG = 30
"""Words: a longer text is only weighed sentence by sentence."""
LETTERS = 240
PARTS = 60
BY_LIKENESS = "likeness"

_JOINTS = re.compile(r"[.!?\u2026\n;,:()]+|\b(?:maar|en|want|but|and|because|mais|et|parce que)\b")
_ENDS = re.compile(r"[.!?\u2026\n;]+")


def hear(text: str, earlier: Sequence[str] = ()) -> Alarm | None:
    """Return what in this text must be answered with help, or None.

    All three languages are always tried: people mix them.

    Args:
        text: what a person just typed, said in a caption or changed in an edit.
        earlier: up to two messages the same person sent just before, oldest first; short ones are read on into
            this one ("ik wil" / "niet meer" / "leven").

    """
    text, *earlier = (_whole(one) for one in (text, *earlier))
    rung = ears().hear(text, earlier)
    if rung is not None:
        return None if _doubted(text, earlier, _levels().doubt[ears().trust(rung.rule)]) else rung
    return _alike(text) or _alike_joined(text, earlier)


def look_ahead(texts: Sequence[str]) -> None:
    """Take a coarse look at several people's texts at once, which costs a tenth of one by one, and begin with the fine ones.

    `hear` finds what came of it when each text's turn comes; it says the same without.
    """
    pieces = list(dict.fromkeys(piece for text in texts for piece in _glanced(_pieces(_whole(text)))))
    _ahead.clear()
    _ahead.update(zip(pieces, _coarsely(pieces), strict=True))
    if likeness().sight is FINE:
        for piece, score in _ahead.items():
            if score > AT_A_SECOND:
                fine_sentences.ahead(written_out(piece))


_ahead: dict[str, float] = {}
"""What a coarse look found of the texts whose turn comes next."""


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # half an emoji


def _pieces(text: str) -> list[str]:
    return [piece for piece in parts(text) if len(piece.split()) >= ENOUGH_WORDS]


def _glanced(pieces: Sequence[str]) -> list[str]:
    return _worst(pieces, LOOKS, above=AT_A_GLANCE)


def _doubted(text: str, earlier: Sequence[str], level: float) -> bool:
    """Tell whether all that was said is so ordinary that a rule must have misheard it."""
    read = [word for word, _ in ears().read(text)]
    if len(read) < FEW_WORDS or _joined(text, earlier) != text:
        return False
    if level == float("-inf"):
        return False
    as_meant = " ".join(read)[:LETTERS]  # "ik wil d.o.o.d" looks like nothing anybody wrote
    said = dict.fromkeys([*parts(text), *_clauses(text)] or [text[:LETTERS]])
    return max(_scores([*_worst(list(said), LOOKS), as_meant])) < level


def _alike(text: str) -> Alarm | None:
    """Return an alarm where the text, or a sentence of it, is plainly like what people in distress write."""
    pieces = _pieces(text)
    levels = _levels()
    level = levels.sure if len(pieces) == 1 else levels.of_a_part
    looked_at = _worth_a_look(pieces)
    if not looked_at:
        return None
    for score, piece in sorted(zip(_scores(looked_at), looked_at, strict=True), reverse=True):
        whole = piece == text.strip()
        if score > (levels.sure if whole else level) and (score > levels.very or not ears().hushed(piece)):
            return Alarm(likeness().theme(piece), BY_LIKENESS)
    return None


def _worth_a_look(pieces: Sequence[str]) -> list[str]:
    """Return what neither its letters and words nor its coarse meaning show to be ordinary, the worst first."""
    found = _glanced(pieces)
    if not found or likeness().sight is COARSE:
        return found
    missing = [piece for piece in found if piece not in _ahead]
    scores = _ahead | dict(zip(missing, _coarsely(missing), strict=True))
    return [piece for piece in found if scores[piece] > AT_A_SECOND]


def _coarsely(pieces: Sequence[str]) -> list[float]:
    return coarse().scores(pieces, [_counts(piece) for piece in pieces])


def _worst(pieces: Sequence[str], most: int, above: float = float("-inf")) -> list[str]:
    """Return the pieces that look most like distress at a glance, the worst first."""
    glances = likeness().glances([_counts(piece) for piece in pieces])
    found = sorted(zip(glances, pieces, strict=True), key=lambda one: -one[0])
    return [piece for glance, piece in found if glance > above][:most]


def _alike_joined(text: str, earlier: Sequence[str]) -> Alarm | None:
    """Return an alarm where a text only rings together with the short messages before it."""
    joined = _joined(text, earlier)
    before = joined[: len(joined) - len(text)].strip()
    if not before or not parts(joined):
        return None
    if not _worth_a_look([joined]):
        return None
    scores, level = _scores([joined, before]), _levels().of_pieces
    if scores[0] > level >= scores[1] and not ears().hushed(joined):
        return Alarm(likeness().theme(joined), BY_LIKENESS)
    return None


def _joined(text: str, earlier: Sequence[str]) -> str:
    """Return the text with the short messages before it; a long one stands on its own."""
    for piece in reversed(earlier[-PIECES:]):
        if len(piece.split()) > PIECE_WORDS:
            break
        text = f"{piece} {text}"
    return text


def parts(text: str) -> list[str]:
    """Return what is weighed: the whole if it is short, and its sentences if it has more than one."""
    sentences = [cut for piece in _ENDS.split(text) for cut in _cut(piece) if any(map(str.isalpha, cut))]
    whole = [text.strip()] if sentences and len(text.split()) <= LONG and len(text) <= LETTERS else []
    return whole + (sentences[:PARTS] if len(sentences) > 1 or not whole else [])


def _cut(sentence: str) -> list[str]:
    """Cut a sentence that goes on and on."""
    words = [word[:40] for word in sentence.split()]
    return [" ".join(words[at : at + LONG])[:LETTERS] for at in range(0, len(words), LONG)]


def _clauses(text: str) -> list[str]:
    """Return the clauses of a text, if it has more than one."""
    clauses = [cut for piece in _JOINTS.split(text) for cut in _cut(piece) if any(map(str.isalpha, cut))]
    return clauses[:PARTS] if len(clauses) > 1 else []


def _levels() -> Levels:
    return LEVELS[likeness().sight]


def _scores(texts: Sequence[str]) -> list[float]:
    return likeness().scores(texts, [_counts(text) for text in texts])


@lru_cache(maxsize=64)
def _counts(text: str) -> csr_matrix:
    """Return what is counted of a text: it is glanced at, looked at coarsely, and looked at finely."""
    return counts_of(text, ears().read(text))
