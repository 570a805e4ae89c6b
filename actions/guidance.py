"""What coaches ask of the guide."""

from actions.turn_action import TurnAction
from bot.conversation import guiding, tips


class Tips(TurnAction):
    """Gives the tips that today's answers support."""

    intent, verb = "tips", tips.tips


class GuidanceAsk(TurnAction):
    """Answers a question from the guide."""

    intent, verb = "guidance_ask", guiding.ask


class GuidanceSection(TurnAction):
    """Shows a section that was offered."""

    intent, verb = "guidance_section", guiding.section


class GuidanceWhole(TurnAction):
    """Shows the whole section."""

    intent, verb = "guidance_whole", guiding.read_whole


class GuidanceWeek(TurnAction):
    """Says what to try this week."""

    intent, verb = "guidance_week", guiding.week


class GuidanceSource(TurnAction):
    """Says what the section rests on."""

    intent, verb = "guidance_source", guiding.source


class GuidanceAnother(TurnAction):
    """Shows what else may answer."""

    intent, verb = "guidance_another", guiding.another


class GuidanceUseful(TurnAction):
    """Notes that it was useful."""

    intent, verb = "guidance_useful", guiding.useful


class GuidanceNotUseful(TurnAction):
    """Notes that it was not, and asks what was missing."""

    intent, verb = "guidance_not_useful", guiding.not_useful


class GuidanceReason(TurnAction):
    """Passes on what was missing."""

    intent, verb = "guidance_reason", guiding.reason


class GuidanceNoReason(TurnAction):
    """Leaves it at the rating."""

    intent, verb = "guidance_no_reason", guiding.no_reason


class GuidanceNoneOfThese(TurnAction):
    """Says that it does not know, after all."""

    intent, verb = "guidance_none_of_these", guiding.none_of_these


class GuidanceForget(TurnAction):
    """Erases the question that was kept."""

    intent, verb = "guidance_forget", guiding.forget


class GuidanceTipsOn(TurnAction):
    """Sends a tip a week."""

    intent, verb = "guidance_tips_on", tips.weekly_on


class GuidanceTipsOff(TurnAction):
    """Sends no tip a week."""

    intent, verb = "guidance_tips_off", tips.weekly_off
