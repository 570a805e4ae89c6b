"""A round is opened: a message to everybody, at thirty a second. Who answers meanwhile does not stand behind it."""

from typing import Any

import pytest

from bot.channel.message import Outgoing
from bot.channel.telegram.outbox import Sender
from bot.store import mail, tables
from bot.store.engine import unit_of_work
from bot.store.mail import StoredOutbox

INVITED = 240


class Listening:
    """A Telegram that takes everything."""

    def __init__(self, clock: Any) -> None:
        self.clock, self.sent = clock, []

    async def my_name(self) -> str:
        return "bot"

    async def send(self, _chat: str, call: Any) -> int:
        self.sent.append((call.parameters["text"], self.clock.ticks()))
        return len(self.sent)


async def at_once(function: Any, *given: Any) -> Any:
    return function(*given)


@pytest.fixture
def people(database: Any, world: Any, clock: Any) -> list[str]:
    """Everybody of a round, and their way back."""
    found = [world.vault.pseudonym("telegram", str(number)) for number in range(INVITED)]
    with unit_of_work(database) as session:
        for number, who in enumerate(found):
            session.add(tables.Participant(id=who, language="nl", created_at=clock.now(), wrong_codes=0))
            session.flush()
            sealed = world.vault.seal(str(number).encode(), who)
            session.add(tables.Contact(participant=who, channel="telegram", sealed=sealed))
            mail.put_out(session, who, Outgoing("invitation"), clock.now(), begun=True)
    return found


async def test_a_reply_overtakes_the_invitations(
    people: list[str], database: Any, world: Any, clock: Any, running: Any
) -> None:
    line = Listening(clock)
    sender = Sender(line, StoredOutbox(database, world.vault, "telegram"), clock=clock, in_thread=at_once)
    async with running(sender):
        await clock.advance(1)
        assert 0 < len(line.sent) < INVITED
        with unit_of_work(database) as session:
            mail.put_out(session, people[0], Outgoing("reply"), clock.now())
        sender.wake()
        await clock.advance(10)
    texts = [text for text, _ in line.sent]
    assert texts.count("invitation") == INVITED
    (said,) = (at for text, at in line.sent if text == "reply")
    assert said <= 2.2, f"it waited {said - 1:.1f} s behind the invitations"
