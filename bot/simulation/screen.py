"""What a person sees of the bot: the last words, and the buttons by what they are for."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.simulation.stock import stock

TICK = "✅ "


@dataclass(frozen=True)
class Screen:
    """The newest message."""

    text: str
    buttons: tuple[str, ...]

    @cached_property
    def question(self) -> str:
        """The words that ask: the last paragraph."""
        return self.text.rsplit("\n\n", 1)[-1]

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The buttons that answer."""
        beside = ("skip", "done", "correct")
        return tuple(button for button in self.buttons if not any(self._is(button, name) for name in beside))

    @property
    def ticked(self) -> tuple[str, ...]:
        """The choices ticked so far."""
        return tuple(choice for choice in self.choices if choice.startswith(TICK))

    def button(self, name: str) -> str | None:
        """Return the button that is for something, where it is there."""
        return next((button for button in self.buttons if self._is(button, name)), None)

    @property
    def asks_language(self) -> bool:
        """Whether the buttons are the languages."""
        return self.choices == stock().buttons["languages"]

    @property
    def asks_consent(self) -> bool:
        """Whether somebody is asked to take part."""
        return self.button("more") is not None

    @property
    def is_check(self) -> bool:
        """Whether this is the summary, with what is wrong or missing to be tapped."""
        return self.button("all_right") is not None

    def lines(self) -> tuple[str, ...]:
        """Return the numbers of the lines of the summary that are shown."""
        return tuple(re.findall(r"^(\d+)\. ", self.text, re.MULTILINE))

    def open_to(self, *, refusing: bool) -> list[str]:
        """Return the choices somebody may take; `refusing`: those that say no as well."""
        no = stock().buttons["refusing"]
        never = ("too_young", "more", "erase")
        allowed = [choice for choice in self.choices if not any(self._is(choice, name) for name in never)]
        willing = [choice for choice in allowed if refusing or not choice.startswith(no)]
        return willing or allowed

    def _is(self, button: str, name: str) -> bool:
        return button.replace("\xa0", " ") in stock().buttons[name]
