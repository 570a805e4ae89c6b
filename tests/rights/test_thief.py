"""A thief takes the files of the database, without the key."""

import json
from pathlib import Path

from bot.channel.ports import RawUpdate
from bot.channel.telegram.translate import translate
from bot.store.engine import clear_traces

CHAT = "5550001234567"
PERSON = {
    "id": int(CHAT),
    "is_bot": False,
    "first_name": "Zebulonneke",
    "last_name": "Vandenquax",
    "username": "zebu_handle_99",
    "language_code": "nl",
    "is_premium": True,
}


def stolen(database):
    return b"".join(path.read_bytes() for path in Path(database.url.database).parent.iterdir() if path.is_file())


def test_the_files_name_nobody(village):
    village.turns.translate = translate
    import asyncio

    for number, text in enumerate(("/start", "hallo daar", "hulp"), start=1):
        message = {
            "message_id": number,
            "date": 1790000000,
            "chat": {"id": int(CHAT), "type": "private", "first_name": "Zebulonneke", "username": "zebu_handle_99"},
            "from": PERSON,
            "text": text,
        }
        body = json.dumps({"update_id": number, "message": message}).encode()
        village.inbox.take_in([RawUpdate(number, CHAT, village.now, body)])
        taken = stolen(village.database)  # before the turn too
        asyncio.run(village.turns.take(village.who(CHAT), village.now))
        taken += stolen(village.database)
        village.sends()
        taken += stolen(village.database)
        assert not found(taken)
    clear_traces(village.database)
    assert not found(stolen(village.database))
    assert len(village.heard) == 3


def found(taken):
    needles = [CHAT, "Zebulonneke", "Vandenquax", "zebu_handle_99"]
    binary = [int(CHAT).to_bytes(size, order) for size in (6, 8) for order in ("big", "little")]
    return [needle for needle in needles if needle.encode() in taken] + [needle for needle in binary if needle in taken]


def test_the_scan_would_find_a_chat_id(village):
    village.arrives("1", organisation=f"chat {CHAT}")
    assert found(stolen(village.database)) == [CHAT]


def test_a_pseudonym_cannot_be_computed_without_the_key(village):
    from bot.store.vault import Vault

    assert Vault(b"x" * 32).pseudonym("telegram", CHAT) != village.who(CHAT)
