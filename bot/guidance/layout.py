"""How a section's file is laid out: front matter, then one part a language, each with named pieces.

The file starts with YAML between two lines of `---`. After it, `# nl Title` opens a language and
`## short`, `## whole`, `## try`, `## avoid` and `## next` open its pieces.
"""

import re
from dataclasses import dataclass, field

PIECES = ("short", "whole", "try", "avoid", "next")
_LANGUAGE = re.compile(r"# (?P<language>\S+)(?: (?P<title>.*))?$")


@dataclass
class Piece:
    """One piece of text and the line it starts on, counted from 1."""

    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text without the empty lines around it."""
        return "\n".join(self.lines).strip()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text cut at empty lines."""
        return tuple(part.strip() for part in re.split(r"\n\s*\n", self.text) if part.strip())


@dataclass
class Part:
    """Everything under one language heading."""

    line: int
    title: str
    pieces: dict[str, Piece] = field(default_factory=dict)


@dataclass
class Layout:
    """A file cut into its front matter and its languages; what fits nowhere is `loose`."""

    front: str
    parts: dict[str, Part]
    loose: list[tuple[int, str]]
    """Line and text of headings and words that belong to nothing, or that come twice."""


def cut(text: str) -> Layout:
    """Cut a section's file into pieces; never fails, whatever the text."""
    lines = text.split("\n")
    end = _end_of_front(lines)
    layout = Layout("\n".join(lines[1:end]), {}, [])
    if end == 0:
        layout.loose.append((1, "the front matter between two lines of --- is missing"))
    part: Part | None = None
    piece: Piece | None = None
    for number, line in enumerate(lines[end + 1 if end else 0 :], start=end + 2 if end else 1):
        if line.startswith("## "):
            piece = _open_piece(layout, part, line[3:].strip(), number)
        elif heading := _LANGUAGE.match(line):
            part, piece = _open_part(layout, heading["language"], heading["title"] or "", number), None
        elif piece is not None:
            piece.lines.append(line)
        elif line.strip():
            layout.loose.append((number, f"these words stand under no heading: {line.strip()[:40]!r}"))
    return layout


def _end_of_front(lines: list[str]) -> int:
    """Return the index of the line that closes the front matter, or 0 when there is none."""
    if not lines or lines[0].strip() != "---":
        return 0
    return next((index for index, line in enumerate(lines[1:], start=1) if line.strip() == "---"), 0)


def _open_part(layout: Layout, language: str, title: str, line: int) -> Part:
    part = Part(line, title.strip())
    if language in layout.parts:
        layout.loose.append((line, f"the language {language!r} comes twice"))
        return part
    layout.parts[language] = part
    return part


def _open_piece(layout: Layout, part: Part | None, name: str, line: int) -> Piece:
    piece = Piece(line)
    if name not in PIECES:
        layout.loose.append((line, f"there is no piece called {name!r}; use {', '.join(PIECES)}"))
    elif part is None:
        layout.loose.append((line, f"the piece {name!r} stands before any language"))
    elif name in part.pieces:
        layout.loose.append((line, f"the piece {name!r} comes twice in one language"))
    else:
        part.pieces[name] = piece
    return piece
