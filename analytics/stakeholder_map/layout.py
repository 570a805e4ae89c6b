"""Where things stand in the picture: organisations that are tied near each other, labels that do not cover each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analytics.stakeholder_map.model import Organisation, Tie

LETTER, LINE = 7.4, 14
"""About the width of a letter and the height of a line at 12 px, in the widest of common fonts."""


@dataclass(frozen=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """Return the area that two boxes share."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True)
class Placed:
    """One organisation in the picture, and where its label begins (left end, base line)."""

    x: float
    y: float
    radius: float
    label_x: float
    label_y: float


def place(
    organisations: Sequence[Organisation], ties: Sequence[Tie], labels: Mapping[str, str], width: float, height: float
) -> dict[str, Placed]:
    """Return where each organisation and its label stand; the same map gives the same picture."""
    spots = _spots(organisations, ties, width, height)
    most = max((one.named_by for one in organisations), default=0) or 1
    sizes = {one.key: 7 + 13 * (one.named_by / most) ** 0.5 for one in organisations}
    taken = [Box(x - sizes[key], y - sizes[key], x + sizes[key], y + sizes[key]) for key, (x, y) in spots.items()]
    placed = {}
    for one in organisations:
        x, y = spots[one.key]
        box = _free(x, y, sizes[one.key], len(labels[one.key]) * LETTER, taken, width, height)
        taken.append(box)
        placed[one.key] = Placed(x, y, sizes[one.key], box.left, box.bottom - 4)
    return placed


def _spots(
    organisations: Sequence[Organisation], ties: Sequence[Tie], width: float, height: float
) -> dict[str, tuple[float, float]]:
    """Return the middles: those that are tied by springs, those without ties in rows beneath."""
    import networkx as nx

    graph = nx.Graph((tie.source, tie.target) for tie in ties)
    alone = [one.key for one in organisations if one.key not in graph]
    columns = 4
    rows = -(-len(alone) // columns)
    below = 44.0 * rows
    spots = _loose(alone, columns, width, height - below)
    if len(graph):
        laid = nx.spring_layout(graph, seed=7, k=2.2 / max(1.0, len(graph) ** 0.5), iterations=200)
        spots |= _scaled({str(key): (float(x), float(y)) for key, (x, y) in laid.items()}, width, height - below)
    return spots


def _loose(keys: Sequence[str], columns: int, width: float, top: float) -> dict[str, tuple[float, float]]:
    step = width / columns
    return {key: (step * (at % columns) + 30, top + 22 + 44.0 * (at // columns)) for at, key in enumerate(keys)}


def _scaled(spots: Mapping[str, tuple[float, float]], width: float, height: float) -> dict[str, tuple[float, float]]:
    """Stretch the layout over the page, with room for labels at the sides."""
    xs, ys = ([spot[axis] for spot in spots.values()] for axis in (0, 1))
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    return {
        key: (90 + (x - min(xs)) / wide * (width - 220), 40 + (y - min(ys)) / high * (height - 80))
        for key, (x, y) in spots.items()
    }


def _free(x: float, y: float, radius: float, wide: float, taken: Sequence[Box], width: float, height: float) -> Box:
    """Return the place for a label, beside, under or above its circle, that covers the least."""
    gap = radius + 4
    corners = [
        (x + gap, y - LINE / 2),
        (x - gap - wide, y - LINE / 2),
        (x - wide / 2, y + gap),
        (x - wide / 2, y - gap - LINE),
        (x + gap * 0.7, y + gap * 0.7),
        (x + gap * 0.7, y - gap * 0.7 - LINE),
        (x - gap * 0.7 - wide, y + gap * 0.7),
        (x - gap * 0.7 - wide, y - gap * 0.7 - LINE),
    ]
    boxes = [Box(left, top, left + wide, top + LINE) for left, top in corners]
    page = Box(4, 4, width - 4, height - 4)

    def covers(box: Box) -> float:
        outside = wide * LINE - box.overlap(page)
        return 3 * outside + sum(box.overlap(other) for other in taken)

    return min(boxes, key=covers)
