"""How the figures came about, and what they cannot say."""

from analytics.open_answers import different
from analytics.report.blocks import Paragraph, Section
from analytics.report.context import Context
from analytics.report.depth_words import depth_in_words
from analytics.shield import SMALLEST

_BEFORE = (
    "method_who",
    "method_people",
    "method_hidden",
    "method_together",
    "method_waiting",
    "method_themes",
)
_AFTER = (
    "method_chance",
    "method_interval",
    "method_quotes",
    "method_minutes",
    "method_limits",
)


def build(context: Context) -> Section | None:
    """Build the chapter."""
    words, least = context.words, {"adults": SMALLEST["stakeholder"], "young": SMALLEST["youth"]}
    before, after = ([words(key, **least) for key in keys] for keys in (_BEFORE, _AFTER))
    depth = [] if context.coding is None else [depth_in_words(words, context.study.depth, different(context.frames))]
    return Section("method", words("method_title"), tuple(map(Paragraph, [*before, *depth, *after])))
