"""The cost of a turn against the length of the talk: one person, to their thousandth message, beside stock Rasa.

    python benchmarks/long_talk.py [--turns 1000] [--stock-turns 300] [--stock-python PATH]

Ours: the whole turn in one process, on a SQLite file with every commit on disk, from the inbox to the reply taken out of
the outbox. Three talks: `answers`, one interview of as many questions; `corrections`, one interview in which the person
goes back after each answer and gives another; `interviews`, one interview after the other in the same chat.
Theirs: a form of 20 questions begun anew each time it is done, over REST, with an action server.
`turn-late-...`: the median of the last 50 turns over that of turns 6 to 55, messages of the same kinds: 1.2 at most is asked.
Theirs is given at as many turns as it was asked for; it goes on growing.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean, median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from endurance.place import numbered_guide, said_to
from stock_rasa import StockRasa, default_python

from bot.channel.message import Incoming, Outgoing
from bot.channel.terminal import spoken
from bot.logs import set_up_logs
from bot.model import ready_model
from bot.rasa_engine import Engine
from bot.settings import Settings
from bot.simulation.play import Play
from bot.simulation.respondent import Respondent
from bot.store.engine import open_engine
from bot.store.migrate import upgrade
from bot.world import World

EARLY, LATE = slice(5, 55), slice(-50, None)
Turn = tuple[str, float]
"""The kind of message, and its seconds."""
Clock = Callable[[], float]


class Chat:
    """One person's chat with the bot; what each turn took."""

    def __init__(self, play: Play, number: int, clock: Clock = time.perf_counter) -> None:
        self.play, self.name = play, f"chat {number}"
        self.shown, self.number = Outgoing(""), 0
        self.turns: list[Turn] = []
        self.clock = clock

    async def says(self, text: str) -> None:
        """Type a text or a command."""
        await self._turn("command" if text.startswith("/") else "text", spoken(text))

    async def taps(self, data: str) -> None:
        """Tap a button of what is shown."""
        await self._turn("tap", Incoming("tap", tap=data, message_id=self.number))

    async def _turn(self, kind: str, incoming: Incoming) -> None:
        begun = self.clock()
        heard = await self.play.turn(self.name, [incoming])
        self.turns.append((kind, self.clock() - begun))
        for number, outgoing in heard:
            if outgoing.document is None:
                self.shown, self.number = outgoing, number

    def choices(self) -> list[Any]:
        """Return the buttons that answer what is asked, "done" before all else once something is ticked."""
        buttons = [button for row in self.shown.buttons for button in row]
        done = [button for button in buttons if button.data.endswith(":.done")]
        ticked = any(button.text.startswith("✅") for button in buttons)
        return done if ticked else [button for button in buttons if not button.data.startswith("c:")]

    async def answers(self, words: str) -> None:
        """Tap the first choice, or say these words where there is none."""
        if choices := self.choices():
            await self.taps(choices[0].data)
        else:
            await self.says(words)


async def answers(chat: Chat, turns: int) -> None:
    """Answer one question after the other."""
    await chat.says("/start")
    while len(chat.turns) < turns:
        await chat.answers(said_to(chat.name, len(chat.turns)))


async def corrections(chat: Chat, turns: int) -> None:
    """Answer, go back, answer otherwise."""
    await chat.says("/start")
    while len(chat.turns) < turns:
        back = len(chat.turns) > 15 and len(chat.turns) % 2
        await (chat.says("/back") if back else chat.answers(said_to(chat.name, len(chat.turns))))


async def interviews(chat: Chat, turns: int) -> None:
    """Be somebody else at each interview, in the same chat."""
    seed = 0
    while len(chat.turns) < turns:
        seed += 1
        person = Respondent("nl", "Hoe wil je betrokken blijven?", seed)
        await chat.says("/start")
        while chat.shown.buttons and len(chat.turns) < turns:
            buttons = {button.text: button.data for row in chat.shown.buttons for button in row}
            act, what = person.reacts(chat.shown.text, tuple(buttons))
            await (chat.taps(buttons[what]) if act == "taps" else chat.says(what))


def late_over_early(turns: list[Turn]) -> float:
    """Return how much longer the last turns took than the first, kind by kind, weighed by how many there are late."""
    early, late = by_kind(turns[EARLY]), by_kind(turns[LATE])
    kinds = [kind for kind in late if kind in early]
    weights = [len(late[kind]) for kind in kinds]
    ratios = [median(late[kind]) / median(early[kind]) for kind in kinds]
    return sum(weight * ratio for weight, ratio in zip(weights, ratios, strict=True)) / sum(weights)


def by_kind(turns: list[Turn]) -> dict[str, list[float]]:
    """Return the seconds by kind of message."""
    found = defaultdict(list)
    for kind, seconds in turns:
        found[kind].append(seconds)
    return found


def stage(folder: Path, engine: Engine, guide: str) -> Play:
    """Return the bot on a fresh database; with a guide of a thousand questions where that is asked."""
    settings = Settings(_env_file=None, meespraak_key_file=folder / "key" / "key")
    world = World.load(settings)
    if guide == "answers":
        world.guides.clear()  # type: ignore[attr-defined]
        world.guides["numbered"] = numbered_guide(1100)  # type: ignore[index]
    else:
        del world.guides["youth_checkin"]  # type: ignore[attr-defined] # one guide: nobody is asked which
    database = open_engine(f"sqlite:///{folder / 'meespraak.db'}")
    upgrade(database)
    return Play(database, world, engine, ())


TALKS = {"answers": answers, "corrections": corrections, "interviews": interviews}


def ours(
    engine: Engine, turns: int, talks: tuple[str, ...] = tuple(TALKS), clock: Clock = time.perf_counter
) -> Iterator[tuple[str, list[Turn]]]:
    """Hold each talk, and yield what its turns took."""
    for number, name in enumerate(talks):
        with tempfile.TemporaryDirectory() as folder:
            play = stage(Path(folder), engine, name)
            asyncio.run(interviews(Chat(play, 100 + number), 40))  # loads what is loaded at first use
            chat = Chat(play, number, clock)
            asyncio.run(TALKS[name](chat, turns))
            play.database.dispose()
            yield name, chat.turns


def theirs(python: str, turns: int, *, processor: bool) -> list[Turn]:
    """Say so much to stock Rasa, and return what each took."""
    with tempfile.TemporaryDirectory() as folder:
        stock = StockRasa(Path(folder) / "stock", 20, python)
        stock.train()
        taken = []
        with stock:
            stock.until_it_answers()
            clock = stock.used if processor else time.perf_counter
            reply = ["Dank je wel."]
            while len(taken) < turns:
                text = "begin" if "Dank je wel." in reply else said_to("stock", len(taken))
                begun = clock()
                reply = stock.says("one person", text)
                taken.append(("text", clock() - begun))
        return taken


def main() -> None:
    """Hold the talks and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--turns", type=int, default=1000, help="of ours, in each talk")
    parser.add_argument(
        "--stock-turns", type=int, default=300, help="of stock Rasa; each is slower than the one before"
    )
    parser.add_argument(
        "--stock-python", default=default_python(sys.executable), help="the Python that runs stock Rasa"
    )
    parser.add_argument("--processor", action="store_true", help="in seconds of the processor, on a busy machine")
    given = parser.parse_args()
    stock = theirs(given.stock_python, given.stock_turns, processor=given.processor)
    other = late_over_early(stock)
    print(f"stock Rasa: turn 6-55 {shown(stock[EARLY])}, turn {given.stock_turns} {shown(stock[LATE])}", flush=True)
    set_up_logs("ERROR")
    engine = Engine(ready_model(Settings(_env_file=None)))
    for name, taken in ours(engine, given.turns, clock=time.process_time if given.processor else time.perf_counter):
        mine = late_over_early(taken)
        print(f"{name}: turn 6-55 {shown(taken[EARLY])}, turn {given.turns} {shown(taken[LATE])}")
        print(f"turn-late-{name} ours={mine:.2f} theirs={other:.2f} ratio={other / mine:.2f}", flush=True)


def shown(turns: list[Turn]) -> str:
    """Return the medians by kind, in milliseconds."""
    kinds = sorted(by_kind(turns).items())
    words = ", ".join(f"{kind} {median(seconds) * 1000:.1f} ms ({len(seconds)})" for kind, seconds in kinds)
    return f"{words}; mean {fmean(seconds for _, seconds in turns) * 1000:.1f} ms"


if __name__ == "__main__":
    main()
