"""The one place that keeps other people's loggers from telling our secrets.

httpx logs every address at INFO, and Telegram's addresses hold the token. python-telegram-bot logs every
parameter and every answer at DEBUG, and unreadable answers at ERROR: chats and words. httpcore logs headers and
addresses at DEBUG. None says anything that our own events do not say, so all three are silent at every level.
"""

import logging

TALKATIVE = ("httpx", "httpcore", "telegram")
NOTHING = logging.CRITICAL + 1


def silence_libraries() -> None:
    """Switch them off, their children too, whatever the root's level is or becomes."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(NOTHING)
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith(tuple(f"{talkative}." for talkative in TALKATIVE)) and isinstance(logger, logging.Logger):
            logger.setLevel(logging.NOTSET)
