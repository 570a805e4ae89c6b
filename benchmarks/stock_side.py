"""Stock Rasa's side of `turns.py`, set up as its documentation says, from `benchmarks/stock`.

`rasa run` with the REST channel on loopback, `rasa run actions` beside it, and an SQL tracker store on a SQLite file. A
form asks one question a slot, and the action server validates each answer.
"""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp
from measured import figures, resident, used
from typing_extensions import Self

STOCK = Path(__file__).resolve().parent / "stock"
WITH_DIET = STOCK.parents[1] / ".venv-stock" / "bin" / "python"
"""An environment with TensorFlow; the Makefile makes it."""
PATIENCE = 300.0
"""Seconds to start in, on a machine that does other things."""
ACTIONS = """
from rasa_sdk.forms import FormValidationAction


class ValidateInterview(FormValidationAction):
    def name(self):
        return "validate_interview"
"""


class Stock:
    """A stock assistant of so many questions, trained and running until the block ends."""

    def __init__(self, folder: Path, questions: int, *, diet: bool) -> None:
        self.folder, self.questions = folder, questions
        self.python = str(WITH_DIET if diet else sys.executable)
        self.config = STOCK / ("config.yml" if diet else "config_without_diet.yml")
        self.port, self.actions_port = free_port(), free_port()
        self.servers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._lay_out()
        self._rasa("train", "--quiet").wait()
        self.servers = [
            self._rasa("run", "actions", "--port", str(self.actions_port)),
            self._rasa("run", "--interface", "127.0.0.1", "--port", str(self.port)),
        ]
        try:
            for port in (self.actions_port, self.port):
                self._await_answer(f"http://127.0.0.1:{port}/{'health' if port == self.actions_port else ''}")
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        for server in self.servers:
            server.terminate()
        for server in self.servers:
            server.wait()

    def _lay_out(self) -> None:
        """Write the project."""
        (self.folder / "actions").mkdir(parents=True)
        (self.folder / "actions" / "__init__.py").touch()
        (self.folder / "actions" / "actions.py").write_text(ACTIONS)
        shutil.copytree(STOCK / "data", self.folder / "data")
        shutil.copy(self.config, self.folder / "config.yml")
        (self.folder / "domain.yml").write_text(domain(self.questions))
        (self.folder / "credentials.yml").write_text("rest:\n")
        (self.folder / "endpoints.yml").write_text(
            f"action_endpoint:\n  url: http://127.0.0.1:{self.actions_port}/webhook\n"
            "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: tracker.db\n"
        )

    def _rasa(self, *command: str) -> "subprocess.Popen[bytes]":
        environment = {
            **os.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            "LOG_LEVEL": "ERROR",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        with (self.folder / f"{command[0]}-{len(command)}.log").open("wb") as log:
            return subprocess.Popen(
                [self.python, "-W", "ignore", "-m", "rasa", *command],
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _await_answer(self, address: str) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and all(server.poll() is None for server in self.servers):
            if _answers(address):
                return
            time.sleep(0.2)
        raise RuntimeError(f"stock Rasa did not start; its logs are in {self.folder}")

    def talks(self, said: Sequence[Sequence[str]], seconds: float, name: str) -> dict[str, Any]:
        """Let these people say these texts, all at once, for at most so many seconds; return what it took."""
        begun = self._processor()
        took = asyncio.run(hold(f"http://127.0.0.1:{self.port}/webhooks/rest/webhook", said, seconds, name))
        cpu = (self._processor() - begun) / took["turns"] * 1000
        return took | {"cpu": cpu, "memory": sum(resident(server.pid) for server in self.servers)}

    def _processor(self) -> float:
        """Return the seconds of processor its two processes have used."""
        return sum(used(server.pid) for server in self.servers)


async def hold(address: str, said: Sequence[Sequence[str]], seconds: float, name: str) -> dict[str, Any]:
    """Say to stock Rasa what was said to ours, each person as soon as the reply is there.

    A reply that did not come in time counts as a wait until then, but not as a turn; so does one that does not ask the next
    question, as when its action server did not answer in time: that person's talk ends there, and is counted as `broken`.
    """
    waits: list[float] = []
    cut_off: list[float] = []
    broken = 0

    async def says(session: aiohttp.ClientSession, person: int, number: int, text: str) -> bool:
        begun = time.perf_counter()
        try:
            async with session.post(address, json={"sender": f"{name}-{person}", "message": text}) as answer:
                replies = await answer.json()
        except asyncio.CancelledError:
            cut_off.append(time.perf_counter() - begun)
            raise
        goes_on = f"Vraag {number}?" in [reply.get("text") for reply in replies]
        (waits if goes_on else cut_off).append(time.perf_counter() - begun)
        return goes_on

    async def talks(session: aiohttp.ClientSession, person: int, texts: Sequence[str]) -> None:
        nonlocal broken
        for number, text in enumerate(["begin", *texts[1:]]):
            if not await says(session, person, number, text):
                broken += 1
                return

    connector, patient = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=patient) as session:
        begun_all = time.perf_counter()
        crowd = [asyncio.create_task(talks(session, person, texts)) for person, texts in enumerate(said)]
        done, late = await asyncio.wait(crowd, timeout=seconds)
        elapsed = time.perf_counter() - begun_all
        for one in late:
            one.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        for one in done:
            one.result()
    until_cut_off = figures([*waits, *cut_off], elapsed).items()
    shares = {name: share for name, share in until_cut_off if name.startswith("p")}
    return figures(waits, elapsed) | shares | {"broken": broken}


def domain(questions: int) -> str:
    """Return a domain whose form asks so many questions, one slot each."""
    slots = "".join(
        f"  q{n}: {{type: text, influence_conversation: false, mappings: "
        f"[{{type: from_text, conditions: [{{active_loop: interview, requested_slot: q{n}}}]}}]}}\n"
        for n in range(questions)
    )
    asks = "".join(f"  utter_ask_q{n}: [{{text: 'Vraag {n}?'}}]\n" for n in range(questions))
    names = ", ".join(f"q{n}" for n in range(questions))
    return (
        f'version: "3.1"\nintents: [greet, goodbye, begin, inform]\nslots:\n{slots}'
        "responses:\n  utter_greet: [{text: Dag.}]\n  utter_goodbye: [{text: Tot ziens.}]\n"
        f"  utter_done: [{{text: Dank je wel.}}]\n{asks}"
        f"forms:\n  interview: {{required_slots: [{names}]}}\nactions: [validate_interview]\n"
    )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address):  # noqa: S310 -- http, on loopback
            return True
    except OSError:
        return False


def free_port() -> int:
    """Return a port on loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
