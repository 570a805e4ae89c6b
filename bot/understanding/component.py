"""The one NLU component of `config.yml`: Rasa's side of `bot.understanding.model`.

It gives each message `intent` and `intent_ranking` as every classifier does; `unheard`, the share of
its words that no example of a command holds; and `parts`, the likeliest intent of the first and the last
sentence of a longer text, since people put "... so please stop" at the end of a story. A text too long to be a command is not looked at as a whole: it is an answer, and only its ends
are read.
"""

import hashlib
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.model import ANSWER, QUICK, IntentModel
from bot.understanding.parts import parts_of
from bot.understanding.sentences import encode
from bot.understanding.training import train
from bot.understanding.words import WORDS_FILE, load_words

PARTS = "parts"
UNHEARD = "unheard"
LIKELY_ANSWER = 0.6
"""A part of a story that looks so much like an answer at first sight gets no second look: it would cost 3 ms."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UnderstandingClassifier(IntentClassifier, GraphComponent):  # type: ignore[misc] # Rasa has no types
    """Says of a message which command it is, or that it is an answer."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the longest text that is looked at as a whole: in words, and in signs (a word may have thousands)."""
        return {"longest": 40, "most_signs": 300}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:  # noqa: ARG003 - Rasa's signature
        """Make Rasa train again when the words change, which are no training data to it."""
        return hashlib.sha256(WORDS_FILE.read_bytes()).hexdigest()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
    ) -> "UnderstandingClassifier":
        """Make an untrained one."""
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa's signature
        **_: Any,
    ) -> "UnderstandingClassifier":
        """Read a trained one; the encoder is warmed up here, so that the first person does not wait for it."""
        with model_storage.read_from(resource) as folder:
            model = IntentModel.load(folder)
        encode(["hallo"])
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples of all intents and keep the result."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        texts, intents = [str(e.get(TEXT)) for e in examples], [str(e.get(INTENT)) for e in examples]
        self._model = train(texts, intents, load_words())
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the training data as it is: nothing after this component needs its opinion of it."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` and `parts` on each message."""
        for message in messages:
            text = message.get(TEXT)
            if text and self._model is not None:
                self._read(message, str(text), self._model)
        return messages

    def _read(self, message: Message, text: str, model: IntentModel) -> None:
        parts = parts_of(text)
        too_long = len(text.split()) > self._config["longest"] or len(text) > self._config["most_signs"]
        texts, sure_answers = [*parts], [LIKELY_ANSWER] * len(parts)
        if not too_long:
            texts, sure_answers = [text, *texts], [QUICK, *sure_answers]
        rankings = [_ranking(model, row) for row in model.probabilities(texts, sure_answers)]
        whole = [{INTENT_NAME_KEY: ANSWER, "confidence": 1.0}] if too_long else rankings.pop(0)
        message.set(INTENT, whole[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, whole, add_to_output=True)
        message.set(UNHEARD, 0.0 if too_long else model.unheard(text), add_to_output=True)
        message.set(PARTS, [ranking[0] for ranking in rankings], add_to_output=True)


def _ranking(model: IntentModel, row: Any) -> list[dict[str, Any]]:
    named = [{INTENT_NAME_KEY: intent, "confidence": float(p)} for intent, p in zip(model.intents, row, strict=True)]
    return sorted(named, key=lambda entry: -entry["confidence"])
