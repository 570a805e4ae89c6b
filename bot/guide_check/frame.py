"""Whether a guide's opening and closing can be: consent first, age for young people, nothing unknown."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.guide_check.answers import LONGEST_KEY
from bot.guide_check.place import Place, nearest

Content = Mapping[str, Any]


def look_at_opening(place: Place, guide: Content, frame: Mapping[str, Content]) -> None:
    """Look at the questions a guide asks before its own."""
    _known(place.at("opening"), guide.get("opening"), frame, "opening")
    if "opening" not in guide:
        return
    serves = [frame[key].get("serves") for key in guide["opening"] if key in frame]
    if "consent_take_part" not in serves:
        place.at("opening").fault("the guide asks no consent; add 'take_part' (or 'take_part_youth') to its opening.")
    if guide.get("role") == "youth" and "age_band" not in serves:
        place.at("opening").fault("the guide is for young people and does not ask their age; add 'age_band' first.")
    elif guide.get("role") == "youth" and serves.index("age_band") > 0:
        place.at("opening").fault("young people are asked their age before anything else; put 'age_band' first.")
    if "minutes_short" in guide and "length" not in serves:
        place.at("minutes_short").fault("nobody can choose the short version; add 'length' to the opening.")


def look_at_closing(place: Place, guide: Content, frame: Mapping[str, Content]) -> None:
    """Look at the questions a guide asks after its own."""
    _known(place.at("closing"), guide.get("closing"), frame, "closing")


def look_at_whole(place: Place, guide: Content) -> None:
    """Look at the figures that hold for the guide as a whole."""
    key = guide.get("guide", "")
    if key and (not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key) or len(key) > LONGEST_KEY):
        place.at("guide").fault(f"the name '{key:.40}' must be small letters joined by '_', at most {LONGEST_KEY}.")
    count, short = len(guide.get("questions", [])), guide.get("minutes_short")
    if short is not None and short >= guide.get("minutes", short + 1):
        place.at("minutes_short").fault("the short version must take fewer minutes than the whole.")
    if short is not None and all(question.get("core", True) for question in guide.get("questions", [])):
        place.at("minutes_short").fault("the short version leaves nothing out; write 'core: false' where it may.")
    if guide.get("rotate", 0) > count:
        place.at("rotate").fault(f"the guide asks {guide['rotate']} questions each time and has only {count}.")


def _known(place: Place, keys: Sequence[str | None] | None, frame: Mapping[str, Content], part: str) -> None:
    seen: list[str] = []
    for index, key in enumerate(keys or []):
        if key is None:
            continue
        here = place.at(index)
        if key not in frame:
            here.fault(f"'{key:.40}' is not a question of frame/{part}.yml.{nearest(key, [*frame])}")
        elif key in seen:
            here.fault(f"'{key}' is asked twice in the {part}; keep one.")
        for condition in frame.get(key, {}).get("ask_if", []):
            needed = condition["question"]
            if needed not in seen:
                here.fault(f"'{key}' depends on '{needed}'; add '{needed}' before it.")
        seen.append(key)
