"""What every turn needs and no turn changes: guides, words, helplines, keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.guide import Guide, Language
from bot.guide_file import _frame_questions, load_guides
from bot.interview import Frame
from bot.retention import Retention, load_retention
from bot.rhythm import Rhythm, load_rhythm
from bot.settings import Settings
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
    contact_chat: str = field(default="", repr=False)
    """The Telegram chat that hears of a flag at once; empty: none."""

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
            contact_chat=chat.get_secret_value() if chat is not None else "",
        )
