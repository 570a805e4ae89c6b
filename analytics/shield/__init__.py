"""The shield: no figure that tells about fewer people than the threshold, alone or together with all that was released.

`thresholds` says how many people it takes; `release` decides which figures of a report are shown; `audit` proves by
linear algebra and linear programming that nobody follows from them; `ledger` keeps what was released, for the next time.
"""

from analytics.shield.release import Hidden, Release, ReleaseFails
from analytics.shield.thresholds import SMALLEST, Role, shown, smallest

__all__ = ["SMALLEST", "Hidden", "Release", "ReleaseFails", "Role", "shown", "smallest"]
