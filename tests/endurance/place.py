"""What is asked while things break: a guide of numbered questions, so that a lost or doubled answer shows."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.guide import Guide, Question
from bot.guide_stored import as_stored, from_stored
from bot.settings import Settings
from bot.simulation.telegram_server.server import TOKEN
from bot.world import World

CHANNEL = "telegram"
_NUMBER = re.compile(r"Punt (\d+)\. Wat hebben")


@dataclass(frozen=True)
class Place:
    """One bot: its database, its key, its Telegram, and how many questions it asks."""

    database: str
    key: Path
    telegram: str
    questions: int

    @classmethod
    def from_order(cls, order: dict[str, Any]) -> "Place":
        return cls(order["database"], Path(order["key"]), order["telegram"], order["questions"])

    def as_order(self) -> dict[str, Any]:
        return {**asdict(self), "key": str(self.key)}

    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            telegram_bot_token=TOKEN,
            telegram_api_url=self.telegram,
            meespraak_database_url=self.database,
            meespraak_key_file=self.key,
        )

    def world(self) -> World:
        """The bot's own world, with one guide in place of all."""
        world = World.load(self.settings())
        world.guides.clear()  # type: ignore[attr-defined]
        world.guides["numbered"] = numbered_guide(self.questions)  # type: ignore[index]
        return world


def numbered_guide(questions: int) -> Guide:
    guide = Guide(
        key="numbered",
        title=_texts("Genummerd"),
        role="stakeholder",
        minutes=5,
        minutes_short=None,
        opening=("take_part",),
        closing=(),
        purpose=_texts("We tellen wat aankomt."),
        questions=tuple(_question(number) for number in range(1, questions + 1)),
        edition="",
        probes_in_all=0,
    )
    return from_stored(as_stored(guide))


def _question(number: int) -> Question:
    return Question(
        key=f"point_{number}",
        kind="text",
        text=_texts(f"Punt {number}. Wat hebben jullie hierover afgesproken?"),
        goal="To count.",
        explain=_texts("Eender wat."),
        label=_texts(f"Punt {number}"),
    )


def _texts(text: str) -> dict[str, str]:
    return dict.fromkeys(("nl", "en", "fr"), text)


def number_asked(text: str) -> int | None:
    """Return which numbered question this message asks, or None."""
    found = _NUMBER.search(text)
    return int(found[1]) if found else None


def said_to(chat: Any, number: int) -> str:
    """Return what this person says to this question: different for each."""
    return f"We hebben over punt {number} met de buren van nummer {chat} afgesproken om de bibliotheek te gebruiken"
