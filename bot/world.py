"""What every turn needs and no turn changes: guides, words, helplines, keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.guidance.library import Library
from bot.guide import Guide, Language
from bot.guide_file import _frame_questions, load_guides
from bot.interview import Frame
from bot.retention import Retention, load_retention
from bot.rhythm import Rhythm, load_rhythm
from bot.settings import ROOT, Settings
from bot.store.vault import Vault, load_key
from bot.words import Words


@dataclass(frozen=True)
class World:
    """Loaded once at start; a change of a file takes effect at the next start."""

    guides: Mapping[str, Guide]
    frame: Frame
    words: Words
    vault: Vault
    timezone: ZoneInfo
    language: Language
    """Spoken to whom we know nothing of yet."""
    someone_reads: bool
    """Whether a contact person is set who is told of a flag."""
    rhythm: Rhythm
    retention: Retention
    guidance: Path
    """Where the guide for coaches stands."""
    contact_chat: str = field(default="", repr=False)
    """The Telegram chat that hears of a flag at once; empty: none."""

    editions: dict[str, Guide] = field(default_factory=dict, repr=False, compare=False)
    """Earlier editions in which interviews are still in course, each read from the database once: an edition never changes."""

    @cached_property
    def library(self) -> Library:
        """The guide for coaches: read and indexed when first asked for, in a second or two (longer the very first time)."""
        return Library.load(self.guidance, keep_in=ROOT / "var")

    @classmethod
    def load(cls, settings: Settings) -> "World":
        """Read everything below `data/`, and the key."""
        chat = settings.meespraak_contact_chat
        return cls(
            guides=load_guides(settings.guides),
            frame={path.stem: _frame_questions(path) for path in sorted((settings.guides / "frame").glob("*.yml"))},
            words=Words.load(settings.meespraak_data),
            vault=Vault(load_key(settings.meespraak_key_file)),
            timezone=settings.timezone,
            language=settings.meespraak_language,
            someone_reads=bool(settings.meespraak_contact) or chat is not None,
            rhythm=load_rhythm(settings.meespraak_data, settings.timezone),
            retention=load_retention(settings.meespraak_data),
            guidance=settings.meespraak_data / "guidance",
            contact_chat=chat.get_secret_value() if chat is not None else "",
        )
