"""Every setting Meespraak reads from the environment or `.env`, once and typed."""

from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.guide import Language

ROOT = Path(__file__).resolve().parent.parent
"""The folder of the project: Rasa's files and `data/` stand in it."""


class Settings(BaseSettings):
    """What staff can set. `.env.example` shows each with a safe value."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True)

    telegram_bot_token: SecretStr | None = None
    """From @BotFather. Absent: the bot talks in the terminal."""
    telegram_api_url: str = "https://api.telegram.org"
    meespraak_database_url: str = f"sqlite:///{ROOT / 'var' / 'meespraak.db'}"
    meespraak_key_file: Path = Field(default_factory=lambda: Path.home() / ".config" / "meespraak" / "key")
    meespraak_timezone: str = "Europe/Brussels"
    meespraak_language: Language = "nl"
    meespraak_log: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    meespraak_data: Path = ROOT / "data"
    """Guides, words, helplines and the guidance library."""
    meespraak_model: Path | None = None
    """A trained model; absent: the newest in `models/`, trained when stale."""
    meespraak_contact: str = ""
    """Who acts on a flag (a name or function shown in `flags list`); absent: nobody reads along, and the bot says so."""
    meespraak_contact_chat: SecretStr | None = None
    """The Telegram chat that is told at once of a new flag, without any text of the person."""

    meespraak_metrics: Path | None = None
    """A file that is written anew every minute, with counts as Prometheus reads them; absent: only the log has them."""

    @property
    def timezone(self) -> ZoneInfo:
        """The zone in which quiet hours and dates are meant."""
        return ZoneInfo(self.meespraak_timezone)

    @property
    def guides(self) -> Path:
        """The folder of the guides."""
        return self.meespraak_data / "guides"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings, read once a process."""
    return Settings()
