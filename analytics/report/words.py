"""The words of the report, from `words/<language>.yml`."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.guide import Language

_FOLDER = Path(__file__).parent / "words"


class Words:
    """The sentences of one language by name; `{name}` in them is filled in."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = _read(language)

    def __call__(self, key: str, **params: Any) -> str:
        """Return a text, filled in; numbers are written as the language does.

        Raises:
            KeyError: there is no text of this name.

        """
        return self._texts[key].format(**{name: self.number(value) for name, value in params.items()})

    def probe(self, rule: str) -> str:
        """Return what a probe asks for, in words; a rule without words stays as it is called."""
        return self._texts.get(f"probe_{rule}", rule)

    def number(self, value: Any) -> Any:
        """Write a number with the decimal sign of the language; anything else stays as it is."""
        if isinstance(value, float):
            text = f"{value:.1f}".removesuffix(".0")
            return text if self.language == "en" else text.replace(".", ",")
        return value

    def decimals(self, value: float) -> str:
        """Write a number with two decimals."""
        text = f"{value:.2f}"
        return text if self.language == "en" else text.replace(".", ",")

    def between(self, low: float, high: float) -> str:
        """Write the two ends of an interval."""
        return f"{self.number(low)} {self('until')} {self.number(high)}"

    def percent(self, part: int, whole: int) -> str:
        """Write a share in whole percents."""
        return self("percent", n=round(100 * part / whole)) if whole else ""


@lru_cache(maxsize=8)
def _read(language: str) -> dict[str, str]:
    content: dict[str, str] = YAML(typ="safe").load(_FOLDER / f"{language}.yml")
    return content
