"""The monitoring report: one page that opens offline, and every figure of it as JSON."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from analytics.coverage import Invited
from analytics.export.safe import without_controls
from analytics.frames import frames
from analytics.guidebook import Guides
from analytics.report.blocks import Section
from analytics.report.context import Context
from analytics.report.sections import SECTIONS
from analytics.sharing import taking_part
from analytics.shield import SMALLEST
from analytics.sources import Source
from bot.guide import Language

FORMATS = ("html", "json")
_HERE = Path(__file__).parent


def write_report(
    source: Source,
    out: Path,
    guides: Guides,
    *,
    now: datetime,
    language: Language = "nl",
    formats: Sequence[str] = FORMATS,
    invited: Invited | None = None,
) -> list[Path]:
    """Write the report of a study as `report.html` and `report.json`, and return what was written.

    `now` decides which open interviews count as left; with its zone, it is also the date on the page.

    Raises:
        ValueError: a format is not known.

    """
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ValueError(f"There is no format '{min(unknown)}'; there are: {', '.join(FORMATS)}.")
    out.mkdir(parents=True, exist_ok=True)
    context = Context(frames(taking_part(source)), guides, now, language, invited)
    sections = [section for build in SECTIONS if (section := build(context)) is not None]
    written = []
    for name in dict.fromkeys(formats):
        path = out / f"report.{name}"
        path.write_text(_page(context, sections) if name == "html" else _figures(context, sections), encoding="utf-8")
        written.append(path)
    return written


def _figures(context: Context, sections: list[Section]) -> str:
    content = {
        "made_on": context.now.isoformat(),
        "language": context.language,
        "smallest_group": SMALLEST,
        "sections": [section.as_json() for section in sections],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _page(context: Context, sections: list[Section]) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    pages.filters["visible"] = _visible
    words = context.words
    return pages.get_template("page.html.j2").render(
        sections=sections,
        words=words,
        date=f"{context.now:%d/%m/%Y}" if context.language != "en" else f"{context.now:%-d %B %Y}",
        hidden_note=words("hidden_note", adults=SMALLEST["stakeholder"], young=SMALLEST["youth"]),
        style=(_HERE / "page.css").read_text(encoding="utf-8"),
    )


def _visible(text: Any) -> str:
    """Return a text without control signs, which HTML cannot hold."""
    return without_controls(str(text))[0]
