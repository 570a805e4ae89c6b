"""When it gets serious."""

from actions.turn_action import TurnAction
from bot.conversation import safety


class Distress(TurnAction):
    """Shows where help is, raises a flag, and lets the interview wait."""

    intent, verb = "distress", safety.alarmed


class TooYoung(TurnAction):
    """Stops kindly and erases everything when somebody turns out to be under 13."""

    intent, verb = "too_young", safety.too_young
