"""The commands that Telegram shows in its menu, in each language."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ruamel.yaml import YAML

from bot.guide import LANGUAGES, Language

MENU_FILE = Path("data/interview/commands.yml")

Menu = Mapping[str, Sequence[tuple[str, str]]]
"""By language: (command, description), in the order in which they are shown."""


class MenuHolder(Protocol):
    """The part of `TelegramClient` that is used here."""

    async def set_commands(self, commands: Sequence[tuple[str, str]], language: str | None = None) -> None:
        """Show these commands to people with this language, or to all others."""


def read_menu(path: Path = MENU_FILE) -> Menu:
    """Return the menu as the file has it.

    Raises:
        KeyError: a command has no description in one of the languages.

    """
    commands = YAML(typ="safe").load(path)["commands"]
    return {language: [(name, texts[language]) for name, texts in commands.items()] for language in LANGUAGES}


async def show_menu(client: MenuHolder, menu: Menu, otherwise: Language = "nl") -> None:
    """Set the menu for each language, and for people who have another one.

    Raises:
        TelegramFault: it could not be set; the commands work all the same.

    """
    await client.set_commands(menu[otherwise])
    for language, commands in menu.items():
        await client.set_commands(commands, language)
