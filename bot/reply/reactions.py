"""What is neither an answer nor a wish: a laugh, a sound, "goeie vraag", or only that the question was heard."""

from bot.reply.fold import emoji, words
from bot.reply.lexicon import phrases, vocabulary


def only_reacts(text: str) -> bool:
    """Return whether all of a text is laughs, sounds and words about the question, in any order."""
    left = words(text)
    while left:
        first = next((phrase for phrase in phrases("reactions") if tuple(left[: len(phrase)]) == phrase), None)
        if first is None:
            return False
        left = left[len(first) :]
    return bool(words(text))


def only_hears(text: str) -> bool:
    """Return whether a text says no more than that the question was heard: "ok", or emoji without a word."""
    said = words(text)
    return tuple(said) in phrases("heard") if said else bool(emoji(text))


def only_says_yes(text: str) -> bool:
    """Return whether a text is one word of yes."""
    said = words(text)
    return len(said) == 1 and said[0] in vocabulary("yes")
