"""Names told by a cue: an introduction, a title, a role, the end of a message."""

import re

from bot.personal_data.name_parts import end_of_name, is_initial, is_unknown_name, not_names
from bot.personal_data.name_text import Words, cue_before
from bot.personal_data.name_words import family_length, family_level, first_name, is_particle
from bot.personal_data.words import phrases, prose_set, word_set

_AFTER_CUE = re.compile(r"[ :'’\"“‘«(.]{0,4}")
_AFTER_FIELD = re.compile(r" ?: ?|=")
_AFTER_SIGNING = re.compile(r"[ ,.!\n\r–-]{1,6}")
_LONGEST_SIGNATURE = 5
_LONGEST_UNKNOWN = 3
_AGE = re.compile(r"[, (]{1,3}")


def after_introduction(words: Words, at: int) -> int:
    """Find "ik heet xander", "they call me Sully", "Naam: Jef"."""
    token = words.tokens[at]
    if token.text.isdigit() or token.folded in prose_set("not_a_name"):
        return 0
    if _AFTER_CUE.fullmatch(token.gap):
        if cue_before(words, at, "intro"):
            return _told(words, at)
        if cue_before(words, at, "intro_capital") and (
            first_name(token) or is_unknown_name(token, shouted=words.shouted)
        ):
            return _told(words, at, unknown=words.capital(at))
        if cue_before(words, at, "self") and _is_unknown_self(words, at):
            return end_of_name(words.tokens, at + 1, shouted=words.shouted)
    if _AFTER_FIELD.fullmatch(token.gap) and cue_before(words, at, "form_fields"):
        known = first_name(token) or is_unknown_name(token, shouted=words.shouted) or family_length(words.tokens, at)
        return _told(words, at) if known else 0
    return 0


def _told(words: Words, at: int, *, unknown: bool = True) -> int:
    """Return the end of a name that somebody says is one; a last unknown word before a stop belongs to it."""
    token = words.tokens[at]
    family = family_length(words.tokens, at)
    begin = at + (family if family and not first_name(token) else 1)
    if is_particle(token) and not family and not first_name(token):
        return 0
    end = end_of_name(words.tokens, begin, shouted=words.shouted)
    if unknown and end == at + 1 and end < len(words.tokens):
        last = words.tokens[end]
        stop = (
            end + 1 == len(words.tokens)
            or words.tokens[end + 1].gap[:1] in ",.(!;\n"
            or words.folded[end + 1] in {"en", "and", "et"}
        )
        if (
            stop
            and last.gap == " "
            and last.folded not in not_names()
            and len(last.text) > _LONGEST_UNKNOWN
            and last.text.isalpha()
        ):
            return end + 1
    return end


def _is_unknown_self(words: Words, at: int) -> bool:
    """Tell "Ik ben Xhenisa, 17" from "Ik ben Vlaming"."""
    if at + 1 >= len(words.tokens) or not is_unknown_name(words.tokens[at], shouted=words.shouted):
        return False
    after = words.tokens[at + 1]
    aged = after.text.isdigit() and _AGE.fullmatch(after.gap) is not None
    return aged or (words.folded[at + 1 : at + 3] in (["en", "ik"], ["and", "i"], ["et", "j"], ["et", "je"]))


def after_title(words: Words, at: int) -> int:  # noqa: PLR0911 - one reason a line why it is no name
    """Find "mevrouw Verhaeghe", "dhr. claeys", "Madame Lefèvre"."""
    token = words.tokens[at]
    if (
        not at
        or token.gap not in (" ", ". ", ".")
        or not cue_before(words, at, "titles")
        or (token.folded in not_names() - word_set("roles") and not _is_family_for_sure(words, at))
    ):
        return 0
    if words.folded[at - 1] in {"m", "pr", "ir", "ing"} and not (token.gap.startswith(".") and token.capital):
        return 0
    if words.folded[at - 1] == "heer" and words.folded[max(at - 2, 0)] != "de":
        return 0
    if token.all_capitals and not words.shouted:
        return 0
    family = family_length(words.tokens, at)
    known = first_name(token) or (family and (family > 1 or family_level(words.tokens, at, family) != "always"))
    sure_title = words.folded[at - 1] in word_set("title_abbreviations")
    if known or is_initial(words.tokens, at) or words.capital(at) or (sure_title and not is_particle(token)):
        if token.folded in word_set("roles") or token.text.isdigit():
            return 0
        begin = at + (family if family and not first_name(token) else 0 if is_particle(token) else 1)
        end = end_of_name(words.tokens, begin, shouted=words.shouted) if begin > at else at + _particled(words, at)
        return end if end > at else 0
    return 0


def _is_family_for_sure(words: Words, at: int) -> bool:
    """Return whether a small word is a family name after a title: "mevr van damme", "mevrouw Pas"."""
    length = family_length(words.tokens, at)
    return length > 1 or (length == 1 and words.capital(at) and not is_particle(words.tokens[at]))


def _particled(words: Words, at: int) -> int:
    return end_of_name(words.tokens, at, shouted=words.shouted) - at


def after_role(words: Words, at: int) -> int:  # noqa: PLR0911 - one reason a line why it is no name
    """Find "coach Yasmine", "mijn broer heet Jo", "De schepen, Hilde Demedts"."""
    token = words.tokens[at]
    role_end = _role_end(words, at)
    if not role_end or (token.all_capitals and not words.shouted) or token.folded in not_names():
        return 0
    role = words.folded[role_end - 1]
    named = role_end < at or token.gap != " "
    known = first_name(token)
    if known:
        if (
            words.capital(at)
            or known != "always"
            or (role_end < at and words.folded[at - 1] in word_set("named") - {"is", "est"})
        ):
            if not words.capital(at) and named and token.gap != " ":
                return 0
            return end_of_name(words.tokens, at + 1, shouted=words.shouted)
        return 0
    family = family_length(words.tokens, at)
    if family and words.capital(at):
        return end_of_name(words.tokens, at + family, shouted=words.shouted)
    plain = role not in word_set("formal_roles") and not named
    called = role_end < at and words.folded[at - 1] in {
        "heet",
        "heette",
        "genaamd",
        "appelle",
        "called",
        "named",
        "nomme",
    }
    if (plain or called) and is_unknown_name(token, shouted=words.shouted) and not words.shouted:
        return end_of_name(words.tokens, at + 1, shouted=words.shouted)
    return 0


def _role_end(words: Words, at: int) -> int:
    """Return where a role ends that this word may be the name to, or 0: "coach ", "coach, ", "coach heet "."""
    token = words.tokens[at]
    if token.gap in (" ", ", ", ' "', " '", ": ", " (") and cue_before(words, at, "roles"):
        return at
    if token.gap == " ":
        length = cue_before(words, at, "named")
        if length and words.tokens[at - length].gap in (" ", "'", "’") and cue_before(words, at - length, "roles"):
            return at - length
    return 0


def introduced_after(words: Words, at: int) -> int:
    """Find "Xhevahire Zekaj is onze tolk", "Nancy (coach)": who somebody is stands after the name."""
    end = at
    while (
        end < len(words.tokens)
        and end - at < _LONGEST_UNKNOWN
        and (end == at or words.tokens[end].gap == " ")
        and _may_be_name(words, end)
    ):
        end += 1
    if end == at or end >= len(words.tokens):
        return 0
    after = end
    if words.folded[after] in {"is", "was", "est", "etait"} and words.tokens[after].gap == " ":
        after += 1
    elif words.tokens[after].gap not in (", ", " (", " - ", " – "):
        return 0
    if after < len(words.tokens) and words.folded[after] in word_set("possessives"):
        after += 1
    elif after == end + 1:
        return 0
    length = phrases("roles").length_at(words.folded, after) if after < len(words.tokens) else 0
    formal = length and words.folded[after + length - 1] in word_set("formal_roles")
    return end if length and (not formal or end - at > 1) else 0


def _may_be_name(words: Words, at: int) -> bool:
    token = words.tokens[at]
    known = first_name(token) is not None or family_length(words.tokens, at) == 1
    return (
        words.capital(at)
        and (known or is_unknown_name(token, shouted=words.shouted))
        and not (token.all_capitals and not words.shouted)
    )


def signature(words: Words, at: int) -> int:
    """Find the name that closes a message, after "Groetjes," or "Kind regards"."""
    token, last = words.tokens[at], len(words.tokens)
    if (
        last - at > _LONGEST_SIGNATURE
        or not _AFTER_SIGNING.fullmatch(token.gap)
        or not cue_before(words, at, "signing_off")
    ):
        return 0
    if token.folded in not_names() or (token.all_capitals and not words.shouted):
        return 0
    parted = token.gap.strip(" ") != ""
    known = first_name(token) or family_length(words.tokens, at)
    both = last - at == 2 and words.tokens[-1].capital and words.tokens[-1].gap == " "  # noqa: PLR2004 - a first and a family name
    unknown = (parted or both) and last - at <= _LONGEST_UNKNOWN and is_unknown_name(token, shouted=words.shouted)
    if unknown or (known and (words.capital(at) or at + 1 == last or first_name(token) != "always")):
        return end_of_name(words.tokens, at + 1, shouted=words.shouted)
    return 0
