"""The test's side of the nursery: a life begins, and later it is known how it ended."""

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from endurance.place import Place
from logged import look_through
from typing_extensions import Self

ROOT = Path(__file__).resolve().parents[2]
NURSERY = Path(__file__).with_name("nursery.py")


class Nursery:
    """Begins lives of bots, at one place or several. `async with` loads and ends it; the first place is for a rehearsal."""

    def __init__(self, first: Place, log: Path, level: str = "DEBUG") -> None:
        self.first, self.log, self.level = first, log, level
        self.points: list[int] = []
        """How many points of work each life that ended well passed."""
        self._dead: dict[int, asyncio.Future[int]] = {}
        self._born: asyncio.Queue[int] = asyncio.Queue()
        self._one_birth = asyncio.Lock()

    async def __aenter__(self) -> Self:
        paths = f"{ROOT / 'tests'}{os.pathsep}{ROOT}{os.pathsep}{ROOT / 'stubs'}"
        with self.log.open("a") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-W",
                "ignore",
                NURSERY,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": paths},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self._tell({**self.first.as_order(), "log": self.level})
        self._ready = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())
        await asyncio.wait({self._listening, asyncio.create_task(self._ready.wait())}, return_when="FIRST_COMPLETED")
        assert self._ready.is_set(), f"the nursery did not load: see {self.log}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for pid, dead in self._dead.items():
            if not dead.done():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self._process.stdin.close()  # type: ignore[union-attr]
        await self._process.wait()
        await self._listening
        assert look_through(self.log) == [], f"the bot's log holds what it must not: {self.log}"

    async def begins(self, place: Place, **order: Any) -> int:
        """Begin a life; `point` or `seconds` say when it ends. Return its process."""
        async with self._one_birth:
            self._tell({**place.as_order(), **order})
            pid = await asyncio.wait_for(self._born.get(), 60)
        self._dead.setdefault(pid, asyncio.get_running_loop().create_future())
        return pid

    def ended(self, pid: int) -> asyncio.Future[int]:
        """Return the end of a life: its exit code, negative for a signal."""
        return self._dead[pid]

    async def kills(self, pid: int, number: int = signal.SIGKILL) -> int:
        """End a life with a signal, unless it ended already."""
        if not self._dead[pid].done():
            with suppress(ProcessLookupError):  # it ended by itself, and its nursery has not said so yet
                os.kill(pid, number)
        return await asyncio.wait_for(asyncio.shield(self.ended(pid)), 30)

    def _tell(self, what: Any) -> None:
        self._process.stdin.write(f"{json.dumps(what)}\n".encode())  # type: ignore[union-attr]

    async def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        async for line in self._process.stdout:  # type: ignore[union-attr]
            if not line.startswith(b"@"):
                continue
            told = json.loads(line[1:])
            if told == "ready":
                self._ready.set()
            elif "born" in told:
                self._born.put_nowait(told["born"])
            elif "points" in told:
                self.points.append(told["points"])
            else:
                self._dead.setdefault(told["dead"], loop.create_future()).set_result(told["status"])
