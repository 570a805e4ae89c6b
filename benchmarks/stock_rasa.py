"""Stock Rasa as its documentation sets it up: a form, an SQL tracker store on a file, an action server and REST over HTTP.

With a real TensorFlow in `python`'s environment it has DIET, as the documentation's first example; without, a logistic
regression on the same features. A form is begun anew when it is done, so that one person can talk for as long as it takes.
"""

import http.client
import json
import os
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType

from typing_extensions import Self
from whole_bot import resident, used

ROOT = Path(__file__).resolve().parent.parent
WITH_TENSORFLOW = ROOT / ".venv-stock" / "bin" / "python"
PATIENCE = 300

FEATURES = """
recipe: default.v1
assistant_id: stock
language: nl
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - {name: CountVectorsFeaturizer, analyzer: char_wb, min_ngram: 1, max_ngram: 4}
"""
POLICIES = """
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
"""
DIET = "  - {name: DIETClassifier, epochs: 100, constrain_similarities: true}\n"
REGRESSION = "  - name: LogisticRegressionClassifier\n"
ACTIONS = """
from rasa_sdk import Action
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.forms import FormValidationAction


class ValidateInterview(FormValidationAction):
    def name(self):
        return "validate_interview"


class Again(Action):
    def name(self):
        return "action_again"

    def run(self, dispatcher, tracker, domain):
        return [AllSlotsReset()]
"""
DATA = """
version: "3.1"
nlu:
  - intent: begin
    examples: |
      - begin
      - start het gesprek
      - we beginnen
  - intent: inform
    examples: |
      - De overleggen verliepen vlot
      - Gemeente of stad
      - Het duurde drie maanden
      - Elke maand
      - Wij beslissen zelf
rules:
  - rule: begin
    steps:
      - intent: begin
      - action: interview
      - active_loop: interview
  - rule: done
    condition: [{active_loop: interview}]
    steps:
      - action: interview
      - active_loop: null
      - action: utter_done
      - action: action_again
"""


def domain(questions: int) -> str:
    """Return a domain whose form asks so many questions, one slot each."""
    mapping = "type: text, influence_conversation: false, mappings: [{type: from_text, conditions: [{active_loop: interview, requested_slot: q%d}]}]"
    slots = "".join(f"  q{number}: {{{mapping % number}}}\n" for number in range(questions))
    asks = "".join(f"  utter_ask_q{number}: [{{text: 'Vraag {number}?'}}]\n" for number in range(questions))
    names = ", ".join(f"q{number}" for number in range(questions))
    return (
        f'version: "3.1"\nintents: [begin, inform]\nslots:\n{slots}responses:\n  utter_done: [{{text: Dank je wel.}}]\n{asks}'
        f"forms:\n  interview: {{required_slots: [{names}]}}\nactions: [validate_interview, action_again]\n"
    )


class StockRasa:
    """A stock project in a folder; trained, then served for as long as the block lasts."""

    def __init__(self, folder: Path, questions: int, python: str) -> None:
        self.folder, self.python = folder, python
        self.port, self.actions_port = free_port(), free_port()
        self.environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}
        self.has_diet = self._has_tensorflow()
        (folder / "actions").mkdir(parents=True)
        (folder / "actions" / "__init__.py").write_text("")
        (folder / "actions" / "actions.py").write_text(ACTIONS)
        (folder / "config.yml").write_text(FEATURES + (DIET if self.has_diet else REGRESSION) + POLICIES)
        (folder / "domain.yml").write_text(domain(questions))
        (folder / "data.yml").write_text(DATA)
        (folder / "credentials.yml").write_text("rest:\n")
        (folder / "endpoints.yml").write_text(
            f'action_endpoint: {{url: "http://127.0.0.1:{self.actions_port}/webhook"}}\n'
            "tracker_store: {type: SQL, dialect: sqlite, db: tracker.db}\n"
        )
        self.programs: list[subprocess.Popen[bytes]] = []

    def _has_tensorflow(self) -> bool:
        ask = "import tensorflow; print(tensorflow.__version__)"  # that of ours says 0.0.0
        command = [self.python, "-W", "ignore", "-c", ask]
        told = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False).stdout
        return bool(told.strip()) and told.split()[-1] != "0.0.0"

    def _rasa(self, *words: str) -> list[str]:
        return [self.python, "-W", "ignore", "-m", "rasa", *words]

    def train(self) -> float:
        """Train, and return the seconds it took."""
        begun = time.perf_counter()
        command = self._rasa("train", "--data", "data.yml", "--quiet")
        subprocess.run(command, cwd=self.folder, env=self.environment, check=True, capture_output=True)
        return time.perf_counter() - begun

    def __enter__(self) -> Self:
        self._start(self._rasa("run", "actions", "--actions", "actions", "--port", str(self.actions_port)))
        self._start(
            self._rasa("run", "--port", str(self.port), "--interface", "127.0.0.1", "--credentials", "credentials.yml")
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        for program in self.programs:
            program.terminate()
        for program in self.programs:
            program.wait(30)

    def _start(self, command: list[str]) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.programs.append(subprocess.Popen(command, cwd=self.folder, env=self.environment, **quiet))

    def until_it_answers(self) -> None:
        """Say something until there is a reply that an action took part in."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if self.says("first", "begin"):
                    return
            except (OSError, http.client.HTTPException, ValueError):
                pass
            time.sleep(0.1)
        raise RuntimeError("stock Rasa did not answer")

    def says(self, sender: str, text: str) -> list[str]:
        """Say something over REST and return the replies."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = json.dumps({"sender": sender, "message": text})
        try:
            connection.request("POST", "/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
            replies: list[dict[str, str]] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return [reply.get("text", "") for reply in replies]

    def used(self) -> float:
        """Return the seconds of the processor that both programs have used so far."""
        return used(program.pid for program in self.programs)

    def memory(self) -> float:
        """Return the megabytes that both programs hold now."""
        return sum(resident(program.pid) for program in self.programs)


def free_port() -> int:
    """Return a port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def default_python(ours: str) -> str:
    """Return the Python of the environment with TensorFlow where there is one, else ours."""
    return str(WITH_TENSORFLOW) if WITH_TENSORFLOW.exists() else ours
