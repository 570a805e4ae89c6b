"""Charts as SVG, drawn offline: read at a glance, in black and white, and by people with any kind of colour blindness."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

INK, BAR, OTHER, GREY = "#1f2933", "#0072b2", "#b35900", "#9aa5b1"
"""Blue and a dark orange of Okabe and Ito's palette; shapes and words say the same without colour."""
_WIDTH, _NAMES, _STEP = 380, 290, 28
"""Pixels of the bars, of the names beside them, and from one bar to the next: the same in all, so that bars line up."""
_LABEL = 34
"""A label on the axis shows so many characters; the table below has the whole of it."""
_ARIA = re.compile(r' (?:aria-(?:label|roledescription|hidden)|role)="[^"]*"')


@dataclass(frozen=True)
class BarShown:
    """One bar: its name, its length and what stands beside it."""

    label: str
    length: float
    beside: str


@dataclass(frozen=True)
class Step:
    """One row of a picture from one value to another."""

    label: str
    before: float
    after: float


def bars(shown: Sequence[BarShown], whole: float, title: str) -> str:
    """Draw horizontal bars, from top to bottom in the order given, and return the SVG; the whole width is `whole`."""
    import altair as alt

    rows = [
        {"label": _cut(bar.label), "place": place, "length": bar.length, "beside": bar.beside}
        for place, bar in enumerate(shown)
    ]
    y = alt.Y("place:O", axis=None)
    x = alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, whole * 1.25]))
    base = alt.Chart({"values": rows}).encode(y=y)
    drawn = base.mark_bar(color=BAR, cornerRadiusEnd=2, height=18).encode(x=x)
    figures = base.mark_text(align="left", dx=6, color=INK, fontSize=14).encode(x=x, text="beside:N")
    return _finished(drawn + figures + _labels(base), len(shown), title)


def steps(shown: Sequence[Step], title: str, legend: tuple[str, str]) -> str:
    """Draw from where to where each row goes on a scale: an open circle, a line, a square."""
    import altair as alt

    low, high = 1, 5
    rows = [
        {"label": _cut(one.label), "place": place, "before": one.before, "after": one.after, "until": high}
        for place, one in enumerate(shown)
    ]
    y = alt.Y("place:O", axis=None)
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(values=[1, 2, 3, 4, 5], orient="top", grid=True, title=None, domain=False, tickSize=0, format="d")
    base = alt.Chart({"values": rows}).encode(y=y)
    before = alt.X("before:Q", scale=scale, axis=axis)
    line = base.mark_rule(color=INK, strokeWidth=3).encode(x=before, x2="after:Q")
    circles = base.mark_point(size=130, filled=True, fill="#ffffff", stroke=BAR, strokeWidth=3, opacity=1)
    full = base.mark_square(size=150, color=OTHER, opacity=1)
    key = alt.Chart({"values": [{"at": low, "words": f"○ {legend[0]}   ■ {legend[1]}"}]})
    notes = key.mark_text(align="left", baseline="bottom", dy=-26, color=INK, fontSize=14).encode(
        x=alt.X("at:Q", scale=scale), y=alt.value(0), text="words:N"
    )
    whole = line + circles.encode(x=before) + full.encode(x=alt.X("after:Q", scale=scale)) + _labels(base) + notes
    return _finished(whole, len(shown), title, above=52)


@dataclass(frozen=True)
class Moment:
    """One round in a picture of rounds: its mean, as it is said, and its interval where that is shown."""

    name: str
    value: float
    said: str
    low: float | None = None
    high: float | None = None


def trend(points: Sequence[Moment], most: int, title: str) -> str:
    """Draw a value round by round, with its figure beside each point and a thin line as far as its interval goes."""
    import altair as alt

    rows = [
        {"place": f"{place:02d}", "value": one.value, "told": one.said, "low": one.low, "high": one.high}
        for place, one in enumerate(points)
    ]
    names = {f"{place:02d}": one.name for place, one in enumerate(points)}
    shown = " : ".join(f"datum.value == '{place}' ? '{_plain(name)}'" for place, name in names.items()) + " : ''"
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("place:O", axis=alt.Axis(title=None, labelExpr=shown, labelAngle=0, tickSize=0, labelFontSize=13)),
        y=alt.Y(
            "value:Q",
            scale=alt.Scale(domain=[1, most], nice=False),
            axis=alt.Axis(title=None, format="d", values=list(range(1, most + 1)), labelFontSize=13),
        ),
    )
    known = base.transform_filter("isValid(datum.low)")
    drawn: Any = (
        known.mark_rule(color=GREY, strokeWidth=2).encode(y="low:Q", y2="high:Q")
        + base.mark_line(color=BAR, strokeWidth=3)
        + base.mark_point(color=BAR, filled=True, size=90, opacity=1)
        + base.mark_text(dx=10, align="left", baseline="bottom", fontSize=14, color=INK).encode(text="told:N")
    ).properties(width=_WIDTH + _NAMES - 60, height=170, padding={"left": 30, "right": 20, "top": 10, "bottom": 6})
    return _rendered(drawn.configure(font="sans-serif", background="#ffffff", view={"stroke": None}), title)


def _labels(base: Any) -> Any:
    import altair as alt

    return base.mark_text(align="right", dx=-14, color=INK, fontSize=14).encode(x=alt.value(0), text="label:N")


def _finished(chart: Any, rows: int, title: str, above: int = 4) -> str:
    chart = chart.properties(
        width=_WIDTH, height=_STEP * rows, padding={"left": _NAMES, "right": 10, "top": above, "bottom": 4}
    )
    configured = chart.configure(font="sans-serif", background="#ffffff", view={"stroke": None}, autosize="none")
    return _rendered(configured.configure_axis(labelFontSize=14, labelColor=INK, gridColor="#d5dce2"), title)


def _rendered(chart: Any, title: str) -> str:
    import vl_convert

    return _with_name(str(vl_convert.vegalite_to_svg(chart.to_dict())), title)


def _plain(name: str) -> str:
    return re.sub(r"[^\w .:/-]", " ", name)


def without_pictures(label: str) -> str:
    """Return a label without its little pictures, which not every printer has; one that is nothing else stays."""
    plain = "".join(sign for sign in label if unicodedata.category(sign) not in ("So", "Cs", "Mn", "Cf")).strip()
    return plain or label


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def _with_name(svg: str, title: str) -> str:
    """Give the picture its name for screen readers, and let its parts be silent: the table below says them."""
    opening, rest = svg.split(">", 1)
    return f'{opening} role="img" aria-label={quoteattr(title)}><title>{escape(title)}</title>{_ARIA.sub("", rest)}'
