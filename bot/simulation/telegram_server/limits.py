"""How fast Telegram lets a bot talk."""

import math
from dataclasses import dataclass, field

from bot.simulation.telegram_server import refusals as says
from bot.simulation.telegram_server.chats import Chat


@dataclass
class Limits:
    """At most so many messages in a stretch of time; 429 beyond. Telegram's own are not exact; these are."""

    burst: int = 3
    """Messages a chat takes at once, after which it takes one a second."""
    overall: int = 30
    """Messages in any second, over all chats."""
    slack: float = 0.05
    """Seconds that a message may come early."""
    sent: list[float] = field(default_factory=list)
    refused: int = 0
    """How often somebody was too fast."""

    def admit(self, chat: Chat, now: float) -> None:
        """Count one message.

        Raises:
            RefusalError: 429 with the seconds to wait.

        """
        wait = max(self._chat_wait(chat, now), self._overall_wait(now))
        if wait > self.slack:
            self.refused += 1
            seconds = math.ceil(wait)
            raise says.RefusalError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        chat.sends.append(now)
        self.sent.append(now)

    def _chat_wait(self, chat: Chat, now: float) -> float:
        room, last = float(self.burst), chat.sends[0] if chat.sends else now
        for moment in (*chat.sends[-100:], now):
            room = min(float(self.burst), room + moment - last)
            last = moment
            room -= 1.0
        return max(0.0, -room)

    def _overall_wait(self, now: float) -> float:
        if len(self.sent) < self.overall:
            return 0.0
        return max(0.0, self.sent[-self.overall] + 1.0 - now)
