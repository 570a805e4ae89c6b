"""What passes between a person and the bot, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

IncomingKind = Literal["text", "tap", "command", "edit", "unsupported", "blocked", "unblocked", "group", "ignored"]
"""What a person did.

text         wrote words (or a caption under something else: `caption`)
tap          tapped a button
command      gave one of the commands of the menu
edit         changed words sent earlier: `message_id` says which
unsupported  sent something the bot cannot read: `unsupported` says what
blocked      closed the door: nothing may be sent any more
unblocked    opened it again
group        spoke in a group or channel, where the bot does not interview
ignored      nothing to answer: `reason` says why
"""

COMMANDS = frozenset(
    (
        "start",
        "help",
        "stop",
        "pause",
        "back",
        "skip",
        "data",
        "download",
        "delete",
        "privacy",
        "language",
        "human",
        "tips",
    ),
)
"""The commands a person can give; every other text that starts with a slash is text."""

BUTTON_DATA_BYTES = 64  # Telegram refuses more


@dataclass(frozen=True)
class Incoming:
    """One thing a person did."""

    kind: IncomingKind
    text: str = ""
    """The words. Always valid Unicode without control characters but tab and newline."""
    command: str = ""
    """Without the slash, lower case; one of `COMMANDS`."""
    argument: str = ""
    """What follows a command, such as an invitation code. Typed by a person: never trusted."""
    tap: str = ""
    """The data of the button. Comes from outside: never trusted."""
    callback_id: str = ""
    """To tell Telegram that the tap was seen."""
    message_id: int | None = None
    """The person's message; of a tap, the bot's message under which the button stood."""
    reply_to: int | None = None
    """The bot's message that this is a reply to."""
    sent_at: datetime | None = None
    """UTC. None where the channel does not say, as with a tap."""
    caption: bool = False
    """The words stood under a photo or the like, which is not kept."""
    forwarded: bool = False
    """The words may be another person's."""
    unsupported: str = ""
    """sticker, voice, photo, video, location, contact, poll, document, ..."""
    album: str = ""
    """The same for every part of an album, which gets one reply."""
    language_hint: str = ""
    """The language of the person's app; a first guess only."""
    reason: str = ""
    """Why it was ignored: `poison: ...` where it could not be read."""


@dataclass(frozen=True)
class Button:
    """One button under a message.

    Raises:
        ValueError: the data is longer than 64 bytes, or a part is empty.

    """

    text: str
    data: str

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.data:
            raise ValueError("A button needs a text and data.")
        if len(self.data.encode()) > BUTTON_DATA_BYTES:
            raise ValueError(f"A button's data is longer than {BUTTON_DATA_BYTES} bytes.")


@dataclass(frozen=True)
class Outgoing:
    """One thing the bot says. The channel splits what is too long for it."""

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    """Rows of buttons; a channel may break a row that is too wide for it."""
    document: tuple[str, str] | None = None
    """(file name, content)"""
    edit: int | None = None
    """The message whose buttons change instead of a new one being sent."""
