"""How fast we may talk: pure but for what it remembers.

Telegram asks for about one message a second in a chat, short bursts allowed, and about thirty a second in all
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits). It counts when a call arrives, which is some moment
between our beginning and its end: calls that wait in a slow network arrive in a bunch. So a call that was begun
counts as arriving now, and one that ended as having arrived at its end; then no bunch is ever too large.
"""

import itertools

BURST = 3
CHAT_SECONDS = 1.05  # 5 % below what is allowed: Telegram's limits are not exact
AT_ONCE = 30
OVERALL_SECONDS = 1.05
SURELY_ARRIVED = 1.0  # seconds after which a call in hand hangs rather than travels, and holds up nobody
MANY_CHATS = 10_000


class Pace:
    """When each chat may be sent to. Times are ticks, in seconds."""

    def __init__(
        self,
        burst: int = BURST,
        chat_seconds: float = CHAT_SECONDS,
        at_once: int = AT_ONCE,
        overall_seconds: float = OVERALL_SECONDS,
    ) -> None:
        self._burst = burst
        self._chat_seconds = chat_seconds
        self._at_once = at_once
        self._overall_seconds = overall_seconds
        self._free: dict[str, float] = {}
        """When a chat would be free again if it took its messages one a second."""
        self._taken: dict[int, float] = {}
        """Until when each call takes one of the places there are in all."""
        self._numbers = itertools.count()
        self._held_until = 0.0

    def wait(self, chat: str, now: float) -> float:
        """Return the seconds until a message to this chat may go; 0 for at once."""
        chat_wait = self.load(chat) - (self._burst - 1) * self._chat_seconds - now
        return max(0.0, chat_wait, self._overall_wait(now), self._held_until - now)

    def load(self, chat: str) -> float:
        """Return a number that is lower the longer ago this chat was sent to: the lowest goes first."""
        return self._free.get(chat, 0.0)

    def begin(self, now: float) -> int:
        """Take a place for a call that begins now; return its number."""
        number = next(self._numbers)
        self._taken[number] = now + SURELY_ARRIVED + self._overall_seconds
        return number

    def end(self, number: int, chat: str, now: float) -> None:
        """Remember that a call to this chat ended now."""
        if number in self._taken:
            self._taken[number] = min(self._taken[number], now + self._overall_seconds)
        self._free[chat] = max(self.load(chat), now) + self._chat_seconds
        if len(self._free) > MANY_CHATS:
            self._free = {known: free for known, free in self._free.items() if free > now}

    def hold(self, until: float) -> None:
        """Let nobody be sent to before this moment."""
        self._held_until = max(self._held_until, until)

    def _overall_wait(self, now: float) -> float:
        if len(self._taken) < self._at_once:
            return 0.0
        self._taken = {number: until for number, until in self._taken.items() if until > now}
        too_many = len(self._taken) - self._at_once
        return sorted(self._taken.values())[too_many] - now if too_many >= 0 else 0.0
