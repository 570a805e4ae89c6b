"""What a coach says about an answer: more, the source, another one, useful or not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.guidance.fault import Fault, GuidanceProblem
from bot.guide import LANGUAGES

Wish = Literal["more", "source", "another", "week", "useful", "not_useful"]
"""What is asked of the answer at hand; `week` is the thing to try this week."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("\u2019", "'")))


@dataclass(frozen=True)
class Phrases:
    """Phrases by what they ask for, the three languages together."""

    wishes: Mapping[str, Wish]
    openings: tuple[str, ...]

    def wish(self, text: str) -> Wish | None:
        """Return what a message asks of the answer at hand, or None where it is a question of its own."""
        return self.wishes.get(_plain(text))

    def opens_follow_up(self, text: str) -> bool:
        """Tell whether a message opens as one that leans on the talk before it."""
        return f"{_plain(text)} ".startswith(self.openings)


def read_phrases(path: Path) -> Phrases:
    """Read `phrases.yml`.

    Raises:
        GuidanceProblem: it cannot be read, or a list is missing.

    """
    try:
        raw = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        wishes = {
            _plain(str(phrase)): wish
            for wish in get_args(Wish)
            for language in LANGUAGES
            for phrase in raw[wish][language]
        }
        openings = tuple(f"{_plain(str(one))} " for language in LANGUAGES for one in raw["opens"][language])
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise GuidanceProblem((Fault(path, 1, "the phrases cannot be read; the file has to be valid YAML"),)) from error
    except (KeyError, TypeError) as error:
        raise GuidanceProblem((Fault(path, 1, f"a list of phrases is missing: {error}"),)) from error
    return Phrases(wishes, openings)
