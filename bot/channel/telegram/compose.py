"""How one message of ours becomes calls of the Bot API: pure.

No `parse_mode` is ever set: whatever a person typed and we repeat is shown as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.channel.message import Button, Outgoing

TEXT_UNITS = 4096  # Telegram cuts messages there; counted in UTF-16 units, the stricter reading
CAPTION_UNITS = 1024
HALF_ROW = 17  # characters a phone shows on a button that is half as wide as the screen
SHORT = 3  # "1" to "5", a star: such a row stays whole
WHOLE_ROW = 8  # Telegram shows no more beside each other

_BORDERS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"\s+"),
)
"""Where a text may be cut, the best first: paragraphs, lines, sentences, words."""
_JOINERS = re.compile("[\u0300-\u036f\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")


@dataclass(frozen=True)
class Call:
    """One call of the Bot API; the chat is added by the sender."""

    method: str
    parameters: Mapping[str, Any]
    document: tuple[str, str] | None = None
    """(file name, content)"""


def outgoing_calls(outgoing: Outgoing) -> list[Call]:
    """Return the calls that say it, in order; the buttons stand under the last.

    Empty when there is nothing to say: Telegram would refuse it.
    """
    if outgoing.edit is not None:
        markup = {"inline_keyboard": keyboard(outgoing.buttons)}
        return [Call("editMessageReplyMarkup", {"message_id": outgoing.edit, "reply_markup": markup})]
    text = outgoing.text.strip()
    calls = []
    caption = text if outgoing.document and 0 < _units(text) <= CAPTION_UNITS else ""
    if text and not caption:
        calls = [Call("sendMessage", {"text": piece}) for piece in pieces(text)]
    if outgoing.document:
        calls.append(Call("sendDocument", {"caption": caption} if caption else {}, outgoing.document))
    if calls and outgoing.buttons:
        last = calls[-1]
        markup = {"inline_keyboard": keyboard(outgoing.buttons)}
        calls[-1] = Call(last.method, {**last.parameters, "reply_markup": markup}, last.document)
    return calls


def pieces(text: str, most: int = TEXT_UNITS) -> list[str]:
    """Cut a long text at paragraphs, else lines, sentences, words, and only then in the middle of a word."""
    result = []
    rest = text.strip()
    while _units(rest) > most:
        end, start = _cut(rest, most)
        result.append(rest[:end].rstrip())
        rest = rest[start:].lstrip()
    return [piece for piece in (*result, rest) if piece]


def _cut(text: str, most: int) -> tuple[int, int]:
    """Return where the first piece ends and where the next begins."""
    fits = _fitting(text, most)
    for border in _BORDERS:
        cuts = [match.span() for match in border.finditer(text, 0, fits + 1) if match.start() <= fits]
        if cuts and cuts[-1][0] > fits // 4:  # a first piece of one line would look like a mistake
            return cuts[-1]
    end = fits
    while end > fits - 64 and (_JOINERS.match(text, end) or text[end - 1] == "\u200d"):
        end -= 1  # an accent, a skin tone or a joined emoji stays with its letter
    return end, end


def _fitting(text: str, most: int) -> int:
    """Return how many characters fit in so many UTF-16 units."""
    units = 0
    for position, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > most:
            return position
    return len(text)


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def keyboard(rows: tuple[tuple[Button, ...], ...]) -> list[list[dict[str, str]]]:
    """Return the rows as Telegram takes them, a row that is too wide broken into rows of two or one."""
    return [
        [{"text": button.text, "callback_data": button.data} for button in narrow]
        for row in rows
        for narrow in _fit(row)
    ]


def _fit(row: tuple[Button, ...]) -> Iterator[tuple[Button, ...]]:
    if all(len(button.text) <= SHORT for button in row):
        yield from (row[start : start + WHOLE_ROW] for start in range(0, len(row), WHOLE_ROW))
        return
    waiting: tuple[Button, ...] = ()
    for button in row:
        if len(button.text) > HALF_ROW:
            yield from filter(None, (waiting, (button,)))
            waiting = ()
        elif waiting:
            yield (*waiting, button)
            waiting = ()
        else:
            waiting = (button,)
    if waiting:
        yield waiting
