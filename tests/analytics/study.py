"""A study by hand: rows in the form of the contract, made of what a test says and ordinary values for the rest."""

from datetime import datetime, timedelta, timezone
from typing import Any

from analytics.sources import Source, from_rows

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
START = datetime(2026, 11, 20, 10, 0, tzinfo=timezone.utc)


def at(minutes: float) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


class Study:
    """Collects rows; `person` answers questions one a minute."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("participants", "consents", "interviews", "answers", "flags", "decisions")
        }

    def source(self) -> Source:
        return from_rows(self.rows)

    def person(self, name: str, *answers: dict[str, Any], scopes: str = "take_part quote map", **also: Any) -> int:
        """Add a participant, their consents, an interview and its answers, and return the interview's number."""
        also = {"guide": "stakeholder", "role": "stakeholder", "status": "completed", "edition": "e1", **also}
        row = {"participant": name, "role": also["role"], "language": "nl"}
        fields = ("organisation", "organisation_type", "region", "partnership", "age_band")
        self.rows["participants"].append(row | {field: also.get(field) for field in fields})
        for scope in scopes.split():
            self.consent(name, scope, given=True)
        return self.interview(name, *answers, **also)

    def consent(self, name: str, scope: str, *, given: bool, minutes: float = 0) -> None:
        row = {"participant": name, "scope": scope, "given": given, "edition": "c1", "language": "nl"}
        self.rows["consents"].append(row | {"at": at(minutes)})

    def interview(self, name: str, *answers: dict[str, Any], **also: Any) -> int:
        number = len(self.rows["interviews"]) + 1
        self.rows["interviews"].append(
            {
                "interview": number,
                "participant": name,
                "guide": also["guide"],
                "edition": also.get("edition", "e1"),
                "round": also.get("round"),
                "channel": "telegram",
                "language": "nl",
                "started_at": at(0),
                "ended_at": at(len(answers)) if also["status"] in ("completed", "stopped") else None,
                "status": also["status"],
            }
        )
        for minute, answer in enumerate(answers, start=1):
            self.rows["answers"].append(ordinary(number, minute) | answer | {"id": len(self.rows["answers"]) + 1})
        return number


def ordinary(interview: int, minute: int) -> dict[str, Any]:
    return {
        "interview": interview,
        "item": "",
        "kind": "text",
        "said": None,
        "value": None,
        "missing": None,
        "language": "nl",
        "probe_of": None,
        "probe_rule": None,
        "wording": "Wat liep goed?",
        "source": "text",
        "asked_at": at(minute - 1),
        "answered_at": at(minute),
        "version": 1,
        "current": True,
        "edition": "e1",
        "consent_edition": "c1",
        "parsed_by": "model 1",
    }


def told(question: str, said: str, **also: Any) -> dict[str, Any]:
    return {"question": question, "said": said, **also}


def chose(question: str, value: Any, kind: str = "one", **also: Any) -> dict[str, Any]:
    return {"question": question, "kind": kind, "said": str(value), "value": value, "source": "button", **also}


def skipped(question: str, kind: str = "text") -> dict[str, Any]:
    return {"question": question, "kind": kind, "missing": "skipped", "source": "button"}


def probed(question: str, said: str, rule: str = "example", number: int = 1) -> dict[str, Any]:
    return {"question": f"{question}_probe_{number}", "said": said, "probe_of": question, "probe_rule": rule}
