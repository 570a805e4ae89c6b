"""What can go wrong with Telegram, sorted by what to do about it.

No fault carries a token, an address, a chat or a participant's words: their texts are written here or are
the `description` of a 4xx answer, and python-telegram-bot's own errors, which do carry them, are never chained.
"""

import re

import httpx
from telegram import error


class TelegramFault(Exception):
    """A call of the Bot API failed. `str()` is safe to log."""


class RetryAfter(TelegramFault):
    """We went too fast (429): say nothing for so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"too many requests, retry after {seconds:g} s")
        self.seconds = seconds


class Unreachable(TelegramFault):
    """The person blocked the bot, is gone, or never spoke to it (403; 400 chat not found)."""


class Refused(TelegramFault):
    """Telegram will never take this call (another 400): go on with the next."""


class TryLater(TelegramFault):
    """Nothing was done: Telegram or the way to it is down (5xx, no connection)."""


class Unknown(TelegramFault):
    """It may have been done: the call went out and no readable answer came back."""


class TokenRefused(TelegramFault):
    """The token is wrong or was revoked (401, 404): only a person can mend that."""


class OtherPoller(TelegramFault):
    """Another program reads this bot's updates (409): only one may."""


_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated", "bot was blocked")
_QUOTED = re.compile(r"\"[^\"]*\"?|-?\d{4,}")
_NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.WriteError,
    httpx.WriteTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
)
"""The request did not go out whole, so Telegram did nothing."""


_PLAIN: tuple[tuple[type[Exception], TelegramFault], ...] = (
    (error.ChatMigrated, Unreachable("the group became another one")),
    (error.InvalidToken, TokenRefused("Telegram does not know this token")),
    (error.Conflict, OtherPoller("another program reads this bot's updates")),
)


def fault_of(problem: Exception) -> TelegramFault:
    """Return what to do about an exception that python-telegram-bot raised.

    `BadRequest` and `TimedOut` are subclasses of its `NetworkError`, so the order matters. What is none of its
    errors (`KeyError`, `AttributeError`: an answer that is JSON but not Telegram's) counts as no readable answer.
    """
    if isinstance(problem, error.RetryAfter):
        return RetryAfter(_seconds(problem))
    if isinstance(problem, error.BadRequest):
        return (Unreachable if _is_gone(problem.message) else Refused)(_short(problem.message))
    if isinstance(problem, error.Forbidden):
        return Unreachable(_short(problem.message))
    for kind, fault in _PLAIN:
        if isinstance(problem, kind):
            return type(fault)(str(fault))
    return _of_the_line(problem)


def _of_the_line(problem: Exception) -> TelegramFault:
    cause = problem.__cause__
    if isinstance(problem, error.NetworkError):
        if isinstance(cause, _NOTHING_SENT):
            return TryLater(f"no connection ({type(cause).__name__})")
        if isinstance(cause, httpx.HTTPError):
            return Unknown(f"no answer ({type(cause).__name__})")
        return TryLater("Telegram is out of order")  # a 5xx, whatever its body
    return Unknown(f"an unreadable answer ({type(problem).__name__})")


def _seconds(problem: error.RetryAfter) -> float:
    return problem._retry_after.total_seconds()  # noqa: SLF001 -- the public property warns at every use


def _is_gone(description: str) -> bool:
    return any(phrase in description.lower() for phrase in _GONE)


def _short(description: str) -> str:
    """Return what Telegram says, without anything that it quotes or that may be a number of a person's."""
    return _QUOTED.sub("...", description)[:120]
