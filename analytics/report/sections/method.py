"""How the figures came about, and what they cannot say."""

from analytics.report.blocks import Paragraph, Section
from analytics.report.context import Context
from analytics.shield import SMALLEST


def build(context: Context) -> Section | None:
    """Build the chapter."""
    words = context.words
    sentences = (
        words("method_who"),
        words("method_people"),
        words("method_hidden", adults=SMALLEST["stakeholder"], young=SMALLEST["youth"]),
        words("method_minutes"),
        words("method_limits"),
    )
    return Section("method", words("method_title"), tuple(Paragraph(sentence) for sentence in sentences))
