"""What looks like a person's name and is none: companies, streets, theories."""

from bot.personal_data.name_text import Words
from bot.personal_data.name_words import family_length, has_family_shape
from bot.personal_data.tokens import Token
from bot.personal_data.words import phrases, prose_set, word_set


def organisations(words: Words) -> set[int]:
    """Return the places of words that belong to an organisation called after somebody."""
    taken: set[int] = set()
    for at in range(len(words.tokens)):
        taken.update(range(at, at + phrases("organisations").length_at(words.folded, at)))
    return taken


def is_something_else(words: Words, begin: int, end: int) -> bool:
    """Return whether what stands around a name makes it a company, a street, a theory or a place."""
    tokens, folded = words.tokens, words.folded
    if (
        begin
        and tokens[begin].gap in (" ", ". ", "-", " '", ' "')
        and folded[begin - 1] in prose_set("not_after")
        and not _is_role_too(folded[begin - 1])
    ):
        return True
    if (
        end < len(tokens)
        and tokens[end].gap in (" ", "-")
        and (phrases("not_before").length_at(folded, end) or tokens[end].gap == "-")
    ):
        return True
    if words.text[tokens[end - 1].end : tokens[end - 1].end + 3].strip().startswith("&"):
        return True
    if begin > 1 and folded[begin - 1] in {"van", "of", "de", "d"} and folded[begin - 2] in word_set("called_after"):
        return True
    return any(_is_compound(tokens[at]) for at in (*range(begin + 1, end), *([end] if _follows(tokens, end) else [])))


def _follows(tokens: list[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].gap == " " and tokens[end].capital


def _is_role_too(word: str) -> bool:
    return word in word_set("titles") and word != "st"


def _is_compound(token: Token) -> bool:
    endings = tuple(word_set("not_ending"))
    return token.folded.endswith(endings) and not has_family_shape(token) and family_length([token], 0) == 0
