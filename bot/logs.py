"""Events with fields, to standard error. Never a participant's words, a token or a chat id."""

import logging
import sys
import traceback
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import structlog

TALKATIVE = ("rasa", "rasa_sdk", "httpx", "httpcore", "telegram", "aiohttp", "sqlalchemy", "asyncio", "matplotlib")
"""Libraries that may log what people say, or addresses with a token in them; only their errors are let through."""

_STEPS = 5


def set_up_logs(level: str, to: TextIO | None = None) -> None:
    """Log our own events from `level` up, and of libraries what went wrong; to standard error unless told where."""
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(_Formatter("%(levelname)s %(name)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=partial(_logger, to),
        cache_logger_on_first_use=False,
    )


class _Formatter(logging.Formatter):
    """Says what was raised and where. What an exception says of itself can hold what a person said."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the name of logging's own method
        """Return the kind of exception, and the file and line of each step to it."""
        steps = traceback.extract_tb(ei[2])
        where = " ".join(f"{Path(step.filename).name}:{step.lineno}" for step in steps[-_STEPS:])
        return f"{ei[0].__name__ if ei[0] else 'unknown'} {where}"


def _logger(to: TextIO | None, *names: str) -> Any:
    """Return a logger for whoever says its name, as all our modules do; Rasa's nameless ones stay silent.

    Rasa logs each message with its text at DEBUG, through structlog too.
    """
    return structlog.PrintLogger(to or sys.stderr) if names else _Silent()


class _Silent:
    """A logger that writes nothing."""

    def msg(self, *_: Any, **__: Any) -> None:
        """Write nothing."""

    log = debug = info = warn = warning = error = critical = exception = failure = fatal = msg
