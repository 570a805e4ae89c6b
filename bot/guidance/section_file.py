"""Reading one section from its file, with every fault told in plain words."""

import re
from collections.abc import Mapping
from pathlib import Path

from bot.guidance.fault import Fault
from bot.guidance.front_matter import Front, read_front
from bot.guidance.layout import PIECES, Layout, Part, Piece, cut
from bot.guidance.section import FollowUp, Section, Source, Wording
from bot.guide import LANGUAGES, Language

LONGEST_SHORT = 600
"""Characters: what fits on a phone without scrolling."""
WHOLE_WORDS = (200, 350)
LONGEST_PIECE = 400
"""Characters of "try" and "avoid"."""
_FOLLOW_UP = re.compile(r"- (?P<question>.+?) -> (?:paragraph (?P<paragraph>\d+)|(?P<section>[a-z_]+))$")


def read_section(path: Path, sources: Mapping[str, Source]) -> tuple[Section | None, list[Fault]]:
    """Read and check one file of `data/guidance/`.

    Gives None, with at least one fault, for a section that cannot be used. Whether the sections it
    points to exist is for the library to check, which has them all.
    """
    try:
        layout = cut(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None, [Fault(path, 1, "the file cannot be read as UTF-8 text")]
    front, faults = read_front(path, layout.front)
    faults += [Fault(path, line, sentence) for line, sentence in layout.loose]
    faults += _unknown_languages(path, layout)
    wordings: dict[Language, Wording] = {}
    for language in LANGUAGES:
        wording, found = _read_language(path, layout, language, front)
        faults += found
        if wording is not None:
            wordings[language] = wording
    if front is not None:
        faults += [
            Fault(path, 1, f"the source {key!r} is not in sources.yml") for key in front.sources if key not in sources
        ]
    if faults or front is None:
        return None, faults
    section = Section(
        key=front.key,
        written=front.written,
        serves=front.serves,
        tags=front.tags,
        sources=tuple(sources[key] for key in front.sources),
        related=front.related,
        in_language=wordings,
    )
    return section, []


def _unknown_languages(path: Path, layout: Layout) -> list[Fault]:
    return [
        Fault(path, part.line, f"the language {language!r} is not known; use {', '.join(LANGUAGES)}")
        for language, part in layout.parts.items()
        if language not in LANGUAGES
    ]


def _read_language(
    path: Path, layout: Layout, language: Language, front: Front | None
) -> tuple[Wording | None, list[Fault]]:
    part = layout.parts.get(language)
    if part is None:
        return None, [Fault(path, 1, f"the language {language!r} is missing")]
    faults = _faults_of_part(path, language, part)
    if faults:
        return None, faults
    follow_ups, faults = _read_follow_ups(path, path.stem, part.pieces["next"], len(part.pieces["whole"].paragraphs))
    wording = Wording(
        title=part.title,
        short=" ".join(part.pieces["short"].text.split()),
        whole=tuple(" ".join(paragraph.split()) for paragraph in part.pieces["whole"].paragraphs),
        try_this=" ".join(part.pieces["try"].text.split()),
        avoid=" ".join(part.pieces["avoid"].text.split()),
        follow_ups=follow_ups,
        asked_as=front.asked_as.get(language, ()) if front else (),
    )
    return wording, faults


def _faults_of_part(path: Path, language: Language, part: Part) -> list[Fault]:
    faults = [
        Fault(path, part.line, f"the piece {name!r} is missing or empty in {language}")
        for name in PIECES
        if name not in part.pieces or not part.pieces[name].text
    ]
    if not part.title:
        faults.append(Fault(path, part.line, f"the title in {language} is missing"))
    if faults:
        return faults
    return _faults_of_size(path, language, part.pieces)


def _faults_of_size(path: Path, language: Language, pieces: Mapping[str, Piece]) -> list[Fault]:
    faults = []
    short = len(pieces["short"].text)
    if short > LONGEST_SHORT:
        sentence = f"the section in short has {short} characters in {language}; at most {LONGEST_SHORT} fit"
        faults.append(Fault(path, pieces["short"].line, sentence))
    words = len(pieces["whole"].text.split())
    if not WHOLE_WORDS[0] <= words <= WHOLE_WORDS[1]:
        sentence = f"the whole has {words} words in {language}; write {WHOLE_WORDS[0]} to {WHOLE_WORDS[1]}"
        faults.append(Fault(path, pieces["whole"].line, sentence))
    for name in ("try", "avoid"):
        if len(pieces[name].text) > LONGEST_PIECE:
            sentence = f"the piece {name!r} is longer than {LONGEST_PIECE} characters in {language}"
            faults.append(Fault(path, pieces[name].line, sentence))
    return faults


def _read_follow_ups(
    path: Path, own_key: str, piece: Piece, paragraphs: int
) -> tuple[tuple[FollowUp, ...], list[Fault]]:
    follow_ups, faults = [], []
    for number, line in enumerate(piece.lines, start=piece.line + 1):
        if not line.strip():
            continue
        found = _FOLLOW_UP.match(line.strip())
        if found is None:
            faults.append(Fault(path, number, 'write "- question -> section" or "- question -> paragraph 2"'))
        elif found["paragraph"] and not 1 <= int(found["paragraph"]) <= paragraphs:
            faults.append(
                Fault(path, number, f"there is no paragraph {found['paragraph']}; the whole has {paragraphs}")
            )
        else:
            paragraph = int(found["paragraph"]) if found["paragraph"] else None
            follow_ups.append(FollowUp(found["question"], found["section"] or own_key, paragraph))
    return tuple(follow_ups), faults
