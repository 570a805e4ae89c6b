"""The map as a picture (SVG, and PNG from it): drawn by hand, so that it can be read in print and without colour."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from analytics.export.safe import without_controls
from analytics.stakeholder_map.layout import Placed, place
from analytics.stakeholder_map.model import Organisation, StakeholderMap, Tie
from analytics.stakeholder_map.rules import word
from analytics.stakeholder_map.told import Told
from bot.guide import Language

WIDTH = 1000
_MOST = 60
"""So many organisations can be told apart on a page."""
_LABEL = 34
INK, BLUE, GREY, ORANGE = "#1f2933", "#0072b2", "#5f6b76", "#b35900"
"""Blue and a dark orange of Okabe and Ito's palette; shape and dashes say the same without colour."""
_THICK = {"weekly": 3.0, "monthly": 1.8}


def picture(found: StakeholderMap, told: Told, language: Language, description: str = "") -> str:
    """Draw the map: circles are organisations, lines are ties, and a text says the same for who cannot see it."""
    drawn = sorted(found.organisations, key=lambda one: (-one.named_by, -one.interviewed))[:_MOST]
    keys = {one.key for one in drawn}
    ties = [tie for tie in found.ties if {tie.source, tie.target} <= keys]
    labels = {one.key: _cut(told.name(one)) for one in drawn}
    height = 420 + 14 * len(drawn)
    placed = place(drawn, ties, labels, WIDTH, height)
    missing = {one.key for one in found.missing}
    parts = [
        *(_line(tie, placed[tie.source], placed[tie.target]) for tie in ties),
        *(_circle(one, placed[one.key], missing=one.key in missing) for one in drawn),
        *(_label(labels[one.key], placed[one.key], bold=not one.unnamed) for one in drawn),
        *_legend(language, height, len(drawn) if len(found.organisations) > _MOST else None),
    ]
    return page(word("title", language), description or " ".join(told.sentences()), parts, WIDTH, height + 70)


def page(title: str, description: str, parts: Sequence[str], width: int, height: int) -> str:
    """Return an SVG with its name and its description for screen readers."""
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label={quoteattr(_clean(title))} font-family="sans-serif" font-size="12">\n'
        f"<title>{escape(_clean(title))}</title>\n<desc>{escape(_clean(description))}</desc>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 12, bold: bool = False) -> str:
    """Return a text with a white edge, so that it stays readable over a line."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{weight} fill="{INK}" '
        f'stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(_clean(words))}</text>'
    )


def png(svg: str) -> bytes:
    """Return the picture as PNG, twice as fine, for documents that take no SVG."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=2))


def _line(tie: Tie, one: Placed, other: Placed) -> str:
    wide = _THICK.get(tie.frequency or "", 1.0)
    return (
        f'<line x1="{one.x:.1f}" y1="{one.y:.1f}" x2="{other.x:.1f}" y2="{other.y:.1f}" '
        f'stroke="#9aa5b1" stroke-width="{wide}"/>'
    )


def _circle(one: Organisation, at: Placed, *, missing: bool) -> str:
    fill, stroke, dashes = (BLUE, BLUE, "") if one.interviewed else ("#ffffff", GREY, "")
    if missing:
        stroke, dashes = ORANGE, ' stroke-dasharray="4 3"'
    return (
        f'<circle cx="{at.x:.1f}" cy="{at.y:.1f}" r="{at.radius:.1f}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="2.5"{dashes}/>'
    )


def _label(words: str, at: Placed, *, bold: bool) -> str:
    return text(at.label_x, at.label_y, words, bold=bold)


def _legend(language: Language, top: float, drawn: int | None) -> list[str]:
    marks = (
        ("interviewed_mark", BLUE, BLUE, ""),
        ("named_mark", "#ffffff", GREY, ""),
        ("missing_mark", "#ffffff", ORANGE, "4 3"),
    )
    parts = [f'<line x1="20" y1="{top}" x2="{WIDTH - 20}" y2="{top}" stroke="#d5dade"/>']
    for at, (key, fill, stroke, dashes) in enumerate(marks):
        x = 34 + 160 * at
        parts.append(
            f'<circle cx="{x}" cy="{top + 22}" r="8" fill="{fill}" stroke="{stroke}" stroke-width="2.5" '
            f'stroke-dasharray="{dashes or "none"}"/>'
        )
        parts.append(text(x + 14, top + 26, word(key, language)))
    notes = [word("size_note", language), *([word("largest_only", language, n=drawn)] if drawn else [])]
    return [*parts, text(26, top + 52, " ".join(notes))]


def _cut(words: str) -> str:
    return words if len(words) <= _LABEL else words[: _LABEL - 1].rstrip() + "…"


def _clean(words: str) -> str:
    return without_controls(words)[0]
