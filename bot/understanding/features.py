"""The four ways a short text is looked at before it is told to be a command or an answer.

letters    runs of 2 to 5 letters within a word: typos and dialect endings
words      runs of 1 to 3 words: fixed phrases
ideas      what the words are about, one by one and two by two, with how many words are about nothing
           a bot can be told to do (an answer is full of them), the length and a question mark
sentence   the meaning of the whole (`bot.understanding.sentences`)
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from bot.understanding.words import Words

Tokens = Sequence[str]
_SHORTEST, _LONGEST = 2, 5
_MOST_WORDS = 3


def letters(tokens: Tokens) -> Iterator[str]:
    """Yield runs of letters, each word between spaces so that its start and end count."""
    for token in tokens:
        padded = f" {token} "
        for size in range(_SHORTEST, min(_LONGEST, len(padded)) + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]


def runs(tokens: Tokens) -> Iterator[str]:
    """Yield runs of one to three words."""
    for size in range(1, _MOST_WORDS + 1):
        for start in range(len(tokens) - size + 1):
            yield " ".join(tokens[start : start + size])


def ideas(tokens: Tokens, words: Words) -> Iterator[str]:
    """Yield the ideas and their pairs, how it begins and ends, the words about none, the length, a question mark.

    "The privacy law" is about privacy and asks nothing: an article at the start, or an idea beside a word
    no command holds, speaks for an answer.
    """
    by_word = words.ideas_by_word(tokens)
    strange = strange_words(tokens, by_word, words)
    present = sorted(set().union(*by_word)) + ["strange"] * bool(strange)
    yield from present
    for one, other in combinations(present, 2):
        yield f"{one}+{other}"
    for number in range(2, min(strange, 4) + 1):
        yield f"strange>={number}"
    spoken = [place for place, token in enumerate(tokens) if _is_word(token)]
    for name, place in (("first", spoken[0]), ("last", spoken[-1])) if spoken else ():
        yield f"{name}={tokens[place] if tokens[place] in words.small else '/'.join(sorted(by_word[place]))}"
    yield f"length<={next((bound for bound in (1, 3, 6, 10, 16) if len(spoken) <= bound), 99)}"
    if "?" in tokens:
        yield "?"


def strange_words(tokens: Tokens, by_word: Sequence[set[str]], words: Words) -> int:
    """Count the words that are about nothing a bot can be told to do."""
    return sum(
        _is_word(token) and not about and token not in words.small for token, about in zip(tokens, by_word, strict=True)
    )


def views(words: Words) -> Mapping[str, Callable[[Tokens], Iterator[str]]]:
    """Return the views that are counted; the sentence is a vector and stands apart."""
    return {"letters": letters, "words": runs, "ideas": lambda tokens: ideas(tokens, words)}


def bare(tokens: Tokens) -> str:
    """Return the words without signs, for the sentence encoder; the signs where there is nothing else."""
    return " ".join(token for token in tokens if _is_word(token)) or " ".join(tokens)


def _is_word(token: str) -> bool:
    return token[0].isalnum()
