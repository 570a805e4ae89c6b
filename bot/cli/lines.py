"""`understand`: lines in, one JSON line out each."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bot.cli.fault import Fault
from bot.cli.talking import prepare
from bot.settings import settings

CHUNK = 1 << 16


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(understand)
    app.command()(codes)
    app.command()(mask)


def texts() -> Iterator[str]:
    """Yield the texts on standard input: plain lines, or objects with a `text`."""
    for line in sys.stdin:
        yield _text(line.rstrip("\n"))


def blocks() -> Iterator[list[str]]:
    """Yield the texts on standard input, those that are there already together; nobody waits for lines to come."""
    rest = b""
    while chunk := os.read(sys.stdin.fileno(), CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield [_text(line.decode("utf-8", "replace").rstrip("\r")) for line in lines]
    if rest:
        yield [_text(rest.decode("utf-8", "replace"))]


def _text(line: str) -> str:
    if line.startswith("{"):
        try:
            return str(json.loads(line)["text"])
        except (ValueError, KeyError, TypeError):
            pass  # a person may well begin a sentence with a brace
    return line


def say(row: dict[str, Any]) -> None:
    """Print one JSON line."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def understand(
    question: Annotated[str | None, typer.Option(help="As an answer to this question: GUIDE.KEY.")] = None,
) -> None:
    """Say what a live turn would make of each line on standard input."""
    from bot.guide_file import load_guides

    asked = _question(question, load_guides(settings().guides)) if question else None
    model = prepare()
    from bot.rasa_engine import Engine
    from bot.understood import understood

    rasa = Engine(model)

    async def all_lines() -> None:
        for text in texts():
            say(await understood(rasa, text, settings().meespraak_language, asked))

    asyncio.run(all_lines())


def codes(
    depth: Annotated[
        str,
        typer.Option(
            help="How deep to look at most: fine (slowest, best), close, quick, or words (thousands a second)."
        ),
    ] = "fine",
) -> None:
    """Say which themes of the codebook each line on standard input is about."""
    from analytics.themes import Coder
    from analytics.themes.codebook import CODEBOOK
    from analytics.themes.depths import DEPTHS

    chosen = next((one for one in DEPTHS if one == depth), None)
    if chosen is None:
        raise Fault(f"There is no depth '{depth}'; there are: {', '.join(DEPTHS)}.", 2)
    coder = Coder.load(CODEBOOK)
    for block in blocks():
        for text, found in zip(block, coder.code_all(block, chosen), strict=True):
            say({"text": text, "codes": [coded.code for coded in found]})
        sys.stdout.flush()


def mask() -> None:
    """Mask the personal data in each line on standard input."""
    from bot.personal_data import mask as mask_text

    for text in texts():
        masked = mask_text(text, settings().meespraak_language)
        spans = [[span.start, span.end, span.type] for span in masked.spans]
        say({"text": text, "masked": masked.masked, "spans": spans})


def _question(name: str, guides: Any) -> Any:
    guide, _, key = name.partition(".")
    if guide not in guides:
        raise Fault(f"There is no guide '{guide}'; there are: {', '.join(guides)}.", 2)
    try:
        return guides[guide].question(key)
    except KeyError as problem:
        raise Fault(f"The guide '{guide}' has no question '{key}'.", 2) from problem
