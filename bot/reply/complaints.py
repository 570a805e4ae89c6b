"""What is said of the conversation itself rather than to the question: "wat een stomme vraag"."""

from bot.reply.fold import words
from bot.reply.lexicon import holds, phrases

LONGEST, LONGEST_SWEARING = 7, 2
"""Words: a longer text tells something, of the project as well as of the bot."""


def complains(text: str) -> bool:
    """Return whether a short text is only about the question or the bot, or a curse."""
    said = words(text)
    cursed = len(said) <= LONGEST_SWEARING and holds(said, phrases("swearing"))
    return cursed or (len(said) <= LONGEST and holds(said, phrases("complaints")))
