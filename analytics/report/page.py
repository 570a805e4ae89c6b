"""A paper as one HTML page that opens offline."""

from pathlib import Path
from typing import Any

from analytics.export.safe import without_controls
from analytics.report.paper import Paper

_HERE = Path(__file__).parent


def page(paper: Paper) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters["visible"] = visible
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return pages.get_template("page.html.j2").render(paper=paper, words=paper.words, style=style)


def visible(text: Any) -> str:
    """Return a text without control signs, which HTML cannot hold."""
    return without_controls(str(text))[0]
