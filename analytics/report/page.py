"""A paper as one HTML page that opens offline."""

import re
from functools import partial
from pathlib import Path
from typing import Any

from analytics.export.safe import without_controls
from analytics.report.paper import Paper

_HERE = Path(__file__).parent
_FIGURE, _TIED = re.compile(r"\bn = (?=\d)"), "n\u00a0=\u00a0"
_FRENCH, _TIED_FRENCH = re.compile(r" (?=[;:?!»%])|(?<=«) "), "\u00a0"


def page(paper: Paper) -> str:
    """Return the page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters |= {"visible": partial(typeset, language=paper.words.language), "literal": visible}
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    return pages.get_template("page.html.j2").render(paper=paper, words=paper.words, style=style)


def typeset(text: Any, language: str) -> str:
    """Return our own words without control signs, with what belongs together on one line: `n = 27`, and signs in French."""
    kept = _FIGURE.sub(_TIED, visible(text))
    return _FRENCH.sub(_TIED_FRENCH, kept) if language == "fr" else kept


def visible(text: Any) -> str:
    """Return a text without control signs, which HTML cannot hold."""
    return without_controls(str(text))[0]
