"""Rasa in process: it understands a text, and decides with its rules which actions a turn runs.

Three things differ from a stock set-up (ARCHITECTURE.md has the measurements):
the actions run in this process, in the same unit of work as everything else of the turn; an action
that raises fails the whole turn, where Rasa would swallow it and go on talking; and the tracker is
built for each turn from our own tables and thrown away after it.
"""

import contextvars
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import structlog

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")  # Rasa's own tables; ours are written in 2.0 style

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor
from threadpoolctl import threadpool_limits

from bot import rasa_sooner

log = structlog.get_logger(__name__)

FORM = "interview_form"
SLOT = "answer"


class RasaTurn(Protocol):
    """What Rasa needs of a turn."""

    @property
    def language(self) -> str:
        """The language the person chose."""
        ...

    def hear_rasa(self, response: Mapping[str, Any]) -> None:
        """Take a response that a rule uttered."""


_turn: contextvars.ContextVar[Any] = contextvars.ContextVar("turn")
_problem: contextvars.ContextVar[list[BaseException]] = contextvars.ContextVar("problem")


def current_turn() -> Any:
    """Return the turn whose actions run now. Only actions call this."""
    return _turn.get()


class ActionFailed(RuntimeError):
    """An action raised; nothing of its turn may be kept."""


class ActionsInProcess(EndpointConfig):  # type: ignore[misc]
    """Runs our actions where Rasa would call an action server."""

    def __init__(self) -> None:
        super().__init__(url="in-process")
        self.executor = ActionExecutor()
        self.executor.register_package("actions")

    async def request(self, *_: Any, json: Mapping[str, Any], **__: Any) -> Any:
        """Run the action; remember what it raised, since Rasa will not."""
        try:
            return await self.executor.run(json)
        except BaseException as problem:
            _problem.get().append(problem)
            raise


class TurnTrackers(TrackerStore):  # type: ignore[misc]
    """Gives the smallest tracker that stands for where the conversation is, and keeps nothing."""

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        """Return a tracker: a session, the language, the open form, and the bot listening."""
        language = getattr(_turn.get(None), "language", "nl")
        events = [
            ActionExecuted("action_session_start"),
            SessionStarted(),
            SlotSet("language", language),
            ActiveLoop(FORM),
            SlotSet("requested_slot", SLOT),
            ActionExecuted("action_listen"),
        ]
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep nothing: our own tables are the memory."""

    async def keys(self) -> list[str]:
        """Return no conversations."""
        return []


class TurnOutput(OutputChannel):  # type: ignore[misc]
    """Hands what a rule utters by itself to the turn, which sends it after the commit."""

    def __init__(self, turn: RasaTurn) -> None:
        self.turn = turn

    @classmethod
    def name(cls) -> str:
        """Return Rasa's name of this channel."""
        return "meespraak"

    async def send_response(self, recipient_id: str, message: Mapping[str, Any]) -> None:  # noqa: ARG002 -- Rasa's signature
        """Take one response."""
        self.turn.hear_rasa(message)


class Engine:
    """A loaded model that takes turns."""

    def __init__(self, model: Path) -> None:
        threadpool_limits(1, "blas")  # a turn's products are small: a second thread spins longer than it helps
        rasa_sooner.apply()
        self.model = model.name
        trackers = TurnTrackers(Domain.empty())
        with rasa_sooner.as_trained():
            self.agent = Agent.load(str(model), tracker_store=trackers, action_endpoint=ActionsInProcess())
        if self.agent.processor is None:
            raise RuntimeError(f"{model} is not a model Rasa can load; run: meespraak train --force")
        # Every action call carries the whole domain. It never changes, so one copy serves them all.
        domain = self.agent.processor.domain
        frozen = {**domain.as_dict(), "responses": {}}
        domain.as_dict = lambda: frozen

    async def parse(self, text: str) -> Mapping[str, Any]:
        """Return Rasa's understanding of a text. The caller keeps away text that starts with a slash."""
        parsed: Mapping[str, Any] = await self.agent.processor.parse_message(UserMessage(text, sender_id="-"))
        return parsed

    async def take(self, turn: RasaTurn, text: str, intent: str, confidence: float = 1.0) -> None:
        """Let the rules decide on a message that is understood already, and run their actions.

        Raises:
            ActionFailed: an action raised; the unit of work must be rolled back.

        """
        turn_token, problem_token = _turn.set(turn), _problem.set([])
        try:
            understood = {"text": text, "intent": {"name": intent, "confidence": confidence}, "entities": []}
            message = UserMessage(text, output_channel=TurnOutput(turn), sender_id="-", parse_data=understood)
            await self.agent.processor.handle_message(message)
            if problems := _problem.get():
                raise ActionFailed(type(problems[0]).__name__) from problems[0]
        finally:
            _turn.reset(turn_token)
            _problem.reset(problem_token)


def quiet_rasa() -> None:
    """Keep Rasa's own logs, which hold what people say, below warnings."""
    for name in ("rasa", "rasa_sdk", "rasa.core", "rasa.engine"):
        logging.getLogger(name).setLevel(logging.ERROR)
