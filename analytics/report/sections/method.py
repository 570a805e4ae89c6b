"""How the figures came about, and what they cannot say."""

from analytics.report.blocks import Paragraph, Section
from analytics.report.context import Context
from analytics.shield import SMALLEST

_SENTENCES = (
    "method_who",
    "method_people",
    "method_hidden",
    "method_together",
    "method_waiting",
    "method_themes",
    "method_chance",
    "method_interval",
    "method_quotes",
    "method_minutes",
    "method_limits",
)


def build(context: Context) -> Section | None:
    """Build the chapter."""
    words, least = context.words, {"adults": SMALLEST["stakeholder"], "young": SMALLEST["youth"]}
    return Section("method", words("method_title"), tuple(Paragraph(words(key, **least)) for key in _SENTENCES))
