"""The menu that Telegram shows."""

from bot.channel.message import COMMANDS
from bot.channel.telegram.menu import read_menu, show_menu
from bot.guide import LANGUAGES

ON_A_PHONE = 60


def test_the_menu_holds_every_command_in_every_language_and_no_other():
    menu = read_menu()
    assert set(menu) == set(LANGUAGES)
    for commands in menu.values():
        assert {name for name, _ in commands} == COMMANDS
        assert all(1 <= len(description) <= ON_A_PHONE for _, description in commands)


async def test_each_language_has_its_menu_and_everyone_else_the_dutch_one(telegram, client):
    await show_menu(client, read_menu())
    shown = telegram.state.commands
    assert set(shown) == {"", "nl", "en", "fr"}
    assert shown[""] == shown["nl"] != shown["fr"]
    assert shown["en"][0] == {"command": "start", "description": "Begin, or go on where you were"}
