"""The whole program, `meespraak run`, against the fake Bot API in this process; and what processes use."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.simulation.telegram_server import FakeTelegram
from bot.simulation.telegram_server.server import TOKEN

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def meespraak(folder: Path, telegram: FakeTelegram, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the program until the block ends; it goes on SIGTERM."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MEESPRAAK_", "TELEGRAM_"))
    }
    environment |= {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "MEESPRAAK_DATABASE_URL": database,
        "MEESPRAAK_KEY_FILE": str(folder / "key" / "key"),
    }
    with (folder / "log").open("ab") as log:
        command = [sys.executable, "-W", "ignore", "-m", "bot", "run"]
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        try:
            yield running
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(60)


def resident(process: int) -> float:
    """Return the megabytes a process holds in memory."""
    words = Path(f"/proc/{process}/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024


def used(processes: Iterable[int]) -> float:
    """Return the seconds of the processor that these have used so far."""
    return sum(_used(process) for process in processes)


def _used(process: int) -> float:
    try:
        threads = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/schedstat")]
    except OSError:  # it ended
        return 0.0
    return sum(int(thread.split()[0]) for thread in threads) / 1e9
