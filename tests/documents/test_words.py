"""The bot's words: each response once, in three languages, and used; no sentence for a participant in Python."""

import re
from pathlib import Path

from bot.guide import LANGUAGES
from bot.words import Words, response_files

ROOT = Path(__file__).resolve().parents[2]
CODE = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py")
)
RULES = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data").rglob("*.yml"))


def test_every_response_has_the_three_languages() -> None:
    words = Words.load(ROOT / "data")

    assert {name for name, texts in words.texts.items() if set(texts) != set(LANGUAGES)} == set()


def test_the_languages_of_a_response_take_the_same_values() -> None:
    for name, texts in Words.load(ROOT / "data").texts.items():
        places = {
            language: set(re.findall(r"\{(\w+)\}", " ".join(variations))) for language, variations in texts.items()
        }
        assert len({frozenset(found) for found in places.values()}) == 1, name


def test_every_response_the_code_names_exists() -> None:
    known = set(Words.load(ROOT / "data").texts)

    named = set(re.findall(r"\"(utter_[a-z_]+[a-z])\"", CODE))
    assert named - known == set()


def test_every_response_is_used() -> None:
    made = re.findall(r"f[\"'](utter_[^\"']*\{[^\"']*)[\"']", CODE)
    patterns = [re.compile(re.sub(r"\{[^}]*(\}|$)", "[a-z_]+", name)) for name in made]
    unused = []
    for _, responses in response_files(ROOT / "data"):
        for name in responses:
            direct = f'"{name}"' in CODE or len(re.findall(rf"\b{name}\b", RULES)) > 1
            if not direct and not any(pattern.fullmatch(name) for pattern in patterns):
                unused.append(name)
    assert unused == []
