"""A study with facts planted in it, and its copy of pure noise: rows in the form of the contract, drawn by seed.

Planted: organisations of every kind want to be involved two steps more, municipalities most; `Starterslab Gent` is
missing, named by eight in several spellings; the weather of young people gets worse over four rounds; in one partnership
money is in the way of many more than elsewhere; most press "listen more" in the last
round; nobody was told what was done; with three kinds of organisation nobody spoke.
"""

import random
from datetime import datetime, timedelta, timezone
from typing import Any

from analytics.sources import Source, from_rows

KINDS = ("municipality", "employer", "association", "education")
MORE_KINDS = (*KINDS, "project_partner", "social_partner", "public_service")
REGIONS = ("antwerp", "limburg", "east_flanders", "flemish_brabant", "west_flanders")
OBSTACLES = ("time", "money", "paperwork", "daring", "language", "transport", "home", "coaching")
BUTTONS = ("listen_more", "explain_more", "faster", "slower", "more_contacts", "fine")
ROUNDS = ("2026-1", "2026-2", "2026-3", "2026-4")
MISSING = ("Starterslab Gent", "starterslab gent", "Starters Lab Gent", "Startrslab Gent")
PARTNERSHIPS = ("noord", "zuid", "kust")
START = datetime(2026, 1, 10, 9, 0, tzinfo=timezone.utc)
TO_IMPROVE = (
    "We horen te weinig terug van wat er met onze inbreng gebeurt.",
    "De communicatie loopt stroef, we krijgen de informatie pas op het laatste moment.",
    "Er komt geen terugkoppeling na een vergadering.",
)


class Rows:
    """Collects the rows of a study."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        names = ("participants", "consents", "interviews", "answers", "flags", "decisions")
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in names}

    def source(self) -> Source:
        return from_rows(self.rows)

    def person(
        self, name: str, role: str, scopes: tuple[str, ...] = ("take_part", "quote", "map"), **about: Any
    ) -> None:
        row = {"participant": name, "role": role, "language": "nl", "organisation": None, "organisation_type": None}
        self.rows["participants"].append(row | {"region": None, "partnership": None, "age_band": None} | about)
        self.rows["consents"] += [
            {"participant": name, "scope": scope, "given": True, "language": "nl", "at": START.isoformat()}
            for scope in scopes
        ]

    def interview(self, name: str, guide: str, answers: list[dict[str, Any]], **about: Any) -> None:
        number = len(self.rows["interviews"]) + 1
        at = about.pop("at", START + timedelta(hours=number))
        held = {"interview": number, "participant": name, "guide": guide, "round": None, "channel": "import"}
        held |= {"language": "nl", "status": "completed", "started_at": at.isoformat(), "ended_at": at.isoformat()}
        self.rows["interviews"].append(held | about)
        for minute, answer in enumerate(answers, start=1):
            row = {"interview": number, "item": None, "said": None, "value": None, "missing": None, "language": "nl"}
            row |= {"source": "import", "version": 1, "current": True, "probe_of": None}
            row["answered_at"] = (at + timedelta(minutes=minute)).isoformat()
            self.rows["answers"].append(row | answer)


def one(question: str, value: Any, kind: str = "one", **also: Any) -> dict[str, Any]:
    return {"question": question, "kind": kind, "value": value, "said": str(value)} | also


def words(question: str, said: str) -> dict[str, Any]:
    return {"question": question, "kind": "text", "said": said}


def planted(seed: int = 1) -> Rows:
    study = Rows(seed)
    for number in range(32):
        _stakeholder(study, number, planted_facts=True)
    _young_people(study, planted_facts=True)
    return study


def noise(seed: int) -> Rows:
    study = Rows(seed)
    for number in range(32):
        _stakeholder(study, number, planted_facts=False)
    _young_people(study, planted_facts=False)
    told = START + timedelta(days=20)
    study.rows["decisions"].append({"theme": "money_funding", "at": told.isoformat(), "told": 40})
    return study


def _stakeholder(study: Rows, number: int, *, planted_facts: bool) -> None:
    draw, name = study.draw, f"person-{number}"
    kind = KINDS[number % 4] if planted_facts else MORE_KINDS[number % 7]
    today = draw.choice((1, 1, 2, 2, 3) if planted_facts else (1, 2, 3, 4, 5))
    step = draw.choice((2, 2, 1) if kind != "municipality" else (2, 2, 3)) if planted_facts else 0
    wanted = min(5, today + step) if planted_facts else draw.choice((1, 2, 3, 4, 5))
    missing = [MISSING[number % 4]] if planted_facts and number < 8 else [f"Nergens nog genoemd {number:03d}x"]
    other = f"s{draw.randrange(32)}"
    study.person(name, "stakeholder", organisation=f"Organisatie {number:03d}", organisation_type=kind)
    answers = [
        one("organisation_type", kind),
        one("organisation_region", [draw.choice(REGIONS)], "many"),
        words("cooperation_to_improve", TO_IMPROVE[number % 3] if planted_facts else f"punt {other}"),
        one("involvement_today", today, "scale"),
        one("involvement_wanted", wanted, "scale"),
        one("contact_rhythm", draw.choice(("monthly", "quarterly", "twice_a_year", "on_decision"))),
        one("ties_organisations", [f"Organisatie {draw.randrange(32):03d}"], "list"),
        one("missing_parties", missing, "list"),
        one("missing_introduction", draw.choice(("maybe", "no")), item=missing[0]),
        one("topic_influence", draw.choice((1, 2, 3, 4, 5)), "scale"),
        one("topic_interest", draw.choice((1, 2, 3, 4, 5)), "scale"),
    ]
    study.interview(name, "stakeholder", answers)


def _young_people(study: Rows, *, planted_facts: bool) -> None:
    for number in range(90):
        name, place = f"young-person-{number}", PARTNERSHIPS[number % 3]
        band = ("13_15", "16_18", "19_25")[number // 3 % 3]
        study.person(name, "youth", partnership=place, age_band=band)
        usual = study.draw.choice((-1, 0, 0, 1))
        for at, held in enumerate(ROUNDS):
            if study.draw.random() < 0.2:
                continue
            answers = _check_in(study.draw, at, place, usual, planted_facts=planted_facts)
            when = START + timedelta(days=30 * at, minutes=number)
            study.interview(name, "youth_checkin", answers, round=held, at=when)


def _check_in(draw: random.Random, at: int, place: str, usual: int, *, planted_facts: bool) -> list[dict[str, Any]]:
    weather = draw.choice((2, 3, 4)) + usual - (0.6 * at - 0.6 if planted_facts else 0)
    often = dict.fromkeys(OBSTACLES, 0.25)
    if planted_facts and place == "zuid":
        often["money"] = 0.75
    chosen = [key for key in OBSTACLES if draw.random() < often[key]] or ["nothing"]
    listens = planted_facts and at == len(ROUNDS) - 1 and draw.random() < 0.7
    return [
        one("plan_weather", max(1, min(5, round(weather))), "scale"),
        one("plan_obstacles", chosen, "many"),
        one("coach_button", "listen_more" if listens else draw.choice(BUTTONS)),
        one("self_here", draw.choice((1, 2, 3)), "scale"),
        one("answer_back", draw.choice(("yes", "no"))),
    ]
