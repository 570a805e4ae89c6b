"""What all our actions share: they call one verb of the conversation."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.conversation.talk import Talk
from bot.rasa_engine import current_turn


class TurnAction(Action, ABC):  # type: ignore[misc]
    """Runs `verb` on the turn in hand. What it changes and says is in the turn's own unit of work."""

    verb: ClassVar[Callable[[Talk], Any]]

    @property
    @abstractmethod
    def intent(self) -> str:
        """Say which intent calls it; abstract, so that Rasa registers the actions and not this base."""

    def name(self) -> str:
        """Return the name Rasa's rules use."""
        return f"action_{self.intent}"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Call the verb; it leaves no events, since our own tables are the memory."""
        type(self).verb(current_turn())
        return []
