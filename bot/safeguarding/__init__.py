"""Safety before all else: hearing distress in any text, and answering with people who can help.

The bot does not counsel, score or promise secrecy. It hears, gives fixed words with helplines, and lets a person know.
"""

from bot.safeguarding.hearing import Alarm
from bot.safeguarding.helplines import Helpline, all_helplines, helplines, stale, themes
from bot.safeguarding.judging import hear, look_ahead
from bot.safeguarding.replies import Reply, reply

__all__ = ["Alarm", "Helpline", "Reply", "all_helplines", "hear", "helplines", "look_ahead", "reply", "stale", "themes"]
