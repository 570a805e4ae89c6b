"""What the map knows of names, and its words: `analytics/rules/map.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path(__file__).parent.parent / "rules" / "map.yml"


@dataclass(frozen=True)
class Rules:
    """The file as it is used."""

    silent: frozenset[str]
    """Legal forms and fillers: they say nothing about which organisation it is."""
    legal_forms: frozenset[str]
    first_form: Mapping[str, str]
    """Words by which the first of their row is meant."""
    also_called: Mapping[str, str]
    """Short names by the long ones."""
    places: frozenset[str]
    towns: frozenset[str]
    """Places that are a municipality by themselves."""
    general: frozenset[str]
    """Words that stand in many names; sharing only these is no evidence."""
    kinds: Mapping[str, str]
    """Kinds of organisation by a word of a name."""
    organisations: frozenset[str]
    sentence_words: frozenset[str]
    """Two of these in five words or more tell a sentence."""
    municipality: str
    words: Mapping[str, Mapping[str, str]]


_NO_TOWN = frozenset(
    {"vlaanderen", "oost", "west", "noord", "zuid", "brabant", "limburg", "kempen", "waasland", "brussel"}
)


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Read the rules."""
    raw: dict[str, Any] = YAML(typ="safe").load(FILE)
    first_form = {word: row[0] for row in raw["same_words"] for word in row}
    places = frozenset(raw["places"].split()) | {first_form.get(place, place) for place in raw["places"].split()}
    kinds = {word: kind for kind, named in raw["kinds"].items() for word in named}
    return Rules(
        silent=frozenset(raw["legal_forms"]) | frozenset(raw["fillers"]),
        legal_forms=frozenset(raw["legal_forms"]),
        first_form=first_form,
        also_called={long: short for short, longs in raw["also_called"].items() for long in longs},
        places=places,
        towns=places - _NO_TOWN,
        general=(places | frozenset(kinds) | frozenset(first_form.values()) | frozenset(raw["organisations"]))
        - frozenset(raw["also_called"]),
        kinds=kinds,
        organisations=frozenset(raw["organisations"]),
        sentence_words=frozenset(raw["sentence_words"].split()),
        municipality=str(raw["same_words"][0][0]),
        words=raw["words"],
    )


def word(key: str, language: str, **params: object) -> str:
    """Return a text of the map, filled in."""
    return rules().words[key][language].format(**params)
