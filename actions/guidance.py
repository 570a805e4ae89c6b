"""What coaches ask for."""

from actions.turn_action import TurnAction
from bot.conversation import commands


class Tips(TurnAction):
    """Gives the tips that today's insights support."""

    intent, verb = "tips", commands.tips
