"""Plays whole conversations that are written as data, through the real turn, on a real database.

A transcript has a `language` (that of the person's app), and `talk`: a list of steps, in any mixture.

What the person does
  begins: {guide, length}      /start, and yes to everything that is asked before the first question
  says_long: {text, characters: 4096}   the text over and over, up to so many characters
  answers_until: question      a choice or a concrete sentence to each question, until that one is open
  up_to: question              skips until that question (or `question/item`) is open
  says: text                   or a list, sent in one breath
  taps: words on a button      of the newest message that has it
  forges: data                 a tap with data the bot may never have made
  at_once: [steps]             says, taps, sends, edits, replies that all come in before the bot looks
  edits: {was: text, to: text}          replies: {to: piece of what the bot said, says: text}
  sends: sticker | voice | ...          sends: {album: name, photos: 3}
  caption: text                forwards: text                group: text
  blocks: true                 unblocks: true                waits: 3 weeks
  who: name                    another person speaks from here on ("me" is the first)
What happens around them
  restarts: true               fails: true    the next turn breaks down just before it asks
  invites: {code: name, guide: ..., uses: 1, expires: 2 days, ...}   then says "/start {name}"
What must hold then
  hears, not_hears: pieces     hears_once: pieces     silent: true     messages: number     documents: [names]
  open: question or question/item, or null            buttons: [words] each on a button    ticked: [words]
  stored: {question or question/item: value, or {said, value, missing, versions, language, source, ...}}
  stored_long: {question, characters: 4096}
  status: completed | open | ...        flags: [theme, ...]     rows: {table: count}
  used: {code name: uses}      consents: {scope: true}       person: {column: value}    one_message: true
  digest: {evidence: {section: [{n, text}]}, tips: [...], tips_of: {partnership: [...]}}   what analysis keeps for coaches
  round: guide   a check-in round opens, and the bot begins what is due               ticks: true   only the latter
"""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from unittest import mock

from ruamel.yaml import YAML
from sqlalchemy import func, select

from bot.channel.message import COMMANDS, Button, Incoming, Outgoing
from bot.channel.ports import RawUpdate
from bot.conversation import asking
from bot.dispatch import Dispatcher
from bot.rounds import Rounds
from bot.schedule import Round
from bot.store import digests, invitations, read, rounds, tables
from bot.store.engine import reading, unit_of_work
from bot.store.mail import StoredInbox, StoredOutbox
from bot.turn import Turns, as_mapping

CHANNEL = "telegram"
START = datetime(2026, 11, 21, 10, 0, tzinfo=timezone.utc)
_COMMAND = re.compile(r"/([a-z]+)(?:\s+(.*))?", re.DOTALL)
_YES = ("yes", "16_18")
_MOST_STEPS = 60


@dataclass
class Stage:
    """What all people of a transcript share: the bot, its database, the time."""

    world: Any
    engine: Any
    database: Any
    now: datetime = START
    updates: int = 0
    people: dict[str, "Talk"] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    breaks_down: bool = False

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Begin anew with nothing but the database, as after a kill."""
        turns = Turns(self.database, self.world, self.engine, CHANNEL, as_mapping)
        self.dispatcher = Dispatcher(turns, lambda: self.now, settle=timedelta(0), after=self._after)
        self.inbox = StoredInbox(self.database, self.world.vault, CHANNEL)
        self.outbox = StoredOutbox(self.database, self.world.vault, CHANNEL)

    async def _after(self, done: Any) -> None:
        for talk in self.people.values():
            talk.words += [word for callback, word in done.taps if word and callback.startswith(f"{talk.chat}/")]
            talk.taps_seen += sum(callback.startswith(f"{talk.chat}/") for callback, _ in done.taps)

    def takes_in(self, chat: str, body: dict[str, Any]) -> None:
        """Put one update in the inbox."""
        self.updates += 1
        self.inbox.take_in([RawUpdate(self.updates, chat, self.now, json.dumps(body).encode())])

    def turn(self) -> None:
        """Take the turns that are due; everybody hears what is said to them."""
        self.now += timedelta(seconds=5)
        for talk in self.people.values():
            talk.heard, talk.words, talk.taps_seen = [], [], 0
        if self.breaks_down:
            self.breaks_down = False
            with mock.patch.object(asking, "ask", side_effect=RuntimeError("broken on purpose")):
                asyncio.run(self._turns())
        else:
            asyncio.run(self._turns())

    def opens_round(self, guide: str) -> None:
        """Open a round of this guide, as staff do."""
        with unit_of_work(self.database) as session:
            key = f"r{self.updates}"
            rounds.open_round(session, Round(key, guide, None, self.now, self.now + timedelta(days=14)))

    def ticks(self) -> None:
        """Let the bot begin what is due now; everybody hears it."""
        for talk in self.people.values():
            talk.heard, talk.words = [], []
        Rounds(self.database, self.world, CHANNEL, lambda: self.now).tick()
        asyncio.run(self._turns())

    async def _turns(self) -> None:
        while await self.dispatcher.round():
            pass
        while parcels := self.outbox.due(self.now, 50):
            for parcel in parcels:
                self.outbox.sent(parcel.id, self._hearer(parcel.chat).hear(parcel.outgoing), self.now)

    def _hearer(self, chat: str) -> "Talk":
        return next(talk for talk in self.people.values() if talk.chat == chat)


class Talk:
    """One person's conversation with the bot."""

    def __init__(
        self, world: Any, engine: Any, database: Any, chat: str = "4711", hint: str = "", stage: Stage | None = None
    ) -> None:
        self.stage = stage or Stage(world, engine, database)
        self.world, self.database, self.chat, self.hint = world, database, chat, hint
        self.number = 0
        self.heard: list[Outgoing] = []
        """What was said in the last turn."""
        self.shown: dict[int, Outgoing] = {}
        """The bot's messages as they stand in the chat now, by number."""
        self.said_in: dict[str, int] = {}
        self.words: list[str] = []
        """What taps were acknowledged with in the last turn."""
        self.taps_seen = 0
        self.me = world.vault.pseudonym(CHANNEL, chat)
        self.stage.people.setdefault("me", self)

    def says(self, *texts: str) -> None:
        """Send texts in one breath and let the bot answer."""
        for text in texts:
            self.puts_text(text)
        self.stage.turn()

    def puts_text(self, text: str) -> None:
        """Send one text; one of the bot's commands is a command."""
        text = re.sub(r"\{(\w+)\}", lambda name: self.stage.codes.get(name[1], name[0]), text)
        command = _COMMAND.fullmatch(text)
        if command and command[1] in COMMANDS:
            self.puts(Incoming("command", command=command[1], argument=command[2] or ""))
        else:
            self.puts(Incoming("text", text=text))
            self.said_in[text] = self.number

    def puts_tap(self, words: str) -> None:
        """Tap a button by its words, in the newest message that has it."""
        message, data = next(
            (
                (number, button.data)
                for number, button in self._buttons()
                if _plain(button.text) in (words, f"✅ {words}")
            ),
            (0, ""),
        )
        assert message, f"no button {words}"
        self.puts_data(data, message)

    def puts_data(self, data: str, message: int | None = None) -> None:
        """Tap with any data, such as the bot never made."""
        callback = f"{self.chat}/{self.stage.updates}"
        self.puts(Incoming("tap", tap=data, callback_id=callback), message_id=message or self.last_message())

    def _buttons(self) -> list[tuple[int, Button]]:
        newest_first = sorted(self.shown.items(), reverse=True)
        return [(number, button) for number, said in newest_first for row in said.buttons for button in row]

    def last_message(self) -> int:
        """Return the number of the bot's newest message."""
        return max(self.shown, default=0)

    def message_with(self, piece: str) -> int:
        """Return the number of the newest message in which this was said."""
        return max(number for number, said in self.shown.items() if piece.lower() in _plain(said.text).lower())

    def puts(self, incoming: Incoming, message_id: int | None = None) -> None:
        """Let something come in; the bot does not look yet."""
        self.number += 1
        body = asdict(incoming) | {"message_id": message_id or self.number, "language_hint": self.hint}
        self.stage.takes_in(self.chat, body)

    @property
    def now(self) -> datetime:
        """The time on stage."""
        return self.stage.now

    @now.setter
    def now(self, time: datetime) -> None:
        self.stage.now = time

    def turn(self) -> None:
        """Let the bot look at what came in."""
        self.stage.turn()

    def hear(self, outgoing: Outgoing) -> int:
        """Take one thing the bot says, and return the number of its message."""
        self.heard.append(outgoing)
        number = outgoing.edit or 10_000 + len(self.shown)
        self.shown[number] = outgoing
        return number

    @property
    def text(self) -> str:
        """All that was heard in the last turn, with the words on the buttons."""
        buttons = [button.text for out in self.heard for row in out.buttons for button in row]
        documents = [out.document[1] for out in self.heard if out.document]
        return _plain("\n".join([*(out.text for out in self.heard), *buttons, *documents, *self.words]))

    @property
    def open(self) -> str | None:
        """The question of the interview that waits for an answer, with its item."""
        interview = self.interview()
        opened = interview.progress.get("open") if interview is not None and interview.status == "open" else None
        place = opened["place"] if opened else {"question": None, "item": ""}
        return f"{place['question']}/{place['item']}" if place["item"] else place["question"]

    def aside(self) -> Any:
        """Return the question beside the interview that waits for an answer, or None."""
        with reading(self.database) as session:
            row = session.get(tables.Participant, self.me)
            return row.aside if row is not None else None

    def answer(self, question: str, item: str = "") -> Any:
        """Return the current answer to a question, or None."""
        with reading(self.database) as session:
            found = (
                select(tables.Answer)
                .join(tables.Interview, tables.Interview.id == tables.Answer.interview)
                .where(
                    tables.Interview.participant == self.me,
                    tables.Answer.question == question,
                    tables.Answer.item == item,
                    tables.Answer.current.is_(True),
                )
                .order_by(tables.Answer.id.desc())
            )
            return session.execute(found.limit(1)).scalar_one_or_none()

    def interview(self) -> Any:
        """Return this person's newest interview, or None."""
        with reading(self.database) as session:
            person = read.person(session, self.me, self.now)
            return person and person.interview


def load(path: Path) -> dict[str, Any]:
    """Read one transcript."""
    return YAML(typ="safe").load(path)  # type: ignore[no-any-return]


def play(talk: Talk, transcript: dict[str, Any], *, restarts: bool = False) -> None:
    """Play every step; a step that does not hold says which it was, and what was heard instead.

    `restarts`: the bot begins anew before each of them.
    """
    stage = talk.stage
    for number, step in enumerate(transcript["talk"], start=1):
        if restarts:
            stage.open()
        for act, what in step.items():
            try:
                if act == "who":
                    talk = _person(stage, talk, what)
                else:
                    _ACTS[act](talk, what)
            except AssertionError as problem:  # noqa: PERF203 -- each step says for itself what did not hold
                heard = f"heard:\n{talk.text}\nopen: {talk.open}"
                raise AssertionError(f"step {number}, {act}: {what!r}\n{problem}\n{heard}") from None


def _person(stage: Stage, talk: Talk, name: str) -> Talk:
    if name not in stage.people:
        chat = str(4712 + len(stage.people))
        stage.people[name] = Talk(talk.world, stage.engine, talk.database, chat, talk.hint, stage)
    return stage.people[name]


def _plain(text: str) -> str:
    """Return the text with the spaces that French sets before its signs made plain."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _list(what: Any) -> list[Any]:
    return what if isinstance(what, list) else [what]


# What the person does


def _puts_sent(talk: Talk, what: Any) -> None:
    if isinstance(what, str):
        talk.puts(Incoming("unsupported", unsupported=what))
        return
    for _ in range(what["photos"]):
        talk.puts(Incoming("unsupported", unsupported="photo", album=what["album"]))


def _puts_edit(talk: Talk, what: dict[str, str]) -> None:
    talk.puts(Incoming("edit", text=what["to"]), message_id=talk.said_in.get(what["was"], 1))


def _puts_reply(talk: Talk, what: dict[str, str]) -> None:
    talk.puts(Incoming("text", text=what["says"], reply_to=talk.message_with(what["to"])))
    talk.said_in[what["says"]] = talk.number


_PUTS: dict[str, Callable[[Talk, Any], None]] = {
    "says": lambda talk, what: [talk.puts_text(text) for text in _list(what)] and None,
    "taps": lambda talk, what: talk.puts_tap(what),
    "forges": lambda talk, what: talk.puts_data(what),
    "sends": _puts_sent,
    "edits": _puts_edit,
    "replies": _puts_reply,
    "caption": lambda talk, what: talk.puts(Incoming("text", text=what, caption=True)),
    "forwards": lambda talk, what: talk.puts(Incoming("text", text=what, forwarded=True)),
    "group": lambda talk, what: talk.puts(Incoming("group", text=what)),
    "blocks": lambda talk, _what: talk.puts(Incoming("blocked")),
    "unblocks": lambda talk, _what: talk.puts(Incoming("unblocked")),
}


def _does(act: str) -> Callable[[Talk, Any], None]:
    """Return the step that lets something come in and the bot answer."""

    def done(talk: Talk, what: Any) -> None:
        _PUTS[act](talk, what)
        talk.stage.turn()

    return done


def _at_once(talk: Talk, what: list[dict[str, Any]]) -> None:
    first = talk
    for step in what:
        for act, value in step.items():
            if act == "who":
                talk = _person(talk.stage, talk, value)
            else:
                _PUTS[act](talk, value)
    first.stage.turn()


def _begins(talk: Talk, what: dict[str, str]) -> None:
    """Say yes to all that comes before the first question."""
    talk.says("/start")
    wanted = (what["guide"], *_YES, what.get("length", "full"))
    while talk.aside() or talk.open in ("age_band", "length") or (talk.open or "").split("_")[0] in _OPENING:
        choices = [button.data for row in talk.heard[-1].buttons for button in row]
        talk.puts_data(next(data for data in choices if data.split(":", 2)[-1] in wanted))
        talk.stage.turn()


_OPENING = ("take", "quote", "map", "contact")


def _up_to(talk: Talk, question: str) -> None:
    for _ in range(_MOST_STEPS):
        if talk.open == question:
            return
        talk.says("/skip")
    raise AssertionError(f"{question} was never asked")


_CONCRETE = "Op 3 mei kwam er iemand langs met een plan, en sindsdien zien we elkaar elke maandag."


def _answers_until(talk: Talk, question: str) -> None:
    """Answer each question with its first choice, or with a concrete sentence, until `question` is open."""
    for _ in range(_MOST_STEPS):
        if talk.open == question:
            return
        choices = [button for row in talk.heard[-1].buttons for button in row if button.data.startswith("a:")]
        done = [button for button in choices if button.data.endswith(":.done")]
        ticked = any(button.text.startswith("✅") for button in choices)
        if choices:
            talk.puts_data((done if ticked else choices)[0].data)
        else:
            talk.puts_text(_CONCRETE)
        talk.stage.turn()
    raise AssertionError(f"{question} was never asked")


def _says_long(talk: Talk, what: dict[str, Any]) -> None:
    talk.says((what["text"] * what["characters"])[: what["characters"]])


def _stored_long(talk: Talk, what: dict[str, Any]) -> None:
    found = len(talk.answer(what["question"]).said)
    assert found == what["characters"], f"{found} characters"


def _waits(talk: Talk, how_long: str) -> None:
    talk.stage.now += _length(how_long)
    talk.stage.turn()


def _length(words: str) -> timedelta:
    number, unit = words.split()
    return timedelta(**{unit if unit.endswith("s") else unit + "s": int(number)})


# What happens around them


def _invites(talk: Talk, what: dict[str, Any]) -> None:
    stage = talk.stage
    options = {"role": "stakeholder", "guide": "stakeholder"} | {k: v for k, v in what.items() if k != "code"}
    if "expires" in options:
        options["expires_at"] = stage.now + _length(options.pop("expires"))
    with unit_of_work(talk.database) as session:
        stage.codes[what["code"]] = invitations.make(session, talk.world.vault, now=stage.now, **options)


def _digest(talk: Talk, what: dict[str, Any]) -> None:
    content = {"evidence": {}, "tips": [], "tips_of": {}} | what
    with unit_of_work(talk.database) as session:
        digests.keep(session, content, talk.now)


def _fails(talk: Talk, _what: Any) -> None:
    talk.stage.breaks_down = True


# What must hold then


def _hears(talk: Talk, what: Any) -> None:
    for piece in _list(what):
        assert str(piece).lower() in talk.text.lower(), f"not heard: {piece}"


def _not_hears(talk: Talk, what: Any) -> None:
    for piece in _list(what):
        assert str(piece).lower() not in talk.text.lower(), f"heard: {piece}"


def _hears_once(talk: Talk, what: Any) -> None:
    for piece in _list(what):
        times = talk.text.lower().count(str(piece).lower())
        assert times == 1, f"heard {times} times: {piece}"


def _silent(talk: Talk, _what: Any) -> None:
    assert talk.heard == []


def _messages(talk: Talk, what: int) -> None:
    assert len(talk.heard) == what, f"{len(talk.heard)} messages"


def _documents(talk: Talk, what: list[str]) -> None:
    found = [out.document[0] for out in talk.heard if out.document]
    assert found == what, f"documents are {found}"


def _open(talk: Talk, what: str | None) -> None:
    assert talk.open == what, f"{talk.open} is open"


def _has_buttons(talk: Talk, what: Any) -> None:
    found = [_plain(button.text) for out in talk.heard for row in out.buttons for button in row]
    for words in _list(what):
        assert words in found, f"buttons are {found}"


def _ticked(talk: Talk, what: list[str]) -> None:
    shown = talk.shown[talk.last_message()]
    found = [button.text[2:] for row in shown.buttons for button in row if button.text.startswith("✅ ")]
    assert found == what, f"ticked are {found}"


def _stored(talk: Talk, what: dict[str, Any]) -> None:
    for name, expected in what.items():
        question, _, item = name.partition("/")
        answer = talk.answer(question, item)
        if expected is None:
            assert answer is None, f"{name} is stored: {answer.said!r}"
            continue
        assert answer is not None, f"{name} is not stored"
        wanted = expected if isinstance(expected, dict) else {"value": expected}
        for column, value in wanted.items():
            found = answer.version if column == "versions" else getattr(answer, column)
            assert found == value, f"{name}.{column} is {found!r}, not {value!r}"


def _status(talk: Talk, what: str) -> None:
    interview = talk.interview()
    assert (interview.status if interview else "none") == what, f"the interview is {interview and interview.status}"


def _flags(talk: Talk, what: list[str]) -> None:
    with reading(talk.database) as session:
        found = session.execute(select(tables.Flag.theme).where(tables.Flag.participant == talk.me)).scalars().all()
    assert list(found) == what, f"flags are {found}"


def _rows(talk: Talk, what: dict[str, int]) -> None:
    for name, count in what.items():
        table = tables.metadata.tables[name]
        with reading(talk.database) as session:
            found = session.execute(select(func.count()).select_from(table)).scalar_one()
        assert found == count, f"{name} has {found} rows"


def _used(talk: Talk, what: dict[str, int]) -> None:
    for name, uses in what.items():
        code_hash = talk.world.vault.hash_code(talk.stage.codes[name])
        with reading(talk.database) as session:
            found = session.execute(
                select(tables.Invitation.used).where(tables.Invitation.code_hash == code_hash)
            ).scalar_one()
        assert found == uses, f"{name} was used {found} times"


def _consents(talk: Talk, what: dict[str, bool]) -> None:
    with reading(talk.database) as session:
        found = read.consents(session, talk.me)
    assert {scope: found.get(scope) for scope in what} == what, f"consents are {found}"


def _round(talk: Talk, guide: str) -> None:
    talk.stage.opens_round(guide)
    talk.stage.ticks()


def _row_of_person(talk: Talk, what: dict[str, Any]) -> None:
    with reading(talk.database) as session:
        row = session.get(tables.Participant, talk.me)
    assert row is not None, "nobody is kept"
    found = {column: getattr(row, column) for column in what}
    assert found == what, f"the person is {found}"


def _one_message(talk: Talk, _what: Any) -> None:
    assert len(talk.heard) == 1, f"{len(talk.heard)} messages"


_ACTS: dict[str, Callable[[Talk, Any], None]] = {
    **{act: _does(act) for act in _PUTS},
    "at_once": _at_once,
    "begins": _begins,
    "up_to": _up_to,
    "answers_until": _answers_until,
    "says_long": _says_long,
    "stored_long": _stored_long,
    "waits": _waits,
    "invites": _invites,
    "digest": _digest,
    "fails": _fails,
    "restarts": lambda talk, _what: talk.stage.open(),
    "hears": _hears,
    "not_hears": _not_hears,
    "hears_once": _hears_once,
    "silent": _silent,
    "one_message": lambda talk, _what: _messages(talk, 1),
    "messages": _messages,
    "documents": _documents,
    "open": _open,
    "buttons": _has_buttons,
    "ticked": _ticked,
    "stored": _stored,
    "status": _status,
    "flags": _flags,
    "rows": _rows,
    "used": _used,
    "round": _round,
    "ticks": lambda talk, _what: talk.stage.ticks(),
    "person": _row_of_person,
    "consents": _consents,
}
