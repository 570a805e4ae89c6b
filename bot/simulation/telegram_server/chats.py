"""The chats of the fake Telegram, and everything that was said in them."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Line:
    """One line of a chat's transcript."""

    at: datetime
    who: Literal["person", "bot"]
    what: str
    """The method the bot called, or the kind of update the person caused."""
    text: str = ""
    buttons: tuple[str, ...] = ()
    message_id: int | None = None


@dataclass(frozen=True)
class Heard:
    """One message of the bot's as a person sees it."""

    text: str
    buttons: tuple[str, ...] = ()
    message_id: int = 0
    document: tuple[str, bytes] | None = None
    """(file name, content)"""
    at: datetime | None = None


@dataclass
class Chat:
    """One chat with the bot."""

    id: int
    kind: Literal["private", "group", "supergroup", "channel"] = "private"
    first_name: str = "An"
    language: str = "nl"
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    transcript: list[Line] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    sends: list[float] = field(default_factory=list)
    """When the bot sent something, in ticks."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def to_json(self) -> dict[str, Any]:
        """Return the chat as Telegram describes it."""
        name = {"first_name": self.first_name} if self.kind == "private" else {"title": self.first_name}
        return {"id": self.id, "type": self.kind, **name}

    def deliver(self, heard: Heard) -> None:
        """Let the person hear a message of the bot's."""
        self.heard.append(heard)
        self.arrived.set()
