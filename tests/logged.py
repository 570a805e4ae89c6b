"""What the whole test run logs at DEBUG, and the search through it for what no log may hold.

Each process of the run keeps one file, and looks through it when its last test is done.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from bot.simulation.telegram_server.server import TOKEN

SAID: set[str] = set()
"""Every text that somebody typed to the bot."""
TELLING = 14
"""A shorter text may stand in a log by chance, as "stop" does."""
CHATS = re.compile(r"\b5000000\d{3}\b")
"""The chats of the fake Telegram."""


def secrets_in(logged: str, said: Iterable[str]) -> list[str]:
    """Return what was found: words of a person, the token, a chat."""
    words = {text[:60] for text in said if len(text) >= TELLING and " " in text}
    found = sorted(text for text in words if text in logged)
    return found + [TOKEN] * (TOKEN.split(":")[1] in logged) + sorted(set(CHATS.findall(logged)))


def look_through(log: Path) -> list[str]:
    """Return the secrets in a file that the bot logged to."""
    return secrets_in(log.read_text(encoding="utf-8", errors="replace"), SAID)
