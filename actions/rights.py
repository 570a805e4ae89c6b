"""What somebody may see, take along, withdraw, stop and erase."""

from actions.turn_action import TurnAction
from bot.conversation import rights


class Stop(TurnAction):
    """Ends it for good."""

    intent, verb = "stop", rights.stop


class Privacy(TurnAction):
    """Says what is kept, why, how long and for whom."""

    intent, verb = "privacy", rights.privacy


class SeeMyData(TurnAction):
    """Shows everything that is kept."""

    intent, verb = "see_my_data", rights.see


class Download(TurnAction):
    """Sends everything that is kept as files."""

    intent, verb = "download", rights.download


class DeleteMyData(TurnAction):
    """Asks once, then erases everything."""

    intent, verb = "delete_my_data", rights.delete


class Withdraw(TurnAction):
    """Asks which consent is withdrawn."""

    intent, verb = "withdraw", rights.choose_withdrawal


class Human(TurnAction):
    """Puts the wish for a person where staff will see it."""

    intent, verb = "human", rights.human
