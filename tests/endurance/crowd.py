"""People who answer numbered questions, a ledger of all they said, and the verdict."""

import asyncio
import itertools
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from endurance.place import CHANNEL, Place, number_asked, said_to
from logged import SAID
from sqlalchemy import create_engine, text

from bot.simulation.telegram_server import FakeTelegram
from bot.store.key_file import load_key
from bot.store.vault import Vault

YES, ALL_RIGHT = "Ja, ik doe mee", "Niets, dit klopt"
_STORED = text(
    "SELECT answer.question, answer.said FROM answer JOIN interview ON interview.id = answer.interview"
    " WHERE interview.participant = :who AND answer.question LIKE 'point_%' ORDER BY answer.id"
)
_LATEST = text(
    "SELECT count(*) FROM answer JOIN interview ON interview.id = answer.interview"
    " WHERE interview.participant = :who AND answer.question = :question AND answer.said = :said"
)


@dataclass
class Verdict:
    """What became of all that was said."""

    people: int = 0
    said: int = 0
    stored: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    replies: int = 0
    too_early: int = 0
    """Replies that were said before what they reply to was committed."""
    repeated: int = 0
    """Messages that somebody heard twice on end."""
    most_repeated: int = 0
    """The most that one person heard."""
    stuck: list[str] = field(default_factory=list)
    strange: Counter[str] = field(default_factory=Counter)
    """What nobody should have heard, by its first words."""
    waits: list[float] = field(default_factory=list)
    """Seconds from each answer to the next question."""

    def good(self) -> bool:
        wrong = (self.lost, self.doubled, self.out_of_order, self.too_early, len(self.stuck), len(self.strange))
        return not any(wrong) and self.said == self.stored

    def __str__(self) -> str:
        return (
            f"people={self.people} said={self.said} stored={self.stored} lost={self.lost} doubled={self.doubled}"
            f" out_of_order={self.out_of_order} replies={self.replies} replies_before_commit={self.too_early}"
            f" repeated={self.repeated} most_repeated_in_one_chat={self.most_repeated}"
            f" stuck={len(self.stuck)} strange={dict(self.strange)}"
        )


class Crowd:
    """So many people at once, until so many answers were given; somebody new comes when one is done."""

    def __init__(self, telegram: FakeTelegram, place: Place, at_once: int, answers: int) -> None:
        self.telegram, self.place, self.at_once = telegram, place, at_once
        self.to_come = -(-answers // place.questions)
        self.verdict = Verdict()
        self.said: dict[int, list[tuple[str, str]]] = {}
        self.answers = 0
        self.patience = 60.0
        """Seconds without a word after which somebody counts as stuck."""
        self._vault = Vault(load_key(place.key))
        self._look = create_engine(place.database, future=True)
        self._say = telegram._methods.by_name["sendmessage"]
        telegram._methods.by_name["sendmessage"] = self._heard_by_telegram

    async def talks(self) -> None:
        """Return when everybody who was to come is done."""
        await asyncio.gather(*(self._chair() for _ in range(self.at_once)))

    async def _chair(self) -> None:
        while self.to_come > 0:
            self.to_come -= 1
            await self._walks()

    async def _walks(self) -> None:
        person = self.telegram.person()
        said = self.said.setdefault(person.chat_id, [])
        person.says("/start")
        done, since = False, time.monotonic()
        while not done:
            try:
                heard = await person.hears(timeout=self.patience)
            except TimeoutError:
                self.verdict.stuck.append(repr(person._chat.transcript[-1].text[:40]))
                return
            number = number_asked(heard.text)
            if number is not None and number == len(said) + 1:
                self.verdict.waits.append(time.monotonic() - since)
                said.append((f"point_{number}", said_to(person.chat_id, number)))
                SAID.add(said[-1][1])
                person.says(said[-1][1])
                self.answers, since = self.answers + 1, time.monotonic()
            elif number is None and YES in heard.buttons and not said:
                person.taps(YES)
            elif number is None and ALL_RIGHT in heard.buttons:
                person.taps(ALL_RIGHT)
            elif not heard.buttons and len(said) == self.place.questions:
                done = True

    async def _heard_by_telegram(self, parameters: Any) -> Any:
        """Look, at the moment a reply arrives, whether what it replies to is committed."""
        chat, words = int(parameters["chat_id"]), parameters.get("text", "")
        number = number_asked(words)
        said = self.said.get(chat)
        if said is None:  # somebody of another crowd at the same Telegram
            return await self._say(parameters)
        if number is not None and number > 1:
            self.verdict.replies += 1
            self.verdict.too_early += not self._is_stored(chat, *said[number - 2])
        elif ALL_RIGHT in str(parameters.get("reply_markup", "")):
            self.verdict.replies += 1
            self.verdict.too_early += not (said and self._is_stored(chat, *said[-1]))
        return await self._say(parameters)

    def _is_stored(self, chat: int, question: str, said: str) -> bool:
        given = {"who": self._vault.pseudonym(CHANNEL, str(chat)), "question": question, "said": said}
        with self._look.connect() as connection:
            return bool(connection.execute(_LATEST, given).scalar_one())

    def judges(self) -> Verdict:
        """Compare what each said with what stands in the tables, and look through what each heard."""
        verdict = self.verdict
        verdict.people = len(self.said)
        with self._look.connect() as connection:
            for chat, said in self.said.items():
                who = self._vault.pseudonym(CHANNEL, str(chat))
                stored = [tuple(row) for row in connection.execute(_STORED, {"who": who})]
                self._compare(said, stored)
                self._listens_back(chat)
        self._look.dispose()
        return verdict

    def _compare(self, said: list[tuple[str, str]], stored: list[tuple[str, str]]) -> None:
        verdict, times = self.verdict, Counter(stored)
        verdict.said += len(said)
        verdict.stored += len(stored)
        verdict.lost += sum(times[one] == 0 for one in said)
        verdict.doubled += sum(count - 1 for count in times.values())
        verdict.out_of_order += [one for one in stored if one in said] != said and set(said) <= set(stored)

    def _listens_back(self, chat: int) -> None:
        heard = [line.text for line in self.telegram.transcript(chat) if line.who == "bot"]
        repeated = sum(one == another for one, another in itertools.pairwise(heard))
        self.verdict.repeated += repeated
        self.verdict.most_repeated = max(self.verdict.most_repeated, repeated)
        for words in heard:
            if "ging iets mis" in words:
                self.verdict.strange[words[:40]] += 1
