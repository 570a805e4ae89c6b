"""Read a YAML file as plain values, with the line of each, and refuse what could harm.

Every scalar stays the text that was typed: whether `no` or `13` is a word or a number is for the field to say,
so that nobody has to know when YAML wants quotes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from bot.guide_check.fault import Fault, Findings, GuideProblem, Where

MOST_BYTES = 1_000_000
MOST_LEVELS = 12
"""A guide needs seven; a file of ten thousand open brackets would exhaust the reader."""


def read_lines(path: Path) -> tuple[Any, Findings]:
    """Return the values of a file (dict, list, str; None for an empty value) and where each stands.

    Raises:
        GuideProblem: it cannot be read as YAML, or uses what a guide may not use (references, deep nesting).

    """
    text = _text(path)
    try:
        node = _composed(path, text, pure=False)
    except YAMLError:
        node = _composed_or_refused(path, text)
    if node is None:
        raise _refused(path, 1, "the file is empty.")
    findings = Findings(path, {}, [])
    return _value(node, (), findings), findings


def _composed(path: Path, text: str, *, pure: bool) -> Node | None:
    """Return the file as nodes; the compiled reader is fifty times faster, the pure one says better what is wrong."""
    _refuse_harm(path, YAML(typ="safe", pure=pure).parse(text))
    node: Node | None = YAML(typ="safe", pure=pure).compose(text)
    return node


def _composed_or_refused(path: Path, text: str) -> Node | None:
    try:
        return _composed(path, text, pure=True)
    except MarkedYAMLError as problem:
        raise _refused(path, _line(problem), _in_plain_words(problem, text)) from None
    except YAMLError:
        raise _refused(path, 1, "the file holds a character that cannot stand in a text file.") from None


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise _refused(path, 1, "there is no such file.") from None
    except OSError as problem:
        raise _refused(path, 1, f"the file cannot be opened ({problem.strerror}).") from None
    if len(raw) > MOST_BYTES:
        raise _refused(path, 1, "the file is larger than 1 MB; a guide is far smaller.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        raise _refused(path, line, "the file is not saved as UTF-8; save it again with the encoding UTF-8.") from None


def _refuse_harm(path: Path, events: Iterable[Event]) -> None:
    depth = 0
    for event in events:
        if _is_reference(event):
            sentence = "'&' and '*' at the start of a value are not used in guides; put the text between quotes."
            raise _refused(path, event.start_mark.line + 1, sentence)
        depth += isinstance(event, MappingStartEvent | SequenceStartEvent)
        depth -= isinstance(event, MappingEndEvent | SequenceEndEvent)
        if depth > MOST_LEVELS:
            raise _refused(path, event.start_mark.line + 1, "too many lists or groups stand inside each other here.")


def _is_reference(event: Event) -> bool:
    return isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None


def _value(node: Node, where: Where, findings: Findings) -> Any:
    findings.lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, ScalarNode):
        empty = node.style is None and node.value in ("", "~", "null")
        return None if empty else node.value
    if isinstance(node, MappingNode):
        return _mapping(node, where, findings)
    return [_value(item, (*where, index), findings) for index, item in enumerate(node.value)]


def _mapping(node: MappingNode, where: Where, findings: Findings) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, ScalarNode) else "?"
        line = key_node.start_mark.line + 1
        if key in values:
            findings.found.append(Fault(findings.path, line, f"'{key}:' stands here a second time; keep one."))
            continue
        inside = (*where, key)
        findings.lines[inside] = line
        values[key] = _value(value_node, inside, findings)
    return values


def _line(problem: MarkedYAMLError) -> int:
    mark = problem.problem_mark or problem.context_mark
    return mark.line + 1 if mark else 1


def _in_plain_words(problem: MarkedYAMLError, text: str) -> str:
    """Say what is wrong with the layout as a colleague would; the reader's own words are for programmers."""
    lines = text.splitlines()
    here = lines[_line(problem) - 1] if _line(problem) <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return "a tab stands at the start of the line; use spaces."
    what = str(problem.problem)
    if "mapping values are not allowed" in what:
        return "a colon (:) stands inside the text; put the whole text between double quotes."
    if "quoted scalar" in f"{problem.context}":
        return "a quotation mark is opened and not closed; add the closing one."
    if "expected a single document" in what:
        return "'---' starts a second document; a guide is one document."
    if "expected <block end>" in what or "expected ',' or" in what or "could not find expected" in what:
        return (
            "the line is not indented like its neighbours, or a quote, comma or bracket is missing here or just before."
        )
    return f"the line cannot be read ({what}); look for a missing quote, colon or bracket."


def _refused(path: Path, line: int, sentence: str) -> GuideProblem:
    return GuideProblem([Fault(path, line, sentence)])
