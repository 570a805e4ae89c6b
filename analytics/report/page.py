"""The report as one HTML page that opens offline."""

from pathlib import Path
from typing import Any

from analytics.export.safe import without_controls
from analytics.report.blocks import Section
from analytics.report.context import Context
from analytics.shield import SMALLEST

_HERE = Path(__file__).parent


def page(context: Context, sections: list[Section]) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters["visible"] = visible
    words = context.words
    return pages.get_template("page.html.j2").render(
        sections=sections,
        words=words,
        date=date(context),
        hidden_note=words("hidden_note", adults=SMALLEST["stakeholder"], young=SMALLEST["youth"]),
        style=(_HERE / "page.css").read_text(encoding="utf-8"),
    )


def date(context: Context) -> str:
    """Return the day the report was made, as the language writes it."""
    return f"{context.now:%d/%m/%Y}" if context.language != "en" else f"{context.now:%-d %B %Y}"


def visible(text: Any) -> str:
    """Return a text without control signs, which HTML cannot hold."""
    return without_controls(str(text))[0]
