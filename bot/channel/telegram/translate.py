"""What a Telegram update means: pure, and it never raises.

Reads the raw JSON itself. Telegram adds fields every month and `telegram.Update.de_json` refuses a whole
update for one field it cannot read; here a broken date costs only the date, and the words are kept.
Whatever is too broken to read is `ignored` with a `reason` that starts with `poison: `.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

from bot.channel.message import COMMANDS, Incoming
from bot.channel.telegram.kinds import content_of

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""What we ask Telegram for; anything else that comes is ignored."""

Json = Mapping[str, Any]

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:[ \t\n]+(.*))?", re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class _PoisonError(Exception):
    """An update cannot be read; the message says which part."""


def chat_of(update: Any) -> int | None:
    """Return the chat whose line this update belongs in, or None when it names none."""
    for body in _bodies(update):
        message = body.get("message")
        for holder in (body, message if isinstance(message, Mapping) else {}):
            chat = holder.get("chat")
            if isinstance(chat, Mapping) and _is_id(chat.get("id")):
                return int(chat["id"])
        person = body.get("from") or body.get("user")
        if isinstance(person, Mapping) and _is_id(person.get("id")):
            return int(person["id"])  # a private chat has the person's own number
    return None


def translate(update: Any, bot_name: str = "") -> Incoming:
    """Return what a person did; never raises.

    `bot_name` is the bot's user name, to tell `/start@thisbot` from a command for another bot; while it is
    not known every command counts as ours, since nobody else is in a private chat.
    """
    try:
        return _translate(update, bot_name)
    except _PoisonError as poison:
        return Incoming("ignored", reason=f"poison: {poison}")
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        return Incoming("ignored", reason=f"poison: {type(error).__name__}")


def _translate(update: Any, bot_name: str) -> Incoming:
    if not isinstance(update, Mapping):
        raise _PoisonError("not an object")
    if "message" in update:
        return _message(_part(update, "message"), bot_name)
    if "edited_message" in update:
        return _edit(_part(update, "edited_message"))
    if "callback_query" in update:
        return _tap(_part(update, "callback_query"))
    if "my_chat_member" in update:
        return _membership(_part(update, "my_chat_member"))
    if "channel_post" in update:
        return Incoming("group")
    return Incoming("ignored", reason="another kind of update")


def _message(message: Json, bot_name: str) -> Incoming:
    if not _is_private(message):
        return Incoming("group")
    if _part(message, "from", needed=False).get("is_bot") is True:
        return Incoming("ignored", reason="from a bot")
    if "via_bot" in message:
        return _incoming("unsupported", message, unsupported="via_bot")
    return _spoken(message, bot_name)


def _spoken(message: Json, bot_name: str) -> Incoming:
    forwarded = "forward_origin" in message or "forward_date" in message
    if "text" in message:
        text = _words(message, "text")
        command = None if forwarded else _command(text, bot_name)
        if command:
            return _incoming("command", message, command=command[0], argument=command[1])
        return _incoming("text", message, text=text, forwarded=forwarded)
    if "caption" in message:
        return _incoming("text", message, text=_words(message, "caption"), caption=True, forwarded=forwarded)
    content = content_of(message)
    if content is None:
        return Incoming("ignored", reason="a notice of Telegram's own")
    return _incoming("unsupported", message, unsupported=content, forwarded=forwarded)


def _edit(message: Json) -> Incoming:
    if not _is_private(message):
        return Incoming("ignored", reason="an edit in a group")
    for key in ("text", "caption"):
        if key in message:
            return _incoming("edit", message, text=_words(message, key), caption=key == "caption")
    return Incoming("ignored", reason="an edit without words")  # a live location that moves on


def _tap(query: Json) -> Incoming:
    message = _part(query, "message", needed=False)
    if message and not _is_private(message):
        return Incoming("group")
    callback_id, data = query["id"], query.get("data", "")
    if not isinstance(callback_id, str) or not isinstance(data, str):
        raise _PoisonError("callback_query.id or data")
    number = message.get("message_id")
    return Incoming(
        "tap",
        tap=_clean(data),
        callback_id=_clean(callback_id),
        message_id=number if _is_id(number) else None,
        language_hint=_language(query),
    )


def _membership(change: Json) -> Incoming:
    status = _part(change, "new_chat_member").get("status")
    outside = status in ("kicked", "left")
    if _is_private(change):
        return Incoming("blocked" if outside else "unblocked", sent_at=_moment(change.get("date")))
    if outside:
        return Incoming("ignored", reason="the bot left a group")
    return Incoming("group")


def _incoming(kind: Any, message: Json, **fields: Any) -> Incoming:
    """Fill in what every message has."""
    number = message.get("message_id")
    album = message.get("media_group_id", "")
    return Incoming(
        kind,
        message_id=number if _is_id(number) else None,
        reply_to=_reply_to(message),
        sent_at=_moment(message.get("edit_date" if kind == "edit" else "date")),
        album=_clean(album) if isinstance(album, str) else "",
        language_hint=_language(message),
        **fields,
    )


def _reply_to(message: Json) -> int | None:
    """Return the number of the bot's message that was replied to; a reply to oneself is none."""
    original = message.get("reply_to_message")
    if not isinstance(original, Mapping) or not _is_id(original.get("message_id")):
        return None
    author = original.get("from")
    return int(original["message_id"]) if isinstance(author, Mapping) and author.get("is_bot") is True else None


def _command(text: str, bot_name: str) -> tuple[str, str] | None:
    match = _COMMAND.fullmatch(text)
    if not match or match[1].lower() not in COMMANDS:
        return None
    if match[2] and bot_name and match[2].lower() != bot_name.lower():
        return None
    return match[1].lower(), (match[3] or "").strip()


def _bodies(update: Any) -> Iterator[Json]:
    if isinstance(update, Mapping):
        yield from (body for body in update.values() if isinstance(body, Mapping))


def _part(holder: Json, key: str, *, needed: bool = True) -> Json:
    part = holder.get(key)
    if isinstance(part, Mapping):
        return part
    if needed or part is not None:
        raise _PoisonError(key)
    return {}


def _is_private(holder: Json) -> bool:
    chat = _part(holder, "chat")
    if not _is_id(chat.get("id")):
        raise _PoisonError("chat.id")
    return bool(chat.get("type") == "private")


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _words(message: Json, key: str) -> str:
    text = message[key]
    if not isinstance(text, str):
        raise _PoisonError(key)
    return _clean(text)


def _clean(text: str) -> str:
    """Return the text as every database can hold it; the raw update keeps the rest."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", text))


def _language(holder: Json) -> str:
    person = holder.get("from")
    code = person.get("language_code") if isinstance(person, Mapping) else None
    return _clean(code)[:35] if isinstance(code, str) else ""


def _moment(seconds: Any) -> datetime | None:
    """Return a Unix time as UTC, or None when it is none."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
