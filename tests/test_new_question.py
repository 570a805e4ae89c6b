"""A question that staff add to a guide, as YAML and nothing else, is asked in all three languages by the same model."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from talk import Talk, play

ROOT = Path(__file__).resolve().parent.parent
ADDED = """
  - key: starters_known
    kind: number
    low: 0
    high: 500
    goal: How many young starters this person knows.
    text:
      nl: "Hoeveel jonge starters ken je?"
      en: "How many young starters do you know?"
      fr: "Combien de jeunes starters connais-tu ?"
    explain:
      nl: "Een schatting is genoeg."
      en: "A guess is enough."
      fr: "Une estimation suffit."

"""
ASKED = {
    "nl": ("Hoeveel jonge starters", "vijftien", "geen getal", "0 tot 500", "geen enkel cijfer eigenlijk"),
    "en": ("How many young starters", "fifteen", "no number", "0 to 500", "plenty of them"),
    "fr": ("Combien de jeunes starters", "quinze", "pas de nombre", "0 à 500", "plein de monde"),
}


@pytest.fixture(scope="module")
def wider_world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The world with one more question in the stakeholder guide."""
    from bot.settings import Settings
    from bot.world import World

    folder = tmp_path_factory.mktemp("world")
    shutil.copytree(ROOT / "data", folder / "data")
    guide = folder / "data" / "guides" / "stakeholder.yml"
    before, mark, after = guide.read_text(encoding="utf-8").partition("  - key: work_with_youth\n")
    guide.write_text(before + ADDED.lstrip("\n") + mark + after, encoding="utf-8")
    return World.load(Settings(_env_file=None, meespraak_data=folder / "data", meespraak_key_file=folder / "key"))


@pytest.mark.parametrize("language", ASKED)
def test_a_question_added_as_data_is_asked_without_training(
    language: str, wider_world: Any, engine: Any, database: Any
) -> None:
    asks, number, none, between, vague = ASKED[language]
    steps = [
        {"begins": {"guide": "stakeholder", "length": "short"}},
        {"says": "1", "hears": asks, "open": "starters_known"},
        {"says": vague, "hears": [none, asks]},
        {"says": "9000", "hears": between},
        {"says": number, "stored": {"starters_known": 15}, "open": "work_with_youth"},
    ]

    play(Talk(wider_world, engine, database, hint=language), {"talk": steps})


@pytest.mark.parametrize("language", ASKED)
def test_a_number_that_is_never_given_stays_unclear(
    language: str, wider_world: Any, engine: Any, database: Any
) -> None:
    vague = ASKED[language][-1]
    steps = [
        {"begins": {"guide": "stakeholder", "length": "short"}},
        {"up_to": "starters_known"},
        {"says": "9000"},
        {"says": "-3"},
        {"says": vague, "stored": {"starters_known": {"said": vague, "value": None, "missing": "unclear"}}},
        {"open": "work_with_youth"},
    ]

    play(Talk(wider_world, engine, database, hint=language), {"talk": steps})
