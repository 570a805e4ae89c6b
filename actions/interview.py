"""One form asks any guide: the core decides what is asked and when the interview is over."""

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.turn_action import TurnAction
from bot.conversation import asking, commands, ending, moving, opening, reacting, taking
from bot.rasa_engine import current_turn


class AskAnswer(Action):  # type: ignore[misc]
    """Asks what is open, or what comes next."""

    def name(self) -> str:
        """Return Rasa's name for asking for the slot `answer`."""
        return "action_ask_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Let the core ask, or end the interview where nothing is left to ask."""
        taking.go_on(current_turn())
        return []


class ValidateInterviewForm(FormValidationAction):  # type: ignore[misc]
    """Hands what was said to the core, which keeps it; the form goes on until the core says it is over."""

    def name(self) -> str:
        """Return Rasa's name for validating the form."""
        return "validate_interview_form"

    def validate_answer(self, value: Any, dispatcher: Any, tracker: Tracker, domain: Any) -> dict[str, Any]:
        """Take the answer; leave the slot empty while there is something to ask."""
        talk = current_turn()
        taking.take(talk)
        return {"answer": "over" if asking.is_over(talk) else None}


class Finish(TurnAction):
    """Thanks, and says what happens next."""

    intent, verb = "finish", ending.finish


class Start(TurnAction):
    """Begins, or goes on where somebody was."""

    intent, verb = "start", opening.start_command


class Skip(TurnAction):
    """Leaves the open question."""

    intent, verb = "skip", moving.skip


class Pause(TurnAction):
    """Stops for now."""

    intent, verb = "pause", moving.pause


class Back(TurnAction):
    """Asks the question before this one again."""

    intent, verb = "back", moving.back


class Correct(TurnAction):
    """Offers the earlier answers to be corrected."""

    intent, verb = "correct", moving.correct


class Repeat(TurnAction):
    """Asks the open question again."""

    intent, verb = "repeat", moving.repeat


class Explain(TurnAction):
    """Says what the open question is after."""

    intent, verb = "explain", moving.explain


class Help(TurnAction):
    """Says what the bot can do."""

    intent, verb = "help", commands.help_


class Progress(TurnAction):
    """Says how far along the interview is."""

    intent, verb = "progress", moving.progress


class LanguageChange(TurnAction):
    """Asks which language."""

    intent, verb = "language_change", moving.change_language


class Affirm(TurnAction):
    """A yes where nothing was asked that takes one: the open question comes back."""

    intent, verb = "affirm", commands.nothing


class Deny(TurnAction):
    """A no where nothing was asked that takes one."""

    intent, verb = "deny", commands.nothing


class Edit(TurnAction):
    """Corrects the answer that an edited message made."""

    intent, verb = "edit", moving.take_edit


class Unsupported(TurnAction):
    """Says kindly that only text can be read."""

    intent, verb = "unsupported", opening.unsupported


class Unsure(TurnAction):
    """Asks whether it was a command or an answer."""

    intent, verb = "unsure", commands.ask_back


class React(TurnAction):
    """Listens on after a laugh or a word about the question."""

    intent, verb = "react", reacting.listen_on
