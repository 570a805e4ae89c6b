"""Charts as SVG, drawn offline: bars with their figure beside them, read at a glance and in black and white."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

INK, BAR = "#1f2933", "#0072b2"
"""Blue of Okabe and Ito's palette, which people with any kind of colour blindness tell apart from the ink."""
_WIDTH, _NAMES, _STEP = 400, 250, 28
"""Pixels of the bars, of the names beside them, and from one bar to the next: the same in all, so that bars line up."""
_LABEL = 32
"""A label on the axis shows so many characters; the table below has the whole of it."""


@dataclass(frozen=True)
class BarShown:
    """One bar: its name, its length (None: hidden) and what stands beside it."""

    label: str
    length: float | None
    beside: str


def bars(shown: tuple[BarShown, ...], whole: float, title: str) -> str:
    """Draw horizontal bars, from top to bottom in the order given, and return the SVG; the whole width is `whole`."""
    import altair as alt
    import vl_convert

    rows = [
        {"label": _cut(bar.label), "place": place, "length": bar.length or 0, "beside": bar.beside}
        for place, bar in enumerate(shown)
    ]
    y = alt.Y("place:O", axis=None)
    x = alt.X("length:Q", axis=None, scale=alt.Scale(domain=[0, whole * 1.25]))
    base = alt.Chart({"values": rows}).encode(y=y)
    drawn = base.mark_bar(color=BAR, cornerRadiusEnd=2, height=18).encode(x=x)
    figures = base.mark_text(align="left", dx=6, color=INK, fontSize=14).encode(x=x, text="beside:N")
    labels = base.mark_text(align="right", dx=-8, color=INK, fontSize=14).encode(x=alt.value(0), text="label:N")
    chart: Any = (drawn + figures + labels).properties(
        width=_WIDTH, height=_STEP * len(shown), padding={"left": _NAMES, "right": 10, "top": 4, "bottom": 4}
    )
    chart = chart.configure(font="sans-serif", background="#ffffff", view={"stroke": None}, autosize="none")
    return _with_name(str(vl_convert.vegalite_to_svg(chart.to_dict())), title)


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"


def _with_name(svg: str, title: str) -> str:
    """Give the picture its name for screen readers, and let its parts be silent: the table below says them."""
    from xml.sax.saxutils import escape, quoteattr

    opening, rest = svg.split(">", 1)
    return f'{opening} role="img" aria-label={quoteattr(title)}><title>{escape(title)}</title>{_silent(rest)}'


@lru_cache(maxsize=1)
def _aria() -> Any:
    import re

    return re.compile(r' (?:aria-(?:label|roledescription|hidden)|role)="[^"]*"')


def _silent(svg: str) -> str:
    return str(_aria().sub("", svg))
