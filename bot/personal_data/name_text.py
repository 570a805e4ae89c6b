"""A text on which the search for names works."""

from dataclasses import dataclass

from bot.personal_data.tokens import Token
from bot.personal_data.words import phrases


@dataclass(frozen=True)
class Words:
    """A text on which the search for names works."""

    tokens: list[Token]
    folded: list[str]
    shouted: bool
    text: str

    def capital(self, at: int) -> bool:
        """Return whether a capital tells something here."""
        return self.tokens[at].capital and not self.shouted


def cue_before(words: Words, at: int, name: str) -> int:
    """Return how many words the cue has that ends right before this word, or 0."""
    found = phrases(name)
    for begin in range(max(0, at - 5), at):
        if found.length_at(words.folded, begin) == at - begin:
            return at - begin
    return 0
