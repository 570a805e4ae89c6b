"""Stock Rasa's side of `turns.py`: a form, an SQL tracker store, an action server over HTTP."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from measured import report

CONFIG = """
recipe: default.v1
assistant_id: stock
language: nl
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: LogisticRegressionClassifier
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
"""
ACTIONS = """
from rasa_sdk.forms import FormValidationAction


class ValidateInterview(FormValidationAction):
    def name(self):
        return "validate_interview"
"""
NLU = """
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
"""


def domain(questions: int) -> str:
    """Return a domain whose form asks so many questions, one slot each."""
    slots = "".join(
        f"  q{n}: {{type: text, influence_conversation: false, mappings: [{{type: from_text, conditions: [{{active_loop: interview, requested_slot: q{n}}}]}}]}}\n"
        for n in range(questions)
    )
    asks = "".join(f"  utter_ask_q{n}: [{{text: 'Vraag {n}?'}}]\n" for n in range(questions))
    names = ", ".join(f"q{n}" for n in range(questions))
    return (
        f'version: "3.1"\nintents: [begin, inform]\nslots:\n{slots}responses:\n  utter_done: [{{text: Dank je wel.}}]\n{asks}'
        f"forms:\n  interview: {{required_slots: [{names}]}}\nactions: [validate_interview]\n"
    )


def free_port() -> int:
    """Return a port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def lay_out(folder: Path, questions: int) -> None:
    """Write the stock project."""
    (folder / "actions").mkdir(parents=True)
    (folder / "actions" / "__init__.py").write_text("")
    (folder / "actions" / "actions.py").write_text(ACTIONS)
    (folder / "config.yml").write_text(CONFIG)
    (folder / "domain.yml").write_text(domain(questions))
    (folder / "data.yml").write_text(NLU)


def main(folder: Path, said_file: Path) -> None:
    """Train, start the action server, hold the interviews and report."""
    said = json.loads(said_file.read_text())
    project, port = folder / "stock", free_port()
    lay_out(project, max(len(texts) for texts in said))
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    rasa = [sys.executable, "-W", "ignore", "-m", "rasa"]
    subprocess.run(
        [*rasa, "train", "--data", "data.yml", "--quiet"], cwd=project, env=environment, check=True, capture_output=True
    )
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)],
        cwd=project,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        asyncio.run(hold(project, port, said))
    finally:
        server.terminate()


async def hold(project: Path, port: int, said: list[list[str]]) -> None:
    """Say to stock Rasa what was said to ours."""
    import logging

    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    logging.getLogger("rasa").setLevel(logging.ERROR)
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import SQLTrackerStore
    from rasa.shared.core.domain import Domain
    from rasa.utils.endpoints import EndpointConfig

    model = str(next((project / "models").glob("*.tar.gz")))
    store = SQLTrackerStore(Domain.load(str(project / "domain.yml")), db=str(project / "tracker.db"))
    agent = Agent.load(model, tracker_store=store, action_endpoint=EndpointConfig(f"http://127.0.0.1:{port}/webhook"))
    await reachable(port)
    await agent.handle_text("begin", sender_id="warm-up")
    waits: list[float] = []

    async def talks(person: int, texts: list[str]) -> None:
        for text in ["begin", *texts[1:]]:
            begun = time.perf_counter()
            await agent.handle_text(text, sender_id=f"person-{person}")
            waits.append(time.perf_counter() - begun)

    begun_all = time.perf_counter()
    await asyncio.gather(*(talks(person, texts) for person, texts in enumerate(said)))
    report(waits, time.perf_counter() - begun_all)


async def reachable(port: int) -> None:
    """Wait until the action server listens."""
    for _ in range(600):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return
    raise RuntimeError("the action server did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[4]))
