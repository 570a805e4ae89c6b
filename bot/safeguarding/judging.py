"""The verdict on a text: what the rules hear, weighed with how like it is to what people in distress write.

A rule that rings is believed, unless the whole and each clause are very unlike distress ("mijn zus heeft mij verslagen
met uno"); one that words.yml calls doubtful is sooner not ("ik sla die vraag over").
Where no rule rings, likeness alone must be plain, and far plainer where the rules know a "not", a figure of
speech or talk about policy, films and sport. The levels were read off from examples that the model had not seen.
"""

import re
from collections.abc import Sequence

from bot.safeguarding.hearing import PIECE_WORDS, PIECES, Alarm, ears
from bot.safeguarding.likeness import likeness

DOUBT = {"certain": float("-inf"), "usual": -0.5, "doubtful": -0.25}
"""A rule is not believed where the whole and each clause of it lie below this, by how far words.yml trusts the rule."""
SURE = 0.2
"""Likeness alone rings above this."""
SURE_OF_A_PART = 0.45
"""The same for one sentence of a longer text: more of them, more chances to err."""
SURE_OF_PIECES = 0.7
"""The same for short messages read as one, which may answer different questions."""
VERY_SURE = 0.8
"""The same where the rules know why it only sounds serious."""
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
    text, *earlier = (one.encode("utf-8", "replace").decode() for one in (text, *earlier))  # half an emoji
    rung = ears().hear(text, earlier)
    if rung is not None:
        return None if _doubted(text, earlier, DOUBT[ears().trust(rung.rule)]) else rung
    _look_at_together(text, earlier)
    return _alike(text) or _alike_joined(text, earlier)


def _look_at_together(text: str, earlier: Sequence[str]) -> None:
    """Look at the meaning of what is weighed next in one go, which costs half of one by one."""
    pieces = _weighed(text)
    joined = _joined(text, earlier)
    likeness().look_at(pieces if joined == text or not parts(joined) else [*pieces, joined])


def _doubted(text: str, earlier: Sequence[str], level: float) -> bool:
    """Tell whether all that was said is so ordinary that a rule must have misheard it."""
    read = [word for word, _ in ears().read(text)]
    if len(read) < FEW_WORDS or _joined(text, earlier) != text:
        return False
    return max(_scores([text[:LETTERS], " ".join(read)[:LETTERS], *parts(text), *_clauses(text)])) < level


def _alike(text: str) -> Alarm | None:
    """Return an alarm where the text, or a sentence of it, is plainly like what people in distress write."""
    pieces = _weighed(text)
    if not pieces:
        return None
    scores = _scores(pieces)
    level = SURE if len(pieces) == 1 else SURE_OF_A_PART
    for at in sorted(range(len(pieces)), key=lambda at: -scores[at]):
        whole = pieces[at] == text.strip()
        if scores[at] > (SURE if whole else level) and (scores[at] > VERY_SURE or not ears().hushed(pieces[at])):
            return Alarm(likeness().theme(pieces[at]), BY_LIKENESS)
    return None


def _weighed(text: str) -> list[str]:
    return [piece for piece in parts(text) if len(piece.split()) >= ENOUGH_WORDS]


def _alike_joined(text: str, earlier: Sequence[str]) -> Alarm | None:
    """Return an alarm where a text only rings together with the short messages before it."""
    joined = _joined(text, earlier)
    before = joined[: len(joined) - len(text)].strip()
    if not before or not parts(joined):
        return None
    if _scores([joined])[0] > SURE_OF_PIECES >= _scores([before])[0] and not ears().hushed(joined):
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


def _scores(texts: Sequence[str]) -> list[float]:
    return likeness().scores(texts, [ears().read(text) for text in texts])
