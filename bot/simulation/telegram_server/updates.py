"""The updates that wait for the bot, with the official server's rules of offset and of keeping."""

import itertools
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channel.clock import Clock

KEPT_SECONDS = 86_400.0
TAP_KEPT_SECONDS = 150.0
_NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")
_TOO_HIGH = 10  # `TQueue::get`: an offset further beyond the end is not believed
_REMEMBERED = 1_000


@dataclass(frozen=True)
class _Waiting:
    update_id: int
    expires: float
    update: dict[str, Any]


class UpdateQueue:
    """Updates in the order in which they came, each kept until it is confirmed or too old."""

    def __init__(self, clock: Clock, first_id: int, seed: int = 0) -> None:
        self._clock = clock
        self._waiting: deque[_Waiting] = deque()
        self._given: deque[dict[str, Any]] = deque(maxlen=_REMEMBERED)
        self._next_id = first_id
        self._allowed: tuple[str, ...] = ()
        self._random = random.Random(seed)
        self._repeat = 0
        self.out_of_order = False
        """Whether each batch is shuffled."""
        self.expired = 0
        """How many grew too old before anyone read them."""

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, kind: str, body: Any, keep: float = KEPT_SECONDS) -> int | None:
        """Add one update; return its id, or None when the bot did not ask for this kind."""
        if kind not in self._allowed if self._allowed else kind in _NOT_BY_DEFAULT:
            return None
        return self.put_raw({kind: body}, keep)

    def put_raw(self, update: dict[str, Any], keep: float = KEPT_SECONDS) -> int:
        """Add an update whatever it holds, poison too."""
        number, self._next_id = self._next_id, self._next_id + 1
        self._waiting.append(_Waiting(number, self._clock.ticks() + keep, {"update_id": number, **update}))
        return number

    def allow(self, kinds: Sequence[str]) -> None:
        """From now on add only these kinds; what waits already stays."""
        self._allowed = tuple(kinds)

    def take(self, offset: int, limit: int) -> list[dict[str, Any]]:
        """Forget what `offset` confirms and return what comes next; it stays until it is confirmed."""
        if offset < 0:
            self._keep_last(-offset)
        elif offset <= self._next_id + _TOO_HIGH:
            while self._waiting and self._waiting[0].update_id < offset:
                self._waiting.popleft()
        self._drop_expired()
        batch = [waiting.update for waiting in itertools.islice(self._waiting, max(1, min(limit, 100)))]
        batch = [*self._repeated(), *batch]
        self._given.extend(batch)
        if self.out_of_order:
            self._random.shuffle(batch)
        return batch

    def repeat(self, count: int) -> None:
        """Give the last `count` updates once more with the next batch, confirmed or not."""
        self._repeat = count

    def jump(self, to: int) -> None:
        """Let the next update have this id, as after a week without any.

        Raises:
            ValueError: something waits that the bot never read; such a week it was not.

        """
        if any(waiting.update not in self._given for waiting in self._waiting):
            raise ValueError("Updates wait that were never given.")
        self._waiting.clear()
        self._next_id = to

    def _repeated(self) -> list[dict[str, Any]]:
        count, self._repeat = self._repeat, 0
        return list(self._given)[-count:] if count else []

    def _keep_last(self, count: int) -> None:
        while len(self._waiting) > count:
            self._waiting.popleft()

    def _drop_expired(self) -> None:
        now = self._clock.ticks()
        if any(waiting.expires <= now for waiting in self._waiting):
            kept = deque(waiting for waiting in self._waiting if waiting.expires > now)
            self.expired += len(self._waiting) - len(kept)
            self._waiting = kept
