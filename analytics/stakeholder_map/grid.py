"""The grid of influence and interest as a picture: five by five cells with the names in them, as each rated itself."""

from analytics.stakeholder_map.model import Organisation, StakeholderMap
from analytics.stakeholder_map.picture import page, text
from analytics.stakeholder_map.rules import word
from analytics.stakeholder_map.told import Told
from bot.guide import Language

_STEPS = 5
_WIDE, _HIGH, _LEFT, _TOP = 176, 96, 70, 50
_LINES, _LETTERS = 5, 25


def cells(found: StakeholderMap) -> dict[tuple[int, int], list[Organisation]]:
    """Return the organisations by their own rating of influence and interest, each rounded to a step (1 to 5)."""
    made: dict[tuple[int, int], list[Organisation]] = {}
    for one in found.organisations:
        if one.influence is not None and one.interest is not None:
            made.setdefault((int(one.influence + 0.5), int(one.interest + 0.5)), []).append(one)
    return made


def grid_picture(found: StakeholderMap, told: Told, language: Language) -> str:
    """Draw the grid: influence upwards, interest to the right."""
    named = {cell: [told.name(one) for one in inside] for cell, inside in cells(found).items()}
    influence, interest = word("influence", language), word("interest", language)
    parts = [
        _cell(low, high, named.get((low, high), [])) for low in range(1, _STEPS + 1) for high in range(1, _STEPS + 1)
    ]
    bottom = _TOP + _STEPS * _HIGH
    parts += [text(_LEFT + (at - 0.5) * _WIDE, bottom + 18, str(at), anchor="middle") for at in range(1, _STEPS + 1)]
    parts += [text(_LEFT - 14, bottom - (at - 0.5) * _HIGH, str(at), anchor="middle") for at in range(1, _STEPS + 1)]
    parts += [
        text(_LEFT, 20, f"{word('grid_title', language)}. {word('self_rated', language)}", size=14, bold=True),
        text(_LEFT, _TOP - 8, f"{influence} ↑"),
        text(_LEFT + _STEPS * _WIDE, bottom + 36, f"{interest} →", anchor="end"),
    ]
    said = [
        f"{influence} {low}, {interest} {high}: {', '.join(names)}."
        for (low, high), names in sorted(named.items(), reverse=True)
    ]
    description = " ".join([word("self_rated", language), *said])
    return page(word("grid_title", language), description, parts, _LEFT + _STEPS * _WIDE + 20, bottom + 50)


def _cell(influence: int, interest: int, names: list[str]) -> str:
    x, y = _LEFT + (interest - 1) * _WIDE, _TOP + (_STEPS - influence) * _HIGH
    shade = "#eef4f8" if names else "#ffffff"
    parts = [f'<rect x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" fill="{shade}" stroke="#c4cdd5"/>']
    lines = names if len(names) <= _LINES else [*names[: _LINES - 1], f"+ {len(names) - _LINES + 1}"]
    for at, name in enumerate(lines):
        cut = name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"
        parts.append(text(x + 8, y + 20 + 16 * at, cut))
    return "\n".join(parts)
