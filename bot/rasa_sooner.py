"""Rasa's own results, sooner: eight places where it does again what it has done, each measured.

- Its graph of components goes to dask, which plans, schedules and collects anew at every call. Ours has three or four
  components in a row: planned once, they are called in order (0.3 ms instead of 2.5).
- Its rules are compared one by one with every turn. The same state has the same rules: found once, they are remembered.
- What comes next is worked out anew from all events of a tracker, a quarter of a millisecond twice a turn. The trackers of ours tell of an
  intent, a language and what was done: the same events have the same decision.
- Each tracker, six a turn, asks of each of its slots how it is copied.
- It checks what an action returns, and the schema it checks with, as if it came over a network: two thirds of a turn.
- It copies all events of an action, twice, and messages and slots, for log lines that nobody writes; looks through all kinds of event
  there are to find the one that an action names; and asks the environment at every action whether to compress what it sends.
- It checks the domain of a model that it trained itself at every start: two of the three seconds that loading takes.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from rasa.core import processor
from rasa.core.actions import action, forms
from rasa.core.actions.action import Action, RemoteAction
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    DefinePrevUserUtteredFeaturization,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils import validation

STATES = 4096
"""So many states are remembered; ours are an intent, a language and what was done last."""


class InOrderRunner(DaskGraphRunner):  # type: ignore[misc] # Rasa has no types
    """The same graph and the same results, without a scheduler."""

    def run(self, inputs: Mapping[str, Any] | None = None, targets: Sequence[str] | None = None) -> dict[str, Any]:
        """Call what the targets need, each component once, after those it takes its inputs from."""
        wanted = tuple(targets or self._graph_schema.target_names)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._order(wanted):
            done[name] = self._instantiated_nodes[name](*(done[need] for need in needs))
        return {name: done[name][1] for name in wanted}

    def _order(self, wanted: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
        planned: dict[tuple[str, ...], list[tuple[str, tuple[str, ...]]]] = self.__dict__.setdefault("_planned", {})
        if wanted not in planned:
            nodes = self._graph_schema.minimal_graph_schema(list(wanted)).nodes
            plan: dict[str, tuple[str, ...]] = {}

            def add(name: str) -> None:
                if name in plan or name not in nodes:
                    return  # what is no node is an input
                needs = tuple(nodes[name].needs.values())
                for need in needs:
                    add(need)
                plan[name] = needs

            for name in wanted:
                add(name)
            planned[wanted] = list(plan.items())
        return planned[wanted]


_search = RulePolicy._get_possible_keys  # noqa: SLF001 -- the one place where the rules are compared


def _remembered_keys(self: RulePolicy, lookup: Mapping[str, str], states: list[Any]) -> set[str]:
    known: dict[tuple[int, str], set[str]] = self.__dict__.setdefault("_remembered", {})
    state = (id(lookup), json.dumps(states, default=str))
    if state not in known:
        if len(known) >= STATES:
            known.clear()
        known[state] = _search(self, lookup, states)
    return known[state]


_decide = processor.MessageProcessor._predict_next_with_tracker  # noqa: SLF001 -- asks all policies


def _remembered_decision(self: processor.MessageProcessor, tracker: DialogueStateTracker) -> PolicyPrediction:
    state = None if tracker.followup_action else _what_happened(tracker)
    if state is None:
        return _decide(self, tracker)
    known: dict[Any, PolicyPrediction] = self.__dict__.setdefault("_decisions", {})
    if state not in known:
        if len(known) >= STATES:
            known.clear()
        known[state] = _decide(self, tracker)
    return known[state]


def _what_happened(tracker: DialogueStateTracker) -> tuple[Any, ...] | None:
    """Return all that a tracker of ours holds, but when; None where it holds anything else, such as somebody's words."""
    found: list[tuple[Any, ...]] = []
    for event in tracker.events:
        tells = _TELLS.get(type(event))
        told = tells(event) if tells is not None else None
        if told is None or not all(isinstance(part, _PLAIN) for part in told):
            return None
        found.append((type(event), *told))
    return tuple(found)


def _of_message(event: UserUttered) -> tuple[Any, ...] | None:
    return None if event.text or event.entities else (event.intent_name, event.intent["confidence"])


_PLAIN = (str, float, bool, type(None))
_TELLS: Mapping[type[Event], Callable[[Any], tuple[Any, ...] | None]] = {
    ActionExecuted: lambda event: (event.action_name, event.action_text, event.hide_rule_turn),
    ActionExecutionRejected: lambda event: (event.action_name,),
    ActiveLoop: lambda event: (event.name,),
    DefinePrevUserUtteredFeaturization: lambda event: (event.use_text_for_featurization,),
    LoopInterrupted: lambda event: (event.is_interrupted,),
    SessionStarted: lambda _: (),
    SlotSet: lambda event: (event.key, event.value),
    UserUttered: _of_message,
}


def _copied(slot: Slot) -> Slot:
    """Copy a slot as `copy.copy` does, without asking it how: each tracker copies all of them."""
    made = object.__new__(type(slot))
    made.__dict__.update(slot.__dict__)
    return made


def _is_ours(_self: RemoteAction, _result: Mapping[str, Any]) -> bool:
    """Take an action's result as it is: rasa_sdk made it, in this process."""
    return True


def _log_action(
    self: processor.MessageProcessor,
    tracker: DialogueStateTracker,
    action: Action,
    events: list[Event] | None,
    prediction: PolicyPrediction,
) -> None:
    """Note on the tracker what was decided and what came of it."""
    if not any(isinstance(event, ActionExecutionRejected) for event in events or ()):
        tracker.update_with_events(prediction.events, self.domain)
        tracker.update(action.event_for_successful_execution(prediction))
    tracker.update_with_events(events or [], self.domain)


class _AsItIs:
    """Stands for `copy` in two modules of Rasa that copy only for log lines."""

    @staticmethod
    def deepcopy(thing: Any) -> Any:
        """Return the thing itself."""
        return thing


_kind_of_event = lru_cache(maxsize=None)(Event.resolve_by_type)


@contextmanager
def as_trained() -> Iterator[None]:
    """Load a model without checking its domain again: that was done when it was trained."""
    check = validation.validate_yaml_schema
    validation.validate_yaml_schema = lambda *_, **__: None
    try:
        yield
    finally:
        validation.validate_yaml_schema = check


def apply() -> None:
    """Let the models that are loaded from now on, in this process, work so."""
    processor.DaskGraphRunner = InOrderRunner
    RulePolicy._get_possible_keys = _remembered_keys  # noqa: SLF001
    processor.MessageProcessor._predict_next_with_tracker = _remembered_decision  # noqa: SLF001
    Slot.__copy__ = _copied
    RemoteAction._validate_action_result = _is_ours  # noqa: SLF001
    processor.MessageProcessor._log_action_on_tracker = _log_action  # noqa: SLF001
    processor.copy = forms.copy = _AsItIs
    action.get_bool_env_variable = lru_cache(maxsize=None)(action.get_bool_env_variable)
    Event.resolve_by_type = staticmethod(_kind_of_event)
