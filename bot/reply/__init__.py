"""What one message means for one question; pure, and the same for every channel and guide."""

from bot.reply.age import age_band
from bot.reply.fold import clean
from bot.reply.reading import read_reply
from bot.reply.shapes import Confirm, Problem, Reply, Understood
from bot.reply.stated_age import stated_age

__all__ = ["Confirm", "Problem", "Reply", "Understood", "age_band", "clean", "read_reply", "stated_age"]
