"""How long each kind of data is kept: data/rights/retention.yml."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FILE = Path("rights") / "retention.yml"
YEAR = 12
MOST_INBOX_DAYS = 7


@dataclass(frozen=True)
class Retention:
    """How long, by kind."""

    answers_months: int
    told_before: timedelta
    without_consent: timedelta
    inbox_body: timedelta
    inbox_number: timedelta
    undelivered: timedelta
    outbox_number: timedelta
    contact_after_stop: timedelta
    flags_months: int
    wrong_codes: timedelta
    audit_months: int
    erased_months: int


def load_retention(data: Path) -> Retention:
    """Read the periods from below `data`.

    Raises:
        KeyError, TypeError: something is missing or is not what it should be.
        ValueError: a message would be kept longer than was promised.

    """
    stored: dict[str, dict[str, Any]] = YAML(typ="safe").load(data / FILE)
    if stored["inbox"]["body_days"] > MOST_INBOX_DAYS:
        raise ValueError(f"{FILE}: the words of a message may wait {MOST_INBOX_DAYS} days at most")
    return Retention(
        answers_months=int(stored["answers"]["months"]),
        told_before=_days(stored["answers"]["told_days_before"]),
        without_consent=_days(stored["without_consent"]["days"]),
        inbox_body=_days(stored["inbox"]["body_days"]),
        inbox_number=_days(stored["inbox"]["number_days"]),
        undelivered=_days(stored["outbox"]["undelivered_days"]),
        outbox_number=_days(stored["outbox"]["number_days"]),
        contact_after_stop=_days(stored["contact"]["days_after_stop"]),
        flags_months=int(stored["flags"]["months_after_looked_at"]),
        wrong_codes=_days(stored["wrong_codes"]["days"]),
        audit_months=int(stored["audit"]["months"]),
        erased_months=int(stored["erased"]["months"]),
    )


def _days(number: Any) -> timedelta:
    return timedelta(days=int(number))


def months_before(now: datetime, months: int) -> datetime:
    """Return the moment so many calendar months before; the last day of a shorter month stands for one it has not."""
    count = now.year * YEAR + now.month - 1 - months
    year, month = divmod(count, YEAR)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))
