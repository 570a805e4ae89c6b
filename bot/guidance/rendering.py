"""A section as a coach reads it. The words around it ("Source:") are responses, not written here."""

from bot.guidance.section import Section, Source
from bot.guide import Language


def in_short(section: Section, language: Language) -> str:
    """Return the title and the section in short: what the bot sends first."""
    wording = section.in_language[language]
    return f"{wording.title}\n\n{wording.short}"


def whole(section: Section, language: Language) -> str:
    """Return the title and every paragraph; about 2,000 characters, well under Telegram's 4,096."""
    wording = section.in_language[language]
    return "\n\n".join((wording.title, *wording.whole))


def paragraph(section: Section, language: Language, number: int) -> str:
    """Return one paragraph of the whole, counted from 1; where there is none, the section in short."""
    wording = section.in_language[language]
    return wording.whole[number - 1] if 1 <= number <= len(wording.whole) else wording.short


def tip(section: Section, language: Language) -> str:
    """Return the one thing to try this week."""
    return section.in_language[language].try_this


def avoid(section: Section, language: Language) -> str:
    """Return what does not work."""
    return section.in_language[language].avoid


def sources_line(section: Section) -> str:
    """Return the sources in one line, as they stand under an answer: `Lundy (2007); Hart (1992)`."""
    return "; ".join(_brief(source) for source in section.sources)


def sources_in_full(section: Section) -> str:
    """Return the sources one a line, complete enough to be found."""
    return "\n".join(_full(source) for source in section.sources)


def _brief(source: Source) -> str:
    mark = source.year or source.address
    return f"{source.who} ({mark})"


def _full(source: Source) -> str:
    return f"{_brief(source)}. {source.title}. {source.where}."
