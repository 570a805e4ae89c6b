"""Telling what a typed message is: one of fifteen commands, or an answer.

    parse = await agent.parse_message(text)
    reading = read(text, parse, question, fits)

`component` is the Rasa component that makes `parse`; it is imported by Rasa itself and by nothing here,
so that this package can be used where Rasa is not installed.
"""

from bot.understanding.language import language_of
from bot.understanding.reading import ANSWER, COMMANDS, SMALL_TALK, Reading, read

__all__ = ["ANSWER", "COMMANDS", "SMALL_TALK", "Reading", "language_of", "read"]
